import classes from "./chart.module.css";
import type { ChartProps } from "./model.ts";
import { tintOf } from "./scale.ts";
import type { TintClass } from "./scale.ts";
import { useWords } from "./words.ts";

/** The token of the tint of a class. */
export const tintToken = (place: number, count: number): string =>
  `var(--chart-seq-${tintOf(place, count)})`;

/** The bounds of each class of tints with their unit, in the direction of the language. */
export function TintLegend({ chart, tints }: { chart: ChartProps; tints: readonly TintClass[] }) {
  const t = useWords(chart.langue);
  if (tints.length === 0) return null;
  return (
    <ul className={classes.legend} dir={chart.dir}>
      <li>{chart.unit}</li>
      {tints.map(({ from, to }, place) => (
        <li key={from}>
          <svg className={classes.swatch} aria-hidden="true">
            <rect width={11} height={11} style={{ fill: tintToken(place, tints.length) }} />
          </svg>
          <bdi dir="ltr">
            {from === to
              ? chart.format(from)
              : t("classe", { de: chart.format(from), a: chart.format(to) })}
          </bdi>
        </li>
      ))}
    </ul>
  );
}
