/** What the address of the paper says: the vintage of the page, and those of some cards. */
export interface Choice {
  asOf: string | null;
  cards: Record<string, string>;
}

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `asOf=…&cards=<json>` (paper), as the main process writes it. */
export function readPaperChoice(search: string): Choice {
  const params = new URLSearchParams(search);
  const asOf = params.get("asOf") ?? "";
  let cards: Record<string, string> = {};
  try {
    const read: unknown = JSON.parse(params.get("cards") || "{}");
    if (typeof read === "object" && read !== null)
      cards = Object.fromEntries(
        Object.entries(read).filter(
          (entry): entry is [string, string] => typeof entry[1] === "string" && ISO.test(entry[1]),
        ),
      );
  } catch {
    // A mistyped address prints the page's vintage.
  }
  return { asOf: ISO.test(asOf) ? asOf : null, cards };
}
