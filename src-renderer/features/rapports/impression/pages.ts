import type { RapportDocument } from "../../../../src-main/contract/rapports.ts";

/** A text as CSS writes it between quotes. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replace(/\s+/g, " ")}"`;

/** Name of the pages of a part: each has its footer. */
export const pageName = (rang: number): string => `volet-${rang}`;

const footer =
  "font-family: 'Daftar Paper', 'IBM Plex Sans', sans-serif; font-size: 7.5pt; color: #55605b;";

/**
 * The pages of a report as a style sheet: A4, margins, a footer with the title of the part and the page out of all.
 * A cover has no footer.
 */
export function pagesOf({ orientation, volets }: RapportDocument): string {
  const size = orientation === "paysage" ? "A4 landscape" : "A4 portrait";
  const parts = volets.map(({ titre, rtl, mots }, rang) => {
    const direction = rtl ? "rtl" : "ltr";
    const [start, end] = rtl ? ["right", "left"] : ["left", "right"];
    const name = quoted(titre);
    return `@page ${pageName(rang)} {
      @bottom-${start} { content: ${name}; direction: ${direction}; unicode-bidi: plaintext; text-align: ${start}; ${footer} }
      @bottom-${end} {
        content: ${quoted(`${mots.page} `)} counter(page) " / " counter(pages);
        direction: ${direction}; text-align: ${end}; ${footer}
      }
    }`;
  });
  return `@page { size: ${size}; margin: 14mm 14mm 16mm; }
    ${parts.join("\n")}`;
}
