import { useEffect, useState } from "react";

/** What a layout announces in place of itself when its data cannot be read: nothing is printed. */
export const PAPER_FAILED = "impression-echec";

/**
 * True once the faces of both scripts are there: the printer does not wait for them.
 * @param painted whether the text that needs them is on the page.
 */
export function usePaperFonts(painted: boolean): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (!painted) return;
    let live = true;
    const faces = [400, 600].flatMap((weight) => [
      document.fonts.load(`${weight} 13px "IBM Plex Sans"`, "Aé1"),
      document.fonts.load(`${weight} 13px "IBM Plex Sans Arabic"`, "اب"),
      document.fonts.load(`${weight} 13px "Daftar Paper"`, "اب"),
    ]);
    void Promise.allSettled(faces)
      .then(() => document.fonts.ready)
      .then(() => live && setReady(true));
    return () => {
      live = false;
    };
  }, [painted]);
  return ready;
}
