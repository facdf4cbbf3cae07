import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComiteView, ExecutionView } from "../../../src-main/contract/execution.ts";
import { useCatalogue, useSession } from "../../data/index.ts";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { Card, EmptyState, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Geste, Le, Onglet, Ouvrir, said } from "./parts.tsx";
import type { OngletProps } from "./parts.tsx";
import { Reunion } from "./Reunion.tsx";

const COMITE = ["type", "nom", "president", "periodicite"] as const;
const MEMBRE = ["nom", "qualite", "organisationId", "personneId"] as const;
const REUNION = ["tenueLe", "heure", "lieu", "ordreDuJour"] as const;

const TONES: Record<string, Tone> = { prevue: "info", tenue: "ok", annulee: "neutral" };

/** Committees of an agreement: who sits, when they meet, what they decide. */
export function Comites(props: OngletProps) {
  return <Onglet {...props}>{(execution) => <Liste execution={execution} />}</Onglet>;
}

function Liste({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const [adding, setAdding] = useState(false);
  const { conventionId, comites } = execution;
  const add = <Geste onClick={() => setAdding(true)}>{t("nouveauComite")}</Geste>;
  return (
    <>
      {comites.length === 0 ? (
        <Card>
          <EmptyState title={t("aucunComite")} action={add} />
        </Card>
      ) : (
        <div className={styles.acts}>{add}</div>
      )}
      {comites.map((comite) => (
        <Comite key={comite.fiche.id} comite={comite} />
      ))}
      {adding && (
        <RecordForm
          record="comite"
          title={t("nouveauComite")}
          names={COMITE}
          fixed={{ conventionId }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

type Open = { quoi: "comite" | "membre" | "reunion"; id: string } | null;

function Comite({ comite }: { comite: ComiteView }) {
  const { t } = useTranslation("execution");
  const { today } = useSession();
  const catalogue = useCatalogue();
  const [adding, setAdding] = useState<"membre" | "reunion" | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const { fiche, membres, reunions, prochaine } = comite;
  const { values } = fiche;
  const name = said(values["nom"]) || catalogue.label("type_comite", said(values["type"]));
  const membre =
    open?.quoi === "membre" && membres.find((each) => each.fiche.id === open.id)?.fiche;
  const reunion = open?.quoi === "reunion" && reunions.find((each) => each.fiche.id === open.id);
  return (
    <Card
      title={<Auto>{name}</Auto>}
      actions={
        <span className={styles.acts}>
          {prochaine && (
            <Pill tone={prochaine.depassee ? "late" : "info"}>
              {t(`prochaine.${prochaine.selon}`, { date: apart(formatDate(prochaine.le)) })}
            </Pill>
          )}
          <Geste size="sm" onClick={() => setOpen({ quoi: "comite", id: fiche.id })}>
            {t("modifier")}
          </Geste>
          <Geste size="sm" variant="primary" onClick={() => setAdding("reunion")}>
            {t("reunir")}
          </Geste>
        </span>
      }
    >
      <div className={styles.columns}>
        <div>
          <h3>{t("membres")}</h3>
          <Membres comite={comite} onOpen={(id) => setOpen({ quoi: "membre", id })} />
          <Geste size="sm" variant="subtle" onClick={() => setAdding("membre")}>
            {t("ajouterMembre")}
          </Geste>
        </div>
        <div>
          <h3>{t("reunions")}</h3>
          <Reunions comite={comite} onOpen={(id) => setOpen({ quoi: "reunion", id })} />
        </div>
      </div>
      {adding === "membre" && (
        <RecordForm
          record="membreComite"
          title={t("ajouterMembre")}
          names={MEMBRE}
          fixed={{ comiteId: fiche.id }}
          onDone={() => setAdding(null)}
          onClose={() => setAdding(null)}
        />
      )}
      {adding === "reunion" && (
        <RecordForm
          record="reunion"
          title={t("reunir")}
          names={REUNION}
          initial={{ tenueLe: prochaine && prochaine.selon !== "prevue" ? prochaine.le : today }}
          fixed={{ comiteId: fiche.id }}
          onDone={(id) => {
            setAdding(null);
            if (id) setOpen({ quoi: "reunion", id });
          }}
          onClose={() => setAdding(null)}
        />
      )}
      {open?.quoi === "comite" && (
        <RecordSheet
          record="comite"
          view={fiche}
          names={COMITE}
          title={<Auto>{name}</Auto>}
          onClose={() => setOpen(null)}
        />
      )}
      {membre && (
        <RecordSheet
          record="membreComite"
          view={membre}
          names={MEMBRE}
          title={<Auto>{said(membre.values["nom"])}</Auto>}
          onClose={() => setOpen(null)}
        />
      )}
      {reunion && <Reunion comite={comite} reunion={reunion} onClose={() => setOpen(null)} />}
    </Card>
  );
}

interface PartProps {
  comite: ComiteView;
  onOpen: (id: string) => void;
}

function Membres({ comite: { membres }, onOpen }: PartProps) {
  const { t, i18n } = useTranslation("execution");
  if (membres.length === 0) return <p className={styles.mut}>{t("aucunMembre")}</p>;
  return (
    <Table
      label={t("membres")}
      rows={membres}
      rowKey={({ fiche }) => fiche.id}
      dense
      columns={[
        {
          key: "membre",
          header: t("colonne.membre"),
          cell: ({ fiche: { id, values }, organisationFr, organisationAr }) => (
            <>
              <Ouvrir onClick={() => onOpen(id)}>{said(values["nom"])}</Ouvrir>
              <span className={styles.note}>
                <Auto>
                  {[
                    said(values["qualite"]),
                    (i18n.language === "ar" && organisationAr) || organisationFr,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </Auto>
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

function Reunions({ comite: { membres, reunions }, onOpen }: PartProps) {
  const { t } = useTranslation("execution");
  const catalogue = useCatalogue();
  if (reunions.length === 0) return <p className={styles.mut}>{t("aucuneReunion")}</p>;
  return (
    <Table
      label={t("reunions")}
      rows={reunions}
      rowKey={({ fiche }) => fiche.id}
      dense
      columns={[
        {
          key: "reunion",
          header: t("colonne.reunion"),
          cell: ({ fiche: { id, values } }) => (
            <Ouvrir onClick={() => onOpen(id)}>
              {t("reunion", { numero: said(values["numero"]) })}
            </Ouvrir>
          ),
        },
        {
          key: "date",
          header: t("colonne.date"),
          cell: ({ fiche: { values } }) => <Le date={values["tenueLe"]} />,
        },
        {
          key: "etat",
          header: t("colonne.etat"),
          cell: ({ fiche: { values } }) => {
            const statut = said(values["statut"]);
            return (
              <Pill tone={TONES[statut] ?? "neutral"}>
                {catalogue.label("statut_reunion", statut)}
              </Pill>
            );
          },
        },
        {
          key: "presents",
          header: t("colonne.presents"),
          numeric: true,
          cell: ({ presences }) => (
            <Iso>
              {`${presences.filter(({ etat }) => etat === "present" || etat === "remplace").length} / ${membres.length}`}
            </Iso>
          ),
        },
        {
          key: "decisions",
          header: t("colonne.decisions"),
          numeric: true,
          cell: ({ decisions }) => <Iso>{formatNumber(decisions.length, 0)}</Iso>,
        },
        {
          key: "pv",
          header: t("colonne.pv"),
          cell: ({ fiche: { values } }) =>
            values["pvLe"]
              ? t("pvSigne", { date: apart(formatDate(said(values["pvLe"]))) })
              : values["statut"] === "tenue" && <Pill tone="soon">{t("pvAttendu")}</Pill>,
        },
      ]}
    />
  );
}
