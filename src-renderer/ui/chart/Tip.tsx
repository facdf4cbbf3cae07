import { useState } from "react";
import type { SyntheticEvent } from "react";
import type { TooltipContentProps } from "recharts";
import classes from "./chart.module.css";
import type { ChartDatum, ChartProps, ChartRow } from "./model.ts";

/** A name, the figure of each series, and what the feature adds. */
function TipBody({ chart, datum }: { chart: ChartProps; datum: ChartDatum }) {
  const shown = chart.series.filter(({ key }) => datum.values[key] !== undefined);
  return (
    <>
      <b>{datum.label}</b>
      <dl>
        {shown.map(({ key, label }) => (
          <TipFigure key={key} chart={chart} datum={datum} series={key} label={label} />
        ))}
      </dl>
      {chart.hint && <div className={classes.hint}>{chart.hint(datum)}</div>}
    </>
  );
}

interface TipFigureProps {
  chart: ChartProps;
  datum: ChartDatum;
  series: string;
  label: string;
}

function TipFigure({ chart, datum, series, label }: TipFigureProps) {
  const entry = datum.values[series];
  const value = entry?.value ?? null;
  return (
    <>
      {chart.series.length > 1 && <dt>{label}</dt>}
      <dd>
        <bdi dir={value === null ? "auto" : "ltr"}>
          {value === null ? chart.unpublished : chart.format(value)}
          {entry?.partial ? "*" : ""}
        </bdi>
        {value === null ? "" : ` ${chart.unit}`}
      </dd>
    </>
  );
}

/** Content of the tooltip of recharts. */
export function tooltipOf(chart: ChartProps) {
  return function Content({ active, payload }: TooltipContentProps) {
    const row = payload[0]?.payload as ChartRow | undefined;
    if (!active || row === undefined) return null;
    return (
      <div className={classes.tooltip} dir={chart.dir}>
        <TipBody chart={chart} datum={row.datum} />
      </div>
    );
  };
}

/** The same tooltip for drawings of our own: under the mark that the pointer or the focus is on. */
export function useTip(chart: ChartProps) {
  const [at, setAt] = useState<{ datum: ChartDatum; x: number; y: number } | null>(null);
  const show = (datum: ChartDatum) => (event: SyntheticEvent<Element>) => {
    const { left, width, bottom } = event.currentTarget.getBoundingClientRect();
    // Half its greatest width from either edge of the window.
    const x = Math.min(Math.max(left + width / 2, 145), window.innerWidth - 145);
    setAt({ datum, x, y: Math.min(bottom + 6, window.innerHeight - 90) });
  };
  const hide = () => setAt(null);
  return {
    bind: (datum: ChartDatum) => ({
      onMouseEnter: show(datum),
      onMouseLeave: hide,
      onFocus: show(datum),
      onBlur: hide,
    }),
    tip: at && (
      <div className={classes.floating} style={{ left: at.x, top: at.y }} data-tip="">
        <div className={classes.tooltip} dir={chart.dir}>
          <TipBody chart={chart} datum={at.datum} />
        </div>
      </div>
    ),
  };
}
