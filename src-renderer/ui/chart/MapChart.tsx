import { useMemo } from "react";
import { apart } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { drawMap, PROVINCES } from "./map.ts";
import type { Province } from "./map.ts";
import { markProps, sayMark } from "./marks.ts";
import type { ChartDatum, ChartProps, ChartSeries } from "./model.ts";
import { classesOf, classOf } from "./scale.ts";
import type { TintClass } from "./scale.ts";
import { wrap } from "./text.ts";
import { TintLegend, tintToken } from "./Tints.tsx";
import { useTip } from "./Tip.tsx";
import { useWords } from "./words.ts";

/** Pixels: a wider map says no more. */
const WIDEST = 420;
/** Pixels from which what is not on the map stands beside it instead of below. */
const BESIDE = 520;

/**
 * The five provinces, each on the tint of its class with its name and its figure. Figures that belong to no
 * province (interprovincial, not stated…) are listed beside: none is lost. The key of a datum is its HCP code.
 */
export function MapChart(chart: ChartProps) {
  const t = useWords(chart.langue);
  const [series] = chart.series;
  if (!series) return null;
  const only = { ...chart, series: [series] };
  const outside = chart.data.filter(({ key }) => !PROVINCES.has(key));
  const values = chart.data.flatMap(({ key, values }) =>
    PROVINCES.has(key) ? (values[series.key]?.value ?? []) : [],
  );
  const tints = classesOf(values);
  return (
    <ChartFigure chart={only} flow>
      {(width) => (
        <div className={width >= BESIDE ? classes.mapBeside : classes.map}>
          <MapDrawing
            chart={only}
            series={series}
            tints={tints}
            width={Math.min(width >= BESIDE ? width * 0.66 : width, WIDEST)}
          />
          <div className={classes.mapSide}>
            <TintLegend chart={only} tints={tints} />
            {outside.length > 0 && (
              <>
                <p className={classes.rates}>{t("horsCarte")}</p>
                <ul className={classes.outside}>
                  {outside.map((datum) => (
                    <li key={datum.key}>
                      <div {...markProps(only, datum, series)}>
                        <span>{datum.label}</span>
                        <OutsideFigure chart={only} datum={datum} series={series} />
                      </div>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <p className={classes.attribution}>{t("attribution")}</p>
          </div>
        </div>
      )}
    </ChartFigure>
  );
}

interface PlaceProps {
  chart: ChartProps;
  datum: ChartDatum;
  series: ChartSeries;
}

function OutsideFigure({ chart, datum, series }: PlaceProps) {
  const entry = datum.values[series.key];
  if (entry?.value == null) return <span className={classes.lacking}>{chart.unpublished}</span>;
  return (
    <bdi dir="ltr" className={classes.figures}>
      {`${chart.format(entry.value)}${entry.partial ? "*" : ""}`}
    </bdi>
  );
}

interface DrawingProps {
  chart: ChartProps;
  series: ChartSeries;
  tints: readonly TintClass[];
  width: number;
}

function MapDrawing({ chart, series, tints, width }: DrawingProps) {
  const { bind, tip } = useTip(chart);
  const drawing = useMemo(() => drawMap(width), [width]);
  const byCode = new Map(chart.data.map((datum) => [datum.key, datum]));
  const places = drawing.provinces.map((province) => {
    const datum = byCode.get(province.code);
    const entry = datum?.values[series.key];
    const fill =
      entry?.value == null ? "var(--bg)" : tintToken(classOf(entry.value, tints), tints.length);
    return { province, datum, fill };
  });
  return (
    <div className={classes.island} dir="ltr">
      <svg width={width} height={drawing.height}>
        {places.map(({ province, datum, fill }) => (
          <g
            key={province.code}
            {...(datum ? { ...markProps(chart, datum, series), ...bind(datum) } : {})}
          >
            <path d={province.path} className={classes.province} style={{ fill }}>
              {datum && !chart.onSelect && <desc>{sayMark(chart, datum, series)}</desc>}
            </path>
          </g>
        ))}
        {places.map(
          ({ province, datum, fill }) =>
            datum && (
              <PlaceName
                key={province.code}
                chart={chart}
                datum={datum}
                series={series}
                province={province}
                fill={fill}
              />
            ),
        )}
      </svg>
      {tip}
    </div>
  );
}

/** The name and the figure of a province, over it. */
function PlaceName({
  chart,
  datum,
  series,
  province,
  fill,
}: PlaceProps & { province: Province; fill: string }) {
  const entry = datum.values[series.key];
  const figure =
    entry?.value == null
      ? chart.unpublished
      : `${chart.format(entry.value)}${entry.partial ? "*" : ""}`;
  const lines = wrap(datum.label, 74);
  const top = province.y - (lines.length * 13) / 2;
  return (
    <text
      textAnchor="middle"
      dominantBaseline="central"
      className={classes.placeName}
      style={{ fill: `contrast-color(${fill})`, stroke: fill }}
    >
      {[...lines, figure].map((line, row) => (
        <tspan
          key={row}
          x={province.x}
          y={top + row * 13}
          className={row === lines.length ? classes.placeFigure : undefined}
        >
          {apart(line)}
        </tspan>
      ))}
    </text>
  );
}
