import { memo, useMemo, useRef } from "react";
import type { MouseEvent, PointerEvent } from "react";
import type { CartePoint, CarteResult } from "../../../src-main/contract/tableaux.ts";
import { Chart } from "../../ui/chart/index.ts";
import type { ChartDatum, ChartKind } from "../../ui/chart/index.ts";
import { donneesDe, estAdditive, estTemps, pointsDe, seriesDe } from "./carte.ts";
import { useTableau } from "./contexte.tsx";
import { formatLabel, formatValue } from "./lecture.ts";
import { sourceText } from "./sources.ts";
import { useUnite } from "./unite.ts";

export interface DessinProps {
  carte: CarteResult;
  /** A mark was chosen: to narrow the dashboard, or to open what is behind it. */
  onMark?: ((point: CartePoint, open: boolean) => void) | undefined;
  /** Pixels of a drawing along time. */
  height?: number;
}

const genres: readonly string[] = [
  "barres",
  "barres_empilees",
  "lignes",
  "aires",
  "pareto",
  "entonnoir",
  "chaleur",
  "classement",
  "carte",
] satisfies ChartKind[];

/** Whether the form of a card is a drawing: the others are text, a number or a table. */
export const estDessin = (forme: string): forme is ChartKind => genres.includes(forme);

/** The drawing of a card. A click chooses a mark; with Ctrl, ⌘ or the second button it opens what is behind. */
export const Dessin = memo(function Dessin({ carte, onMark, height = 170 }: DessinProps) {
  const { dir, langue, t, text, sourceName } = useTableau();
  const unite = useUnite();
  const open = useRef(false);
  const points = useMemo(() => pointsDe(carte), [carte]);
  const data = useMemo(() => donneesDe(carte, points, text), [carte, points, text]);
  const series = useMemo(() => seriesDe(carte, text), [carte, text]);
  if (!estDessin(carte.forme)) return null;

  const hint = ({ key }: ChartDatum): string =>
    [
      ...new Set(
        [...(points.get(key)?.values() ?? [])].flatMap((point) => [
          ...(point.fiches === null ? [] : [t("fiches", { count: point.fiches })]),
          ...(point.mediane === null
            ? []
            : [t("medianeDe", { valeur: formatValue(point.mediane, carte.unite) })]),
          ...(point.observation === null ? [] : [sourceText(point.observation, sourceName)]),
        ]),
      ),
    ]
      .slice(0, 3)
      .join(" · ");

  const aside = (event: MouseEvent<HTMLDivElement>): void => {
    const mark = (event.target as Element).closest<HTMLElement | SVGElement>("[data-mark]");
    if (!mark) return;
    event.preventDefault();
    open.current = true;
    mark.dispatchEvent(new globalThis.MouseEvent("click", { bubbles: true }));
    open.current = false;
  };
  const held = (event: MouseEvent | PointerEvent | React.KeyboardEvent): void => {
    if (event.isTrusted) open.current = event.ctrlKey || event.metaKey;
  };
  return (
    <div onClickCapture={held} onKeyDownCapture={held} onContextMenu={aside}>
      <Chart
        kind={carte.forme}
        layout={estTemps(carte) ? "columns" : "rows"}
        label={text(carte.titre)}
        data={data}
        series={series}
        dir={dir}
        langue={langue}
        format={(value) => formatLabel(value, carte.unite)}
        unit={unite(carte.unite)}
        unpublished={t(carte.famille === "calcule" ? "sansValeurCourt" : "nonPublieCourt")}
        additive={estAdditive(carte)}
        height={height}
        hint={hint}
        onSelect={
          onMark &&
          ((categorie, serie) => {
            const point = points.get(categorie)?.get(serie);
            if (point) onMark(point, open.current);
          })
        }
      />
    </div>
  );
});
