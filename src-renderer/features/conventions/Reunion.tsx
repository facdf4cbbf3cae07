import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  ComiteView,
  PresenceEtat,
  ReunionView,
} from "../../../src-main/contract/execution.ts";
import { presenceEtat } from "../../../src-main/contract/execution.ts";
import { data, errorSentence, useCatalogue } from "../../data/index.ts";
import { apart, Auto } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { DocumentsCard } from "../../ui/documents/index.ts";
import {
  Button,
  DocumentMenu,
  notify,
  Pill,
  RecordField,
  RecordForm,
  RecordSheet,
  SegmentedControl,
  Table,
  TextInput,
} from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Ajout, said } from "./parts.tsx";

const REUNION = [
  "numero",
  "tenueLe",
  "heure",
  "lieu",
  "statut",
  "ordreDuJour",
  "compteRendu",
  "pvLe",
] as const;
const DECISION = ["texte", "responsableId", "responsable", "echeanceLe"] as const;

interface ReunionProps {
  comite: ComiteView;
  reunion: ReunionView;
  onClose: () => void;
}

/** One meeting: agenda, attendance, decisions, minutes. */
export function Reunion({ comite, reunion, onClose }: ReunionProps) {
  const { t } = useTranslation("execution");
  const { fiche } = reunion;
  const cancelled = fiche.values["statut"] === "annulee";
  return (
    <RecordSheet
      record="reunion"
      view={fiche}
      names={REUNION}
      title={t("reunion", { numero: said(fiche.values["numero"]) })}
      onClose={onClose}
    >
      <div className={styles.sub}>
        {!cancelled && <Presences comite={comite} reunion={reunion} />}
        {!cancelled && <Decisions reunion={reunion} />}
        <div className={styles.acts}>
          <DocumentMenu kind="pv_comite" id={fiche.id} />
        </div>
      </div>
      <DocumentsCard recordTable="reunion" recordId={fiche.id} />
      <Attachments recordTable="reunion" recordId={fiche.id} />
    </RecordSheet>
  );
}

function Presences({ comite, reunion }: Omit<ReunionProps, "onClose">) {
  const { t } = useTranslation("execution");
  // Who is said to be replaced, until it is said by whom.
  const [naming, setNaming] = useState<{ membreId: string; nom: string } | null>(null);
  const mark = useMutation({
    mutationFn: (asked: {
      membreId: string;
      etat: PresenceEtat | null;
      remplacant: string | null;
    }) => data.execution.pointer({ reunionId: reunion.fiche.id, ...asked }),
    onSuccess: () => setNaming(null),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <>
      <h3>{t("presence.titre")}</h3>
      {comite.membres.length === 0 ? (
        <p className={styles.mut}>{t("aucunMembre")}</p>
      ) : (
        <Table
          label={t("presence.titre")}
          rows={comite.membres}
          rowKey={({ fiche }) => fiche.id}
          dense
          columns={[
            {
              key: "membre",
              header: t("colonne.membre"),
              cell: ({ fiche }) => <Auto>{said(fiche.values["nom"])}</Auto>,
            },
            {
              key: "presence",
              header: t("colonne.presence"),
              cell: ({ fiche }) => {
                const membreId = fiche.id;
                const there = reunion.presences.find((each) => each.membreId === membreId);
                const asking = naming?.membreId === membreId ? naming : null;
                return (
                  <>
                    <SegmentedControl
                      label={`${t("colonne.presence")} ${said(fiche.values["nom"])}`}
                      value={asking ? "remplace" : (there?.etat ?? "")}
                      options={presenceEtat.options.map((value) => ({
                        value,
                        label: t(`presence.${value}`),
                      }))}
                      onChange={(next) => {
                        const etat = presenceEtat.parse(next);
                        if (etat === "remplace") setNaming({ membreId, nom: "" });
                        else mark.mutate({ membreId, etat, remplacant: null });
                      }}
                    />
                    {asking ? (
                      <form
                        className={styles.quick}
                        onSubmit={(event) => {
                          event.preventDefault();
                          event.stopPropagation();
                          mark.mutate({ membreId, etat: "remplace", remplacant: asking.nom });
                        }}
                      >
                        <TextInput
                          ariaLabel={t("presence.par")}
                          placeholder={t("presence.par")}
                          value={asking.nom}
                          onChange={(nom) => setNaming({ membreId, nom })}
                          autoFocus
                          dir="auto"
                        />
                        <Button size="sm" type="submit" disabled={asking.nom.trim() === ""}>
                          {t("commun:ajouter")}
                        </Button>
                      </form>
                    ) : (
                      there?.remplacant && (
                        <span className={styles.note}>
                          {t("presence.par")} <Auto>{there.remplacant}</Auto>
                        </span>
                      )
                    )}
                  </>
                );
              },
            },
          ]}
        />
      )}
    </>
  );
}

function Decisions({ reunion }: { reunion: ReunionView }) {
  const { t } = useTranslation("execution");
  const catalogue = useCatalogue();
  const [adding, setAdding] = useState(false);
  const reunionId = reunion.fiche.id;
  return (
    <>
      <h3>{t("decisions")}</h3>
      {reunion.decisions.length === 0 ? (
        <p className={styles.mut}>{t("aucuneDecision")}</p>
      ) : (
        <Table
          label={t("decisions")}
          rows={reunion.decisions}
          rowKey={({ fiche }) => fiche.id}
          dense
          columns={[
            {
              key: "texte",
              header: t("colonne.decision"),
              cell: ({ fiche }) => (
                <RecordField record="decisionReunion" view={fiche} name="texte" bare />
              ),
            },
            {
              key: "suivi",
              header: t("colonne.suivi"),
              cell: ({ fiche }) => (
                <>
                  <RecordField
                    record="decisionReunion"
                    view={fiche}
                    name="responsableId"
                    display={catalogue.utilisateur(said(fiche.values["responsableId"])) || "–"}
                    bare
                  />
                  {said(fiche.values["responsable"]) && (
                    <span className={styles.note}>
                      <Auto>{said(fiche.values["responsable"])}</Auto>
                    </span>
                  )}
                </>
              ),
            },
            {
              key: "echeance",
              header: t("colonne.echeance"),
              cell: ({ fiche }) => (
                <RecordField record="decisionReunion" view={fiche} name="echeanceLe" bare />
              ),
            },
            {
              key: "etat",
              header: t("colonne.etat"),
              cell: ({ tacheId, faiteLe }) =>
                tacheId === null ? (
                  <span className={styles.mut}>{t("sansTache")}</span>
                ) : faiteLe ? (
                  <Pill tone="ok">{t("tacheFaite", { date: apart(formatDate(faiteLe)) })}</Pill>
                ) : (
                  <Pill tone="info">{t("tacheOuverte")}</Pill>
                ),
            },
            {
              key: "acte",
              header: "",
              cell: ({ fiche }) => <Retirer id={fiche.id} />,
            },
          ]}
        />
      )}
      <Ajout
        label={t("saisieDecision")}
        onAdd={(texte) =>
          data.records.create({ record: "decisionReunion", values: { reunionId, texte } })
        }
      />
      <div className={styles.acts}>
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("nouvelleDecision")}
        </Button>
      </div>
      {adding && (
        <RecordForm
          record="decisionReunion"
          title={t("nouvelleDecision")}
          names={DECISION}
          fixed={{ reunionId }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function Retirer({ id }: { id: string }) {
  const { t } = useTranslation("execution");
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "decisionReunion", id }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Button size="sm" variant="subtle" onClick={() => remove.mutate()} disabled={remove.isPending}>
      {t("commun:supprimer")}
    </Button>
  );
}
