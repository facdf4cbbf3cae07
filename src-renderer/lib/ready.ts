import { useEffect } from "react";

/**
 * Marks the page as painted with its real data, for tests and captures.
 * @param screen key of the screen, written in `<html data-ready>`.
 * @param ready true once the data of the first view is on screen.
 */
export function useReady(screen: string, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    // Two frames: the first one commits, the second one has painted.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        document.documentElement.dataset.ready = screen;
      });
    });
    return () => {
      cancelAnimationFrame(frame);
      if (document.documentElement.dataset.ready === screen)
        delete document.documentElement.dataset.ready;
    };
  }, [screen, ready]);
}
