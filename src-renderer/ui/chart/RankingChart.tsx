import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { markProps } from "./marks.ts";
import { Meter } from "./Meter.tsx";
import type { ChartProps } from "./model.ts";
import { extent } from "./model.ts";
import { rank } from "./rates.ts";
import { useTip } from "./Tip.tsx";
import { percent } from "./words.ts";

/** Names in order, each with its rank, its bar, its figure and its share of the sum. */
export function RankingChart(chart: ChartProps) {
  const { bind, tip } = useTip(chart);
  const [series] = chart.series;
  if (!series) return null;
  const only = { ...chart, series: [series] };
  const { ranked, unpublished } = rank(chart.data, series.key);
  const { min, max } = extent(chart.data, [series]);
  const at = (value: number): number => (value - min) / (max - min || 1);
  const shares = chart.additive !== false;
  return (
    <ChartFigure chart={only} flow>
      {() => (
        <>
          <ol className={classes.ranking}>
            {ranked.map(({ datum, value, rank, share }) => (
              <li key={datum.key} value={rank ?? undefined} {...bind(datum)}>
                <div {...markProps(only, datum, series)}>
                  <span className={classes.rank}>{rank ?? "–"}</span>
                  <span className={classes.rankName}>{datum.label}</span>
                  <bdi dir="ltr" className={classes.figures}>
                    {`${chart.format(value)}${datum.values[series.key]?.partial ? "*" : ""}`}
                  </bdi>
                  {shares && (
                    <span className={classes.shares}>{share === null ? "" : percent(share)}</span>
                  )}
                  <Meter
                    dir={chart.dir}
                    series={series}
                    from={at(0)}
                    to={at(value)}
                    partial={datum.values[series.key]?.partial}
                  />
                </div>
              </li>
            ))}
            {unpublished.map((datum) => (
              <li key={datum.key}>
                <div>
                  <span className={classes.rank}>–</span>
                  <span className={classes.rankName}>{datum.label}</span>
                  <span className={classes.lacking}>{chart.unpublished}</span>
                </div>
              </li>
            ))}
          </ol>
          {tip}
        </>
      )}
    </ChartFigure>
  );
}
