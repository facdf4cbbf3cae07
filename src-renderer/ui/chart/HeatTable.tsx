import { Hidden } from "../Hidden.tsx";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { markProps } from "./marks.ts";
import type { ChartDatum, ChartProps, ChartSeries } from "./model.ts";
import { classesOf, classOf } from "./scale.ts";
import type { TintClass } from "./scale.ts";
import { useWords } from "./words.ts";
import { TintLegend, tintToken } from "./Tints.tsx";

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
      {() => (
        <>
          <div className={classes.scroll}>
            <table className={classes.heat}>
              <thead>
                <tr>
                  <th scope="col">
                    <Hidden>{t("nom")}</Hidden>
                  </th>
                  {series.map(({ key, label }) => (
                    <th key={key} scope="col">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {data.map((datum) => (
                  <tr key={datum.key}>
                    <th scope="row">{datum.label}</th>
                    {series.map((one) => (
                      <Cell key={one.key} chart={chart} datum={datum} series={one} tints={tints} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <TintLegend chart={chart} tints={tints} />
        </>
      )}
    </ChartFigure>
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
