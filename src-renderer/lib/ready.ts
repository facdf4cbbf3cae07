import { useEffect } from "react";

/** How many ready screens bear a name: the same record may be shown twice, side by side. */
const shown = new Map<string, number>();

/**
 * Marks the page as painted with its real data, for tests and captures.
 * @param screen key of the screen, written in `<html data-ready>`.
 * @param ready true once the data of the first view is on screen.
 */
export function useReady(screen: string, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    // Two frames: the first one commits, the second one has painted.
    shown.set(screen, (shown.get(screen) ?? 0) + 1);
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset.ready = screen;
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      const others = (shown.get(screen) ?? 1) - 1;
      shown.set(screen, others);
      if (others > 0) return;
      if (document.documentElement.dataset.ready === screen)
        delete document.documentElement.dataset.ready;
    };
  }, [screen, ready]);
}
