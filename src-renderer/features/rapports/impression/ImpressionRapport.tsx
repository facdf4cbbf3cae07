import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useState } from "react";
import type { RapportDocument } from "../../../../src-main/contract/rapports.ts";
import { shell } from "../../../data/index.ts";
import { useHashSearch } from "../../../lib/location.ts";
import { PAPER_FAILED, usePaperFonts } from "../../../lib/paper.ts";
import { useReady } from "../../../lib/ready.ts";
import { ErrorState } from "../../../ui/index.ts";
import classes from "./impression.module.css";
import { pagesOf } from "./pages.ts";
import { Volet } from "./Volet.tsx";

/** The report that the main process is printing, laid out for A4 in its languages. */
export function ImpressionRapport() {
  const jeton = new URLSearchParams(useHashSearch()).get("jeton") ?? "";
  const { data, error } = useQuery({
    queryKey: ["rapport", jeton],
    queryFn: () => shell.rapport({ jeton }),
    retry: false,
  });
  useReady(PAPER_FAILED, error !== null);
  if (error) return <ErrorState error={error} />;
  return data ? <Paper document={data} /> : null;
}

/** Page of each element, once a first paper has told it. */
type Places = Readonly<Record<string, number>>;

function usePlaces(): Places {
  const [places, setPlaces] = useState<Places>({});
  useEffect(() => {
    const listen = (event: Event) => setPlaces((event as CustomEvent<Places>).detail);
    addEventListener("daftar:places", listen);
    return () => removeEventListener("daftar:places", listen);
  }, []);
  return places;
}

function Paper({ document: rapport }: { document: RapportDocument }) {
  const fonts = usePaperFonts(true);
  const places = usePlaces();
  useReady("impression", fonts);
  // Footers are pages' own: a style sheet made here, which no policy of styles forbids.
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pagesOf(rapport));
    document.adoptedStyleSheets = [sheet];
    return () => {
      document.adoptedStyleSheets = [];
    };
  }, [rapport]);
  return (
    <main className={classes.paper} data-paper="" data-orientation={rapport.orientation}>
      <title>{rapport.volets.map(({ titre }) => titre).join(" · ")}</title>
      {rapport.volets.map((volet, rang) => (
        <Volet key={volet.langue} rapport={rapport} volet={volet} rang={rang} places={places} />
      ))}
    </main>
  );
}
