import type { RapportCarte } from "../../../../src-main/contract/rapports.ts";
import type { ChartDatum, ChartSeries } from "../../../ui/chart/index.ts";

/** What a drawing shows. */
interface Drawing {
  data: ChartDatum[];
  series: ChartSeries[];
  horizontal: boolean;
  decimales: number;
  /** What stands for a figure that is not there. */
  absent: string;
}

/** Figures of a ranking that paper holds beside its table. */
const RANKED = 12;

/** Whether the figures of a card add up to its whole: those of an average or of a rate do not. */
export function isAdditive({ points, chiffre }: RapportCarte): boolean {
  const figures = points.flatMap(({ niveau, valeur }) =>
    niveau === "detail" ? (valeur ?? []) : [],
  );
  const sum = figures.reduce((whole, figure) => whole + figure, 0);
  const whole = chiffre?.valeur ?? null;
  return whole !== null && Math.abs(sum - whole) <= Math.abs(whole) / 100;
}

/** The drawing of a card; null when it is read as a table or as a text. */
export function modelOf({ forme, graphique, table, points }: RapportCarte): Drawing | null {
  const column = table?.colonnes.find(({ genre }) => genre === "nombre");
  const absent = column?.absent ?? "";
  if (graphique) {
    const { categories, cles, series, horizontal, decimales } = graphique;
    return {
      horizontal,
      decimales,
      absent,
      series: series.map(({ nom }, at) => ({ key: String(at), label: nom })),
      data: categories.map((label, row) => ({
        key: cles[row] ?? String(row),
        label,
        values: Object.fromEntries(
          series.map(({ valeurs }, at) => [
            String(at),
            { value: valeurs[row] ?? null, partial: false },
          ]),
        ),
      })),
    };
  }
  if (forme !== "classement") return null;
  const ranked = points.filter(({ niveau }) => niveau === "detail").slice(0, RANKED);
  if (ranked.length < 2) return null;
  return {
    horizontal: true,
    decimales: column?.decimales ?? 0,
    absent,
    series: [{ key: "0", label: ranked[0]!.serie }],
    data: ranked.map(({ categorie, valeur, partiel }, row) => ({
      key: String(row),
      label: categorie,
      values: { "0": { value: valeur, partial: partiel } },
    })),
  };
}
