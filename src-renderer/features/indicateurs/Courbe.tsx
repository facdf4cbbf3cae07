import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SerieFiche } from "../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { formatFigure, pick } from "../../lib/format.ts";
import { ColumnChart } from "../../ui/chart/index.ts";
import { Card, Select } from "../../ui/index.ts";
import { isPart, periodRows } from "./lecture.ts";
import { useUnit } from "./useUnit.ts";

/** Periods drawn at most: the newest. */
const DRAWN = 14;

/** The figures of one territory along time. */
export function Courbe({ fiche }: { fiche: SerieFiche }) {
  const { t, i18n } = useTranslation("indicateurs");
  const langue = i18n.language as Langue;
  const unit = useUnit();
  const [place, setPlace] = useState<string | null>(null);
  const rows = periodRows(fiche.figures).toReversed();
  const places = fiche.territoires
    .map((each) => ({
      ...each,
      points: rows.filter(({ figures }) => figures.has(each.code)).slice(-DRAWN),
    }))
    .filter(({ points }) => points.length > 1);
  const shown =
    places.find(({ code }) => code === place) ??
    places.find(({ niveau }) => niveau === "region") ??
    places[0];
  if (!shown) return null;
  const name = pick(shown.label, langue);
  return (
    <Card
      title={t("courbe", { territoire: name })}
      actions={
        places.length > 1 && (
          <Select
            size="xs"
            ariaLabel={t("champs:observation.territoire")}
            value={shown.code}
            onChange={setPlace}
            options={places.map(({ code, label }) => ({ value: code, label: pick(label, langue) }))}
          />
        )
      }
    >
      <ColumnChart
        label={t("courbe", { territoire: name })}
        data={shown.points.map(({ key, period, figures }) => {
          const view = figures.get(shown.code)!.enVigueur;
          return {
            key,
            label: period,
            values: { v: { value: view.value, partial: isPart(fiche.serie, view) } },
          };
        })}
        series={[
          { key: "v", label: pick(fiche.serie.label, langue), color: "var(--chart-projets)" },
        ]}
        dir={langue === "ar" ? "rtl" : "ltr"}
        format={formatFigure}
        unit={unit(fiche.serie.unit)}
        unpublished={t("tableaux:nonPublie")}
      />
    </Card>
  );
}
