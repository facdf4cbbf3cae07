/** What the address of the dashboard says: the vintage of the page, and those of some cards. */
export interface Choice {
  asOf: string | null;
  cards: Record<string, string>;
}

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `edition=…&cartes=…` (screen). What is not a date is left out. */
export function readChoice(search: string): Choice {
  const params = new URLSearchParams(search);
  const asOf = params.get("edition") ?? "";
  const cards = (params.get("cartes") ?? "")
    .split(",")
    .map((part) => part.split(":"))
    .filter(([key, date]) => key && ISO.test(date ?? ""));
  return {
    asOf: ISO.test(asOf) ? asOf : null,
    cards: Object.fromEntries(cards.map(([key, date]) => [key!, date!])),
  };
}

/** The query part of the address, with its question mark; empty when nothing is chosen. */
export function writeChoice({ asOf, cards }: Choice): string {
  const parts = [
    ...(asOf === null ? [] : [`edition=${asOf}`]),
    ...(Object.keys(cards).length === 0
      ? []
      : [
          `cartes=${Object.entries(cards)
            .map(([key, date]) => `${key}:${date}`)
            .join(",")}`,
        ]),
  ];
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

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
