/** `dd/mm/yyyy`, as an official paper writes a date; empty when there is none. */
export const paperDate = (iso: string | null): string =>
  iso === null ? "" : iso.split("-").toReversed().join("/");

/** What a paper says of a value that is not known, as the screens do: an empty place would be a doubt. */
export const orNone = (text: string): string => text || "–";

/** `1 234,5`: narrow no-break spaces and a comma, as the interface writes numbers; a dash when unknown. */
export function paperNumber(value: number | null, decimals = 0): string {
  if (value === null) return orNone("");
  const [whole = "", fraction] = value.toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
  return fraction === undefined ? grouped : `${grouped},${fraction}`;
}
