import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExecutionView, LivrableView } from "../../../src-main/contract/execution.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { data, errorSentence, useCatalogue, useSession } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { Attachments } from "../../ui/attachments/index.ts";
import { Card, EmptyState, notify, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Indicateurs } from "./Indicateurs.tsx";
import { Champ, Geste, Le, Onglet, Ouvrir, said, useName, useParties } from "./parts.tsx";
import type { OngletProps } from "./parts.tsx";

const TONES: Record<LivrableView["etat"], Tone> = {
  attendu: "neutral",
  en_retard: "late",
  recu: "info",
  accepte: "ok",
  refuse: "late",
};

const ASKED = ["genre", "libelleFr", "libelleAr", "partieId", "echeanceLe"] as const;
const SHOWN = [
  ...ASKED,
  "recuLe",
  "accepteLe",
  "accepteParId",
  "refuseLe",
  "refusMotif",
  "observation",
] as const;

/** Deliverables and their acceptance, then the indicators of the agreement. */
export function Livrables(props: OngletProps) {
  return (
    <Onglet {...props}>
      {(execution) => (
        <>
          <Liste execution={execution} />
          <Indicateurs execution={execution} />
        </>
      )}
    </Onglet>
  );
}

function Liste({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const catalogue = useCatalogue();
  const nameOf = useName();
  const parties = useParties(execution);
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [refusing, setRefusing] = useState<LivrableView | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const { conventionId, livrables } = execution;
  const options = { partieId: parties.options };
  const open = livrables.find(({ fiche }) => fiche.id === shown);
  const write = useMutation({
    mutationFn: ({ id, patch }: { id: string; patch: Record<string, FieldValue> }) =>
      data.records.update({ record: "livrable", id, patch }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Card
      title={t("livrables")}
      actions={
        <Geste size="sm" onClick={() => setAdding(true)}>
          {t("nouveauLivrable")}
        </Geste>
      }
    >
      {livrables.length === 0 ? (
        <EmptyState title={t("aucunLivrable")} />
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t("livrables")}
            rows={livrables}
            rowKey={({ fiche }) => fiche.id}
            columns={[
              {
                key: "livrable",
                header: t("colonne.livrable"),
                cell: ({ fiche }) => (
                  <>
                    <Ouvrir onClick={() => setShown(fiche.id)}>{nameOf(fiche)}</Ouvrir>
                    <span className={styles.note}>
                      {catalogue.label("genre_livrable", said(fiche.values["genre"]))}
                    </span>
                  </>
                ),
              },
              {
                key: "partie",
                header: t("colonne.partie"),
                cell: ({ fiche }) => <Auto>{parties.nameOf(fiche.values["partieId"])}</Auto>,
              },
              {
                key: "echeance",
                header: t("colonne.echeance"),
                cell: ({ fiche }) => <Champ record="livrable" view={fiche} name="echeanceLe" />,
              },
              {
                key: "recu",
                header: t("colonne.recu"),
                cell: ({ fiche, etat }) =>
                  etat === "attendu" || etat === "en_retard" ? (
                    // Not come yet on the day read, whatever came since.
                    <Champ
                      record="livrable"
                      view={{ ...fiche, values: { ...fiche.values, recuLe: null } }}
                      name="recuLe"
                    />
                  ) : (
                    <Champ record="livrable" view={fiche} name="recuLe" />
                  ),
              },
              {
                key: "decision",
                header: t("colonne.decision"),
                cell: ({ etat, fiche: { values } }) =>
                  (etat === "accepte" || etat === "refuse") && (
                    <>
                      <Le date={values["accepteLe"] ?? values["refuseLe"]} />
                      {values["accepteParId"] && (
                        <span className={styles.note}>
                          <Auto>{catalogue.utilisateur(said(values["accepteParId"]))}</Auto>
                        </span>
                      )}
                      {said(values["refusMotif"]) && (
                        <span className={styles.note}>
                          <Auto>{said(values["refusMotif"])}</Auto>
                        </span>
                      )}
                    </>
                  ),
              },
              {
                key: "etat",
                header: t("colonne.etat"),
                cell: ({ etat, retardJours }) => {
                  const word = t(`etatLivrable.${etat}`);
                  return (
                    <Pill tone={TONES[etat]}>
                      {retardJours > 0 ? t("retard", { etat: word, jours: retardJours }) : word}
                    </Pill>
                  );
                },
              },
              {
                key: "acte",
                header: "",
                cell: (row) => {
                  const { id, values } = row.fiche;
                  if (values["accepteLe"] !== null || values["refuseLe"] !== null) return null;
                  const recuLe = values["recuLe"] ?? today;
                  return (
                    <span className={styles.acts}>
                      {values["recuLe"] === null && (
                        <Geste
                          size="sm"
                          onClick={() => write.mutate({ id, patch: { recuLe: today } })}
                        >
                          {t("recevoir")}
                        </Geste>
                      )}
                      <Geste
                        size="sm"
                        onClick={() => write.mutate({ id, patch: { recuLe, accepteLe: today } })}
                      >
                        {t("accepter")}
                      </Geste>
                      <Geste size="sm" variant="subtle" onClick={() => setRefusing(row)}>
                        {t("refuser")}
                      </Geste>
                    </span>
                  );
                },
              },
            ]}
          />
        </div>
      )}
      {adding && (
        <RecordForm
          record="livrable"
          title={t("nouveauLivrable")}
          names={ASKED}
          initial={{ genre: "livrable" }}
          fixed={{ conventionId }}
          options={options}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {refusing && (
        <RecordForm
          record="livrable"
          title={t("refus")}
          names={["recuLe", "refuseLe", "refusMotif"]}
          initial={{ recuLe: refusing.fiche.values["recuLe"] ?? today, refuseLe: today }}
          submitLabel={t("refuser")}
          write={(patch, answers) =>
            data.records.update({ record: "livrable", id: refusing.fiche.id, patch, ...answers })
          }
          onDone={() => setRefusing(null)}
          onClose={() => setRefusing(null)}
        />
      )}
      {open && (
        <RecordSheet
          record="livrable"
          view={open.fiche}
          names={SHOWN}
          options={options}
          title={<Auto>{nameOf(open.fiche)}</Auto>}
          onClose={() => setShown(null)}
        >
          <Attachments recordTable="livrable" recordId={open.fiche.id} />
        </RecordSheet>
      )}
    </Card>
  );
}
