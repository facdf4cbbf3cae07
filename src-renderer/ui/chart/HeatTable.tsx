import { Hidden } from "../Hidden.tsx";
import classes from "./chart.module.css";
import { figuresOf } from "./columns.ts";
import { ChartFigure } from "./Figure.tsx";
import { markProps } from "./marks.ts";
import type { ChartDatum, ChartProps, ChartSeries } from "./model.ts";
import { classesOf, classOf } from "./scale.ts";
import type { TintClass } from "./scale.ts";
import { widest } from "./text.ts";
import { useWords } from "./words.ts";
import { TintLegend, tintToken } from "./Tints.tsx";

/** Pixels around a figure in its cell. */
const CELL = 14;
/** Fewest pixels of a column of names. */
const NAMES = 72;

/** Names against series, each figure on the tint of its class; a name runs above its figures where room is short. */
export function HeatTable(chart: ChartProps) {
  const t = useWords(chart.langue);
  const { data, series } = chart;
  const values = data.flatMap((datum) =>
    series.flatMap(({ key }) => datum.values[key]?.value ?? []),
  );
  const tints = classesOf(values);
  return (
    <ChartFigure chart={chart} legend={() => false} flow>
      {(width) => {
        const wanted = NAMES + series.length * (widest(figuresOf(chart)) + CELL);
        const above = series.length > 1 && wanted > width;
        const tight = wanted - NAMES > width;
        return (
          <>
            <div className={classes.scroll}>
              <table className={tight ? `${classes.heat} ${classes.tight}` : classes.heat}>
                <thead>
                  <tr>
                    {!above && (
                      <th scope="col">
                        <Hidden>{t("nom")}</Hidden>
                      </th>
                    )}
                    {series.map(({ key, label }) => (
                      <th key={key} scope="col">
                        {label}
                      </th>
                    ))}
                  </tr>
                </thead>
                {data.map((datum) => (
                  <HeatRow
                    key={datum.key}
                    chart={chart}
                    datum={datum}
                    tints={tints}
                    above={above}
                  />
                ))}
              </table>
            </div>
            <TintLegend chart={chart} tints={tints} />
          </>
        );
      }}
    </ChartFigure>
  );
}

interface RowProps {
  chart: ChartProps;
  datum: ChartDatum;
  tints: readonly TintClass[];
  /** The name has a line of its own. */
  above: boolean;
}

function HeatRow({ chart, datum, tints, above }: RowProps) {
  const cells = chart.series.map((one) => (
    <Cell key={one.key} chart={chart} datum={datum} series={one} tints={tints} />
  ));
  return above ? (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={chart.series.length}>
          {datum.label}
        </th>
      </tr>
      <tr>{cells}</tr>
    </tbody>
  ) : (
    <tbody>
      <tr>
        <th scope="row">{datum.label}</th>
        {cells}
      </tr>
    </tbody>
  );
}

interface CellProps {
  chart: ChartProps;
  datum: ChartDatum;
  series: ChartSeries;
  tints: readonly TintClass[];
}

function Cell({ chart, datum, series, tints }: CellProps) {
  const entry = datum.values[series.key];
  if (entry === undefined) return <td className={classes.lacking}>–</td>;
  if (entry.value === null) return <td className={classes.lacking}>{chart.unpublished}</td>;
  const tint = tintToken(classOf(entry.value, tints), tints.length);
  return (
    <td style={{ background: tint, color: `contrast-color(${tint})` }}>
      <span {...markProps(chart, datum, series)}>
        <bdi dir="ltr">{`${chart.format(entry.value)}${entry.partial ? "*" : ""}`}</bdi>
      </span>
    </td>
  );
}
