import type { ObservationView } from "../../../src-main/contract/indicateurs.ts";
import type { SourceName } from "../../../src-main/contract/sources.ts";
import { formatDate } from "../../lib/format.ts";

/** Name and date of a source; an assumed date bears a `°`. */
export function sourceText(
  {
    source,
    asOf,
    asOfBasis,
  }: { source: string; asOf: string | null; asOfBasis: ObservationView["asOfBasis"] | null },
  nameOf: SourceName,
): string {
  const name = nameOf(source);
  if (asOf === null) return name;
  const day = formatDate(asOf);
  return name.includes(day) ? name : `${name},\u00a0${day}${asOfBasis === "period_end" ? "°" : ""}`;
}
