import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExecutionView, IndicateurView } from "../../../src-main/contract/execution.ts";
import { useSession } from "../../data/index.ts";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { Button, Card, EmptyState, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Geste, Le, Ouvrir, said, useName } from "./parts.tsx";

const ASKED = [
  "libelleFr",
  "libelleAr",
  "unite",
  "reference",
  "referenceLe",
  "cible",
  "cibleLe",
] as const;
const MESURE = ["le", "valeur", "source", "observation"] as const;

type Open = { quoi: "indicateur" | "mesure"; id: string } | null;

/** Indicators of an agreement: from where, to where, and the way made. */
export function Indicateurs({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const { today } = useSession();
  const nameOf = useName();
  const [adding, setAdding] = useState(false);
  const [measuring, setMeasuring] = useState<IndicateurView | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const { conventionId, indicateurs } = execution;
  const shown =
    open?.quoi === "indicateur" && indicateurs.find(({ fiche }) => fiche.id === open.id);
  const measure =
    open?.quoi === "mesure" &&
    indicateurs.flatMap(({ mesures }) => mesures).find(({ id }) => id === open.id);
  return (
    <Card
      title={t("indicateurs")}
      actions={
        <Geste size="sm" onClick={() => setAdding(true)}>
          {t("nouvelIndicateur")}
        </Geste>
      }
    >
      {indicateurs.length === 0 ? (
        <EmptyState title={t("aucunIndicateur")} />
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t("indicateurs")}
            rows={indicateurs}
            rowKey={({ fiche }) => fiche.id}
            columns={[
              {
                key: "indicateur",
                header: t("colonne.indicateur"),
                cell: ({ fiche }) => (
                  <>
                    <Ouvrir onClick={() => setOpen({ quoi: "indicateur", id: fiche.id })}>
                      {nameOf(fiche)}
                    </Ouvrir>
                    <span className={styles.note}>
                      <Auto>{said(fiche.values["unite"])}</Auto>
                    </span>
                  </>
                ),
              },
              ...(["reference", "cible"] as const).map((key) => ({
                key,
                header: t(`colonne.${key}`),
                numeric: true,
                cell: ({ fiche: { values } }: IndicateurView) => (
                  <>
                    {values[key] === null ? "–" : <Iso>{formatNumber(Number(values[key]))}</Iso>}
                    {values[`${key}Le`] && (
                      <span className={styles.note}>
                        <Le date={values[`${key}Le`]} />
                      </span>
                    )}
                  </>
                ),
              })),
              {
                key: "valeur",
                header: t("colonne.valeur"),
                numeric: true,
                cell: ({ valeur, le }) =>
                  valeur === null ? (
                    "–"
                  ) : (
                    <>
                      <Iso>{formatNumber(valeur)}</Iso>
                      <span className={styles.note}>
                        <Le date={le} />
                      </span>
                    </>
                  ),
              },
              {
                key: "avance",
                header: t("colonne.avance"),
                cell: (row) => <Avance row={row} />,
              },
              {
                key: "acte",
                header: "",
                cell: (row) => (
                  <Geste size="sm" onClick={() => setMeasuring(row)}>
                    {t("mesurer")}
                  </Geste>
                ),
              },
            ]}
          />
        </div>
      )}
      {adding && (
        <RecordForm
          record="indicateurConvention"
          title={t("nouvelIndicateur")}
          names={ASKED}
          fixed={{ conventionId }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {measuring && (
        <RecordForm
          record="mesure"
          title={t("mesure", { nom: apart(nameOf(measuring.fiche)) })}
          names={MESURE}
          initial={{ le: today }}
          fixed={{ indicateurId: measuring.fiche.id }}
          onDone={() => setMeasuring(null)}
          onClose={() => setMeasuring(null)}
        />
      )}
      {shown && (
        <RecordSheet
          record="indicateurConvention"
          view={shown.fiche}
          names={ASKED}
          title={<Auto>{nameOf(shown.fiche)}</Auto>}
          onClose={() => setOpen(null)}
        >
          <Mesures row={shown} onOpen={(id) => setOpen({ quoi: "mesure", id })} />
        </RecordSheet>
      )}
      {measure && (
        <RecordSheet
          record="mesure"
          view={measure}
          names={MESURE}
          title={t("mesures")}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  );
}

function Avance({ row }: { row: IndicateurView }) {
  const { t } = useTranslation("execution");
  const until = said(row.fiche.values["cibleLe"]);
  return (
    <span className={styles.pills}>
      {row.avance !== null && (
        <span>{t("avancement", { n: apart(formatNumber(row.avance, 0)) })}</span>
      )}
      {row.atteint && <Pill tone="ok">{t("cibleAtteinte")}</Pill>}
      {row.enRetard && (
        <Pill tone="late">{t("cibleDepassee", { date: apart(formatDate(until)) })}</Pill>
      )}
      {row.valeur === null && <span className={styles.mut}>{t("aucuneMesure")}</span>}
    </span>
  );
}

/** The measures of an indicator over time, the latest on top. */
function Mesures({ row, onOpen }: { row: IndicateurView; onOpen: (id: string) => void }) {
  const { t } = useTranslation("execution");
  return (
    <div className={styles.sub}>
      <h3>{t("mesures")}</h3>
      {row.mesures.length === 0 ? (
        <p className={styles.mut}>{t("aucuneMesure")}</p>
      ) : (
        <Table
          label={t("mesures")}
          rows={row.mesures.toReversed()}
          rowKey={({ id }) => id}
          dense
          columns={[
            {
              key: "date",
              header: t("colonne.date"),
              cell: ({ id, values }) => (
                <Button size="sm" variant="subtle" onClick={() => onOpen(id)}>
                  <Le date={values["le"]} />
                </Button>
              ),
            },
            {
              key: "valeur",
              header: t("champs:mesure.valeur"),
              numeric: true,
              cell: ({ values }) => <Iso>{formatNumber(Number(values["valeur"]))}</Iso>,
            },
            {
              key: "source",
              header: t("colonne.source"),
              cell: ({ values }) => <Auto>{said(values["source"]) || "–"}</Auto>,
            },
          ]}
        />
      )}
    </div>
  );
}
