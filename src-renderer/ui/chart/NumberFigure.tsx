import { ltr } from "../../lib/bidi.tsx";
import classes from "./chart.module.css";
import { ChartFigure } from "./Figure.tsx";
import { Meter } from "./Meter.tsx";
import type { ChartProps, ChartValue } from "./model.ts";
import { moveOf } from "./rates.ts";
import { Sparkline } from "./Sparkline.tsx";
import { percent, useWords } from "./words.ts";

export interface NumberFigureProps extends Pick<
  ChartProps,
  "label" | "dir" | "langue" | "format" | "unit" | "unpublished" | "width"
> {
  figure: ChartValue;
  /** The figure it is set against, with its name: « 2022 ». */
  former?: { value: number; label: string } | undefined;
  /** Whether more is better; without it a move is told and not judged. */
  better?: "hausse" | "baisse" | undefined;
  /** The same figure along time, oldest first. */
  points?: readonly ChartValue[] | undefined;
  /** A level to reach, in the unit of the figure. */
  target?: number | undefined;
  /** Opens what is behind the figure. */
  onSelect?: (() => void) | undefined;
}

/** One figure with its unit, its move since another, its course and its target. */
export function NumberFigure(props: NumberFigureProps) {
  const { figure, former, points, target, unit, unpublished, format, onSelect } = props;
  const { value } = figure;
  const text = value === null ? unpublished : `${format(value)}${figure.partial ? "*" : ""}`;
  return (
    <ChartFigure chart={{ ...props, series: [], onSelect: undefined }} flow>
      {(width) => (
        <div className={classes.number}>
          <div className={classes.numberLine}>
            {onSelect && value !== null ? (
              <button type="button" className={classes.big} onClick={onSelect}>
                <bdi dir="ltr">{text}</bdi>
              </button>
            ) : (
              <bdi
                dir={value === null ? "auto" : "ltr"}
                className={value === null ? classes.lacking : classes.big}
              >
                {text}
              </bdi>
            )}
            {value !== null && <span className={classes.unit}>{unit}</span>}
          </div>
          {value !== null && former && <Trend {...props} value={value} former={former} />}
          {points && points.length > 1 && <Sparkline points={points} width={width} />}
          {value !== null && target !== undefined && target > 0 && (
            <Target {...props} value={value} target={target} />
          )}
        </div>
      )}
    </ChartFigure>
  );
}

const ARROWS = { hausse: "M5 1L9 9H1z", baisse: "M5 9L9 1H1z", stable: "M1 4h8v2H1z" } as const;

/** How the figure moved: an arrow, the difference with its rate, in words. */
function Trend({
  langue,
  format,
  better,
  value,
  former,
}: NumberFigureProps & { value: number; former: { value: number; label: string } }) {
  const t = useWords(langue);
  const { way, difference, rate } = moveOf(value, former.value);
  const size = format(Math.abs(difference));
  const told =
    rate === null ? size : t("ecartTaux", { ecart: size, taux: percent(Math.abs(rate)) });
  const tone =
    better === undefined || way === "stable"
      ? classes.even
      : way === better
        ? classes.good
        : classes.bad;
  return (
    <p className={`${classes.trend} ${tone}`}>
      <svg className={classes.arrow} aria-hidden="true">
        <path d={ARROWS[way]} style={{ fill: "currentColor" }} />
      </svg>
      <span>{t(`depuis.${way}`, { ecart: told, repere: former.label })}</span>
    </p>
  );
}

const TARGET_SERIES = { key: "cible", label: "" };

/** How much of the target is reached, as a bar with its stroke and in words. */
function Target({
  dir,
  langue,
  format,
  unit,
  value,
  target,
}: NumberFigureProps & { value: number; target: number }) {
  const t = useWords(langue);
  const end = Math.max(value, target);
  const words = {
    part: percent((value / target) * 100),
    cible: ltr(format(target)),
    unite: unit,
  };
  return (
    <>
      <Meter
        dir={dir}
        series={TARGET_SERIES}
        from={0}
        to={Math.max(0, value) / end}
        target={target / end}
      />
      <p className={classes.rates}>
        {value >= target ? t("cibleAtteinte", words) : t("cible", words)}
      </p>
    </>
  );
}
