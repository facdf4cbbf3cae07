import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { BarShapeProps, YAxisTickContentProps } from "recharts";
import { apart } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { Marker } from "./Marker.tsx";
import { markProps } from "./marks.ts";
import { rowsOf } from "./model.ts";
import type { ChartProps, ChartRow } from "./model.ts";
import { paintOf } from "./paint.ts";
import { fillOf, Patterns, usePatternId } from "./Patterns.tsx";
import { rank } from "./rates.ts";
import type { Ranked } from "./rates.ts";
import { RowDrawing, rowNames, RowName } from "./RowChart.tsx";
import { widest } from "./text.ts";
import { tooltipOf } from "./Tip.tsx";
import { percent, useWords } from "./words.ts";

const HEAD = 34;
const GAP = 10;

/**
 * Names from the highest figure to the lowest, with the line of their cumulated share on an axis of its own
 * above. Without shares (zeros, losses) the sorted bars stand alone. Both axes end at the sum, so that the first bar and the first point end together.
 */
export function ParetoChart(chart: ChartProps) {
  const [series] = chart.series;
  if (!series) return null;
  const { ranked, unpublished } = rank(chart.data, series.key);
  const sorted: ChartProps = {
    ...chart,
    series: [series],
    data: [...ranked.map(({ datum }) => datum), ...unpublished],
  };
  return (
    <ChartFigure chart={sorted}>
      {(width) =>
        ranked.some(({ share }) => share !== null) ? (
          <ParetoDrawing chart={sorted} ranked={ranked} width={width} />
        ) : (
          <RowDrawing chart={sorted} stacked={false} width={width} />
        )
      }
    </ChartFigure>
  );
}

interface DrawingProps {
  chart: ChartProps;
  ranked: Ranked[];
  width: number;
}

function ParetoDrawing({ chart, ranked, width }: DrawingProps) {
  const t = useWords(chart.langue);
  const patternId = usePatternId();
  const series = chart.series[0]!;
  const names = rowNames(chart, width, 1);
  const mirrored = chart.dir === "rtl";
  const cumulated = new Map(ranked.map((one) => [one.datum.key, one.cumulated]));
  const sum = ranked.reduce((total, { value }) => total + Math.max(0, value), 0) || 1;
  const rows = rowsOf(chart.data, [series]).map((row) => ({
    ...row,
    cumul: cumulated.get(row.datum.key) ?? null,
  }));
  const figures = ranked.map(({ value }) => chart.format(value));
  const figureColumn = widest([...figures, chart.unpublished, chart.unit], 11);
  const shareColumn = widest(["100 %", t("cumul")], 11);
  const side = figureColumn + shareColumn + 2 * GAP + 8;
  const ends = {
    // Both columns are at the end of the line: the right of a left-to-right page.
    figure: mirrored ? shareColumn + GAP + figureColumn : width - shareColumn - GAP,
    share: mirrored ? shareColumn : width,
  };
  return (
    <ComposedChart
      width={width}
      layout="vertical"
      height={HEAD + chart.data.length * names.step + 2 * names.edge + 4}
      data={rows}
      margin={
        mirrored
          ? { top: HEAD + names.edge, right: 0, bottom: names.edge, left: side }
          : { top: HEAD + names.edge, right: side, bottom: names.edge, left: 0 }
      }
      barCategoryGap="20%"
      accessibilityLayer={false}
    >
      <Patterns id={patternId} series={chart.series} />
      <CartesianGrid
        horizontal={false}
        verticalCoordinatesGenerator={({ offset }) =>
          [0, 0.5, 1].map((part) => offset.left + part * offset.width)
        }
        style={{ stroke: "var(--chart-grid)" }}
      />
      <XAxis xAxisId="figure" type="number" hide reversed={mirrored} domain={[0, sum]} />
      <XAxis xAxisId="cumul" type="number" hide reversed={mirrored} domain={[0, 100]} />
      <YAxis
        type="category"
        dataKey={(row: ChartRow) => row.datum.key}
        orientation={mirrored ? "right" : "left"}
        width={names.width}
        interval={0}
        tickLine={false}
        axisLine={{ style: { stroke: "var(--chart-base)" } }}
        tick={(props: YAxisTickContentProps) => (
          <RowName {...props} lines={names.lines[props.index] ?? []} mirrored={mirrored} />
        )}
      />
      {chart.width === undefined && (
        <Tooltip
          cursor={{ style: { fill: "var(--hover)" } }}
          isAnimationActive={false}
          content={tooltipOf(chart)}
        />
      )}
      <Bar
        xAxisId="figure"
        dataKey={series.key}
        maxBarSize={17}
        isAnimationActive={false}
        shape={(props: BarShapeProps) => {
          const { datum } = props.payload as ChartRow;
          const entry = datum.values[series.key];
          const share = cumulated.get(datum.key);
          const y = props.y + props.height / 2;
          const anchor = { y, textAnchor: "end" as const, dominantBaseline: "central" as const };
          return (
            <g {...markProps(chart, datum, series)}>
              {entry?.value != null && (
                <rect
                  x={Math.min(props.x, props.x + props.width)}
                  y={props.y}
                  width={Math.abs(props.width)}
                  height={props.height}
                  style={{ fill: fillOf(paintOf(series, 0), patternId, 0, entry.partial) }}
                />
              )}
              <text {...anchor} x={ends.figure} className={classes.value}>
                {entry?.value == null ? apart(chart.unpublished) : chart.format(entry.value)}
              </text>
              {share != null && (
                <text {...anchor} x={ends.share} className={classes.share}>
                  {percent(share)}
                </text>
              )}
            </g>
          );
        }}
      />
      <Line
        xAxisId="cumul"
        dataKey="cumul"
        type="linear"
        isAnimationActive={false}
        strokeWidth={1.6}
        style={{ stroke: "var(--ink)" }}
        activeDot={false}
        dot={({ cx, cy, index }: { cx?: number; cy?: number; index: number }) => (
          <Marker
            key={index}
            paint={{ ...paintOf(series, 0), color: "var(--ink)" }}
            x={cx ?? 0}
            y={cy ?? 0}
            hollow
          />
        )}
      />
      <Head
        chart={chart}
        title={t("cumulEn")}
        plot={{ from: mirrored ? side : names.width, length: width - side - names.width }}
        ends={ends}
        short={t("cumul")}
      />
    </ComposedChart>
  );
}

interface HeadProps {
  chart: ChartProps;
  title: string;
  short: string;
  plot: { from: number; length: number };
  ends: { figure: number; share: number };
}

/** The axis of shares above the plot, and what each column of figures holds. */
function Head({ chart, title, short, plot, ends }: HeadProps) {
  const mirrored = chart.dir === "rtl";
  return (
    <g className={classes.tick}>
      <text x={plot.from + plot.length / 2} y={10} textAnchor="middle">
        {title}
      </text>
      {[0, 50, 100].map((share) => (
        <text
          key={share}
          x={plot.from + ((mirrored ? 100 - share : share) / 100) * plot.length}
          y={26}
          textAnchor="middle"
        >
          {share}
        </text>
      ))}
      <text x={ends.share} y={26} textAnchor="end">
        {short}
      </text>
      <text x={ends.figure} y={26} textAnchor="end">
        {chart.unit}
      </text>
    </g>
  );
}
