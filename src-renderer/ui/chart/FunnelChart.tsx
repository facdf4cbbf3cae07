import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { markProps } from "./marks.ts";
import { Meter } from "./Meter.tsx";
import type { ChartProps } from "./model.ts";
import { stepsOf } from "./rates.ts";
import { useTip } from "./Tip.tsx";
import { percent, useWords } from "./words.ts";

/** Steps in their order, each with its count and what is left of the step before and of the first. */
export function FunnelChart(chart: ChartProps) {
  const t = useWords(chart.langue);
  const { bind, tip } = useTip(chart);
  const [series] = chart.series;
  if (!series) return null;
  const only = { ...chart, series: [series] };
  const steps = stepsOf(chart.data, series.key);
  const top = Math.max(0, ...steps.map(({ value }) => value ?? 0)) || 1;
  return (
    <ChartFigure chart={only} flow>
      {() => (
        <>
          <ol className={classes.steps}>
            {steps.map(({ datum, value, ofPrevious, ofFirst }, place) => (
              <li key={datum.key} {...bind(datum)}>
                <div {...markProps(only, datum, series)}>
                  <span className={classes.stepName}>
                    <span>{datum.label}</span>
                    <bdi
                      dir={value === null ? "auto" : "ltr"}
                      className={value === null ? classes.lacking : classes.figures}
                    >
                      {value === null ? chart.unpublished : chart.format(value)}
                    </bdi>
                  </span>
                  <Meter
                    dir={chart.dir}
                    series={series}
                    from={0}
                    to={Math.max(0, value ?? 0) / top}
                    partial={datum.values[series.key]?.partial}
                  />
                  {ofPrevious !== null && (
                    <span className={classes.rates}>
                      <span>{t("dePrecedente", { taux: percent(ofPrevious) })}</span>
                      {place > 1 && ofFirst !== null && (
                        <span>{t("dePremiere", { taux: percent(ofFirst) })}</span>
                      )}
                    </span>
                  )}
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
