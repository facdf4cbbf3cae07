import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CampagneVue, FinancementRow } from "../../../src-main/contract/financements.ts";
import { useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber, formatPercent } from "../../lib/format.ts";
import { LineChart } from "../../ui/chart/index.ts";
import { Button, Card, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./financements.module.css";

const FIELDS = ["le", "montant", "contributeurs", "source"] as const;
const DAY_MS = 86_400_000;
const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
const isoOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A campaign under law 15-18: what it collected over time, and the result that follows. */
export function Campagne({ row, campagne }: { row: FinancementRow; campagne: CampagneVue }) {
  const { t, i18n } = useTranslation(["financements", "champs"]);
  const { today } = useSession();
  const catalogue = useCatalogue();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = campagne.releves.find(({ fiche }) => fiche.id === shown);
  const points = campagne.releves.map(({ fiche }) => ({
    day: dayOf(String(fiche.values["le"])),
    label: formatDate(String(fiche.values["le"])),
    value: Number(fiche.values["montant"]),
  }));
  return (
    <Card
      title={
        <>
          {t("campagne.titre")} <State campagne={campagne} />
        </>
      }
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("campagne.ajouter")}
        </Button>
      }
    >
      <Figures campagne={campagne} />
      {points.length === 0 ? (
        <p className={styles.mut}>{t("campagne.vide")}</p>
      ) : (
        <>
          <div className={styles.chart}>
            <LineChart
              label={t("campagne.graphique")}
              points={points}
              target={{ value: campagne.objectif, label: t("campagne.objectif") }}
              span={{
                from: row.ouvertLe === null ? null : dayOf(row.ouvertLe),
                to: row.clotLe === null ? null : dayOf(row.clotLe),
              }}
              dir={i18n.dir()}
              format={formatDh}
              formatDay={(day) => formatDate(isoOf(day))}
            />
          </div>
          <Table
            label={t("campagne.releves")}
            rows={campagne.releves.toReversed()}
            rowKey={({ fiche }) => fiche.id}
            dense
            columns={[
              {
                key: "le",
                header: t("champs:collecte.le"),
                cell: ({ fiche, hors }) => (
                  <>
                    <Button size="sm" variant="subtle" onClick={() => setShown(fiche.id)}>
                      <Iso>{formatDate(String(fiche.values["le"]))}</Iso>
                    </Button>
                    {hors && <Pill tone="soon">{t(`campagne.hors.${hors}`)}</Pill>}
                  </>
                ),
              },
              {
                key: "montant",
                header: t("champs:collecte.montant"),
                numeric: true,
                cell: ({ fiche }) => <Iso>{formatDh(Number(fiche.values["montant"]))}</Iso>,
              },
              {
                key: "part",
                header: t("campagne.part"),
                numeric: true,
                cell: ({ fiche }) => (
                  <Iso>{share(Number(fiche.values["montant"]), campagne.objectif)}</Iso>
                ),
              },
              {
                key: "contributeurs",
                header: t("champs:collecte.contributeurs"),
                numeric: true,
                cell: ({ fiche }) => {
                  const count = fiche.values["contributeurs"];
                  return typeof count === "number" ? <Iso>{formatNumber(count, 0)}</Iso> : "–";
                },
              },
              {
                key: "source",
                header: t("champs:collecte.source"),
                cell: ({ fiche }) => <Auto>{String(fiche.values["source"] ?? "")}</Auto>,
              },
            ]}
          />
        </>
      )}
      <p className={styles.supervisor}>
        {t("campagne.superviseur")}{" "}
        {campagne.superviseur === null
          ? t("campagne.superviseurInconnu")
          : catalogue.label("superviseur", campagne.superviseur)}
      </p>
      {adding && (
        <RecordForm
          record="collecte"
          title={t("campagne.ajouter")}
          names={FIELDS}
          initial={{ le: today }}
          fixed={{ financementId: row.id }}
          lead={t("campagne.cumule")}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="collecte"
          view={open.fiche}
          names={FIELDS}
          title={t("campagne.releve", { le: formatDate(String(open.fiche.values["le"])) })}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}

/** Rounded down: what falls short of the target never reads as reached. */
const share = (montant: number, objectif: number): string =>
  objectif > 0 ? formatPercent(Math.floor((montant / objectif) * 10_000) / 100, 2) : "–";

function State({ campagne }: { campagne: CampagneVue }) {
  const { t } = useTranslation("financements");
  const tone: Tone = campagne.atteint ? "ok" : campagne.etat === "close" ? "late" : "info";
  return (
    <Pill tone={tone}>
      {campagne.atteint
        ? t("campagne.etat.atteinte")
        : campagne.etat === "close"
          ? t("campagne.etat.sousObjectif")
          : t(`campagne.etat.${campagne.etat}`)}
    </Pill>
  );
}

function Figures({ campagne }: { campagne: CampagneVue }) {
  const { t } = useTranslation("financements");
  const figures: [key: string, value: ReactNode][] = [
    ["objectif", <Iso key="o">{formatDh(campagne.objectif)}</Iso>],
    ["collecte", <Iso key="c">{formatDh(campagne.collecte)}</Iso>],
    ["atteint", <Iso key="a">{formatPercent(campagne.atteintBp / 100, 2)}</Iso>],
  ];
  if (campagne.contributeurs !== null) {
    figures.push(["contributeurs", <Iso key="n">{formatNumber(campagne.contributeurs, 0)}</Iso>]);
  }
  if (campagne.atteintLe !== null) {
    figures.push(["atteintLe", <Iso key="l">{formatDate(campagne.atteintLe)}</Iso>]);
  }
  if (campagne.joursRestants !== null) {
    figures.push(["reste", t("campagne.jours", { count: campagne.joursRestants })]);
  }
  return (
    <dl className={styles.figures}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`campagne.${key}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
