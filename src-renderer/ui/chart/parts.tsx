import { useId } from "react";
import type { ReactNode } from "react";
import type { BarShapeProps, TooltipContentProps } from "recharts";
import classes from "./chart.module.css";
import type { ChartDatum, ChartProps, ChartRow, ChartSeries } from "./model.ts";

/** Hatching of bars that cover part of a period, one pattern a series. */
export function Hatches({ id, series }: { id: string; series: readonly ChartSeries[] }) {
  return (
    <defs>
      {series.map(({ key, color }, index) => (
        <pattern
          key={key}
          id={`${id}-${index}`}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={5} height={5} style={{ fill: color }} fillOpacity={0.18} />
          <rect width={2} height={5} style={{ fill: color }} fillOpacity={0.75} />
        </pattern>
      ))}
    </defs>
  );
}

/** Id for the patterns of one chart, safe inside `url(#…)`. */
export const useHatchId = (): string => `h${useId().replace(/[^a-zA-Z0-9]/g, "")}`;

export interface BarShapeOptions {
  chart: ChartProps;
  series: ChartSeries;
  index: number;
  hatchId: string;
  layout: "columns" | "rows";
}

/** A bar and the figure at its end; the words « not published » where there is no figure. */
export function barShape({ chart, series, index, hatchId, layout }: BarShapeOptions) {
  return function Shape(props: BarShapeProps) {
    const { datum } = props.payload as ChartRow;
    const entry = datum.values[series.key];
    if (entry === undefined) return <g />;
    const x = Math.min(props.x, props.x + props.width);
    const y = Math.min(props.y, props.y + props.height);
    const width = Math.abs(props.width);
    const height = Math.abs(props.height);
    const rows = layout === "rows";
    const mirrored = rows && chart.dir === "rtl";
    const at = rows
      ? {
          x: mirrored ? x - 5 : x + width + 5,
          y: y + height / 2,
          textAnchor: mirrored ? ("end" as const) : ("start" as const),
          dominantBaseline: "central" as const,
        }
      : entry.value === null && width < 26
        ? {
            // Too narrow for the words: they stand upright.
            textAnchor: "start" as const,
            dominantBaseline: "central" as const,
            transform: `translate(${x + width / 2} ${y - 4}) rotate(-90)`,
          }
        : { x: x + width / 2, y: y - 4, textAnchor: "middle" as const };
    const select = chart.onSelect;
    return (
      <g
        className={select && entry.value !== null ? classes.clickable : undefined}
        onClick={select && entry.value !== null ? () => select(datum.key, series.key) : undefined}
      >
        {entry.value !== null && (
          <rect
            x={x}
            y={y}
            width={width}
            height={height}
            style={
              entry.partial
                ? { fill: `url(#${hatchId}-${index})`, stroke: series.color }
                : { fill: series.color }
            }
          />
        )}
        <text {...at} className={entry.value === null ? classes.unpublished : classes.value}>
          {entry.value === null ? chart.unpublished : chart.format(entry.value)}
        </text>
      </g>
    );
  };
}

/** Content of the tooltip: the name, the figure of each series, and what the feature adds. */
export function tooltipOf(chart: ChartProps) {
  return function Content({ active, payload }: TooltipContentProps) {
    const row = payload[0]?.payload as ChartRow | undefined;
    if (!active || row === undefined) return null;
    const { datum } = row;
    const shown = chart.series.filter(({ key }) => datum.values[key] !== undefined);
    return (
      <div className={classes.tooltip} dir={chart.dir}>
        <b>{datum.label}</b>
        <dl>
          {shown.map(({ key, label }) => (
            <Figure key={key} chart={chart} datum={datum} series={key} label={label} />
          ))}
        </dl>
        {chart.hint && <div className={classes.hint}>{chart.hint(datum)}</div>}
      </div>
    );
  };
}

function Figure({
  chart,
  datum,
  series,
  label,
}: {
  chart: ChartProps;
  datum: ChartDatum;
  series: string;
  label: string;
}) {
  const entry = datum.values[series];
  const value = entry?.value ?? null;
  return (
    <>
      {chart.series.length > 1 && <dt>{label}</dt>}
      <dd>
        <bdi dir="ltr">
          {value === null ? chart.unpublished : chart.format(value)}
          {entry?.partial ? "*" : ""}
        </bdi>
        {value === null ? "" : ` ${chart.unit}`}
      </dd>
    </>
  );
}

/** The figure: the drawing under one name, and the legend when there are several series. */
export function ChartFigure({
  chart,
  children,
}: {
  chart: Pick<ChartProps, "label" | "dir" | "series">;
  children: ReactNode;
}) {
  return (
    <div className={classes.figure}>
      {chart.series.length > 1 && (
        <ul className={classes.legend} dir={chart.dir}>
          {chart.series.map(({ key, label, color }) => (
            <li key={key}>
              <span className={classes.swatch} style={{ background: color }} aria-hidden="true" />
              {label}
            </li>
          ))}
        </ul>
      )}
      <div className={classes.island} dir="ltr" role="img" aria-label={chart.label}>
        {children}
      </div>
    </div>
  );
}
