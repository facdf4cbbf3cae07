import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { EngagementView, ExecutionView } from "../../../src-main/contract/execution.ts";
import { data, useCatalogue, useSession } from "../../data/index.ts";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import { formatNumber } from "../../lib/format.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { Button, Card, EmptyState, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Ajout, Champ, Geste, Le, Onglet, Ouvrir, said, useName, useParties } from "./parts.tsx";
import type { OngletProps } from "./parts.tsx";

// Colour only repeats what the word says.
const TONES: Record<EngagementView["etat"], Tone> = {
  a_venir: "neutral",
  en_cours: "info",
  tenu: "ok",
  tenu_en_retard: "soon",
  partiel: "late",
  defaillant: "late",
  sans_objet: "neutral",
};

const ASKED = [
  "libelleFr",
  "libelleAr",
  "partieId",
  "echeanceLe",
  "periodicite",
  "finLe",
  "debutLe",
  "mesure",
  "cible",
  "preuve",
  "responsableId",
] as const;
const SHOWN = [...ASKED, "sansObjetLe", "sansObjetMotif"] as const;
const DONE = ["faiteLe", "pourLe", "quantite", "observation"] as const;

/** What the parties promised, what was done for it, and what is late. */
export function Engagements(props: OngletProps) {
  return <Onglet {...props}>{(execution) => <Liste execution={execution} />}</Onglet>;
}

type Open = { quoi: "engagement" | "realisation"; id: string } | null;

function Liste({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const { today } = useSession();
  const catalogue = useCatalogue();
  const nameOf = useName();
  const parties = useParties(execution);
  const [adding, setAdding] = useState(false);
  const [doing, setDoing] = useState<EngagementView | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const { conventionId, engagements } = execution;
  const options = { partieId: parties.options };
  const shown =
    open?.quoi === "engagement" && engagements.find(({ fiche }) => fiche.id === open.id);
  const done =
    open?.quoi === "realisation" &&
    engagements.flatMap((each) => each.realisations).find(({ fiche }) => fiche.id === open.id);
  return (
    <Card
      title={t("conventions:onglet.engagements")}
      actions={
        <Geste size="sm" onClick={() => setAdding(true)}>
          {t("nouvelEngagement")}
        </Geste>
      }
    >
      {engagements.length === 0 ? (
        <EmptyState title={t("aucunEngagement")} />
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t("conventions:onglet.engagements")}
            rows={engagements}
            rowKey={({ fiche }) => fiche.id}
            columns={[
              {
                key: "partie",
                header: t("colonne.partie"),
                cell: ({ fiche }) => <Auto>{parties.nameOf(fiche.values["partieId"])}</Auto>,
              },
              {
                key: "engagement",
                header: t("colonne.engagement"),
                cell: (row) => (
                  <>
                    <Ouvrir onClick={() => setOpen({ quoi: "engagement", id: row.fiche.id })}>
                      {nameOf(row.fiche)}
                    </Ouvrir>
                    <Remontee row={row} />
                  </>
                ),
              },
              {
                key: "echeance",
                header: t("colonne.echeance"),
                cell: ({ fiche, dueLe }) => {
                  const periode = said(fiche.values["periodicite"]);
                  return (
                    <>
                      {dueLe ? <Le date={dueLe} /> : t("permanent")}
                      {periode && (
                        <span className={styles.note}>
                          {catalogue.label("periodicite", periode)}
                        </span>
                      )}
                    </>
                  );
                },
              },
              {
                key: "suivi",
                header: t("colonne.suivi"),
                cell: ({ fiche }) => (
                  <Champ record="engagement" view={fiche} name="responsableId" />
                ),
              },
              {
                key: "etat",
                header: t("colonne.etat"),
                cell: (row) => <Etat row={row} />,
              },
              {
                key: "preuve",
                header: t("colonne.preuve"),
                cell: (row) => <Preuve row={row} />,
              },
              {
                key: "acte",
                header: "",
                cell: (row) =>
                  row.etat !== "sans_objet" &&
                  (row.pourLe !== null || row.occurrences.at(-1)?.tenuLe === null) && (
                    <Geste size="sm" onClick={() => setDoing(row)}>
                      {t("realiser")}
                    </Geste>
                  ),
              },
            ]}
          />
        </div>
      )}
      <Ajout
        label={t("saisieEngagement")}
        onAdd={(libelleFr) =>
          data.records.create({ record: "engagement", values: { conventionId, libelleFr } })
        }
      />
      {adding && (
        <RecordForm
          record="engagement"
          title={t("nouvelEngagement")}
          names={ASKED}
          fixed={{ conventionId }}
          options={options}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {doing && (
        <RecordForm
          record="realisation"
          title={t("realisation")}
          lead={t("pourQuoi", { engagement: apart(nameOf(doing.fiche)) })}
          names={DONE}
          initial={{ faiteLe: today, ...(doing.pourLe ? { pourLe: doing.pourLe } : {}) }}
          fixed={{ engagementId: doing.fiche.id }}
          onDone={(id) => {
            setDoing(null);
            if (id && said(doing.fiche.values["preuve"])) setOpen({ quoi: "realisation", id });
          }}
          onClose={() => setDoing(null)}
        />
      )}
      {shown && (
        <RecordSheet
          record="engagement"
          view={shown.fiche}
          names={SHOWN}
          options={options}
          displays={{ partieId: <Auto>{parties.nameOf(shown.fiche.values["partieId"])}</Auto> }}
          title={<Auto>{nameOf(shown.fiche)}</Auto>}
          onClose={() => setOpen(null)}
        >
          <Realisations row={shown} onOpen={(id) => setOpen({ quoi: "realisation", id })} />
        </RecordSheet>
      )}
      {done && (
        <RecordSheet
          record="realisation"
          view={done.fiche}
          names={DONE}
          title={t("realisation")}
          onClose={() => setOpen(null)}
        >
          <Attachments recordTable="realisation" recordId={done.fiche.id} />
        </RecordSheet>
      )}
    </Card>
  );
}

/** Who a late commitment climbed to, in words. */
function Remontee({ row }: { row: EngagementView }) {
  const { t } = useTranslation("execution");
  if (!row.remontee) return null;
  const { niveau, nom } = row.remontee;
  return (
    <span className={styles.note}>
      {nom === null ? t("remontee.personne") : t(`remontee.${niveau}`, { nom: apart(nom) })}
    </span>
  );
}

function Etat({ row }: { row: EngagementView }) {
  const { t } = useTranslation("execution");
  const { etat, retardJours } = row;
  const word = t(`etat.${etat}`);
  const cible = row.fiche.values["cible"];
  return (
    <span className={styles.pills}>
      <Pill tone={TONES[etat]}>
        {retardJours > 0 ? t("retard", { etat: word, jours: retardJours }) : word}
      </Pill>
      {typeof cible === "number" && (
        <Iso>{`${formatNumber(row.fait)} / ${formatNumber(cible)}`}</Iso>
      )}
    </span>
  );
}

function Preuve({ row }: { row: EngagementView }) {
  const { t } = useTranslation("execution");
  const count = row.realisations.reduce((sum, { pieces }) => sum + pieces, 0);
  const asked = said(row.fiche.values["preuve"]);
  return (
    <>
      {row.preuveManque && <Pill tone="late">{t("preuveManque")}</Pill>}
      {count > 0 && <span className={styles.note}>{t("pieces", { count })}</span>}
      {asked && (
        <span className={styles.note}>
          <Auto>{asked}</Auto>
        </span>
      )}
    </>
  );
}

/** What was done for a commitment, and the state of each of its due days. */
function Realisations({ row, onOpen }: { row: EngagementView; onOpen: (id: string) => void }) {
  const { t } = useTranslation("execution");
  return (
    <div className={styles.sub}>
      <h3>{t("realisations")}</h3>
      {row.realisations.length === 0 ? (
        <p className={styles.mut}>{t("aucuneRealisation")}</p>
      ) : (
        <Table
          label={t("realisations")}
          rows={row.realisations}
          rowKey={({ fiche }) => fiche.id}
          dense
          columns={[
            {
              key: "date",
              header: t("colonne.date"),
              cell: ({ fiche }) => (
                <Button size="sm" variant="subtle" onClick={() => onOpen(fiche.id)}>
                  <Le date={fiche.values["faiteLe"]} />
                </Button>
              ),
            },
            {
              key: "pour",
              header: t("colonne.pour"),
              cell: ({ fiche }) => <Le date={fiche.values["pourLe"]} />,
            },
            {
              key: "fait",
              header: t("colonne.fait"),
              numeric: true,
              cell: ({ fiche }) =>
                fiche.values["quantite"] === null ? (
                  "–"
                ) : (
                  <Iso>{formatNumber(Number(fiche.values["quantite"]))}</Iso>
                ),
            },
            {
              key: "pieces",
              header: t("colonne.pieces"),
              cell: ({ pieces }) => t("pieces", { count: pieces }),
            },
          ]}
        />
      )}
      {row.occurrences.length > 1 && (
        <>
          <h3>{t("echeances")}</h3>
          <div className={styles.pills}>
            {row.occurrences.slice(-24).map(({ echeanceLe, etat }) => (
              <Pill key={echeanceLe} tone={TONES[etat]}>
                <Le date={echeanceLe} /> · {t(`etat.${etat}`)}
              </Pill>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
