import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import classes from "./chart.module.css";
import { Legend } from "./Legend.tsx";
import { walkMarks } from "./marks.ts";
import type { ChartProps } from "./model.ts";

interface FigureProps {
  chart: Pick<ChartProps, "label" | "dir" | "series" | "width" | "onSelect">;
  /** Series drawn as lines: the legend shows their dashes. */
  lines?: boolean;
  /** Whether the series are named above; true for several of them. @param width pixels */
  legend?: (width: number) => boolean;
  /** Text in the direction of the language, instead of a left-to-right drawing. */
  flow?: boolean;
  /** @param width pixels of the drawing */
  children: (width: number) => ReactNode;
}

/** Width of an element, in pixels; 0 until it is on the page. */
function useWidth(fixed: number | undefined) {
  const ref = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (fixed !== undefined || !element) return;
    const read = () => setSeen(element.clientWidth);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [fixed]);
  return { ref, width: fixed ?? seen };
}

/** The figure: the drawing under one name, and the legend when its series are not named on the spot. */
export function ChartFigure({ chart, lines, legend, flow = false, children }: FigureProps) {
  const { ref, width } = useWidth(chart.width);
  const named = chart.series.length > 1 && width > 0 && (legend?.(width) ?? true);
  const open = chart.onSelect !== undefined;
  return (
    <div className={classes.figure} data-chart="" style={{ inlineSize: chart.width }}>
      {named && <Legend chart={chart} {...(lines ? { lines } : {})} />}
      <div
        ref={ref}
        className={flow ? classes.flow : classes.island}
        dir={flow ? chart.dir : "ltr"}
        aria-label={chart.label}
        {...(open
          ? { role: "group", tabIndex: 0, onKeyDown: walkMarks }
          : { role: flow ? "group" : "img" })}
      >
        {width > 0 && children(width)}
      </div>
    </div>
  );
}
