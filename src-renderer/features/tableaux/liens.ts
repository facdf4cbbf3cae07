import type { Card, CardPoint } from "../../../src-main/contract/indicateurs.ts";

/** Decisions that count as an approval. */
const APPROVED = "favorable,favorable_sous_reserve";

/**
 * Address of the dossiers behind a computed figure; null for a published one, for a difference, and for
 * what no filter can name.
 * @param card the card the point is on: its key says what the point's key is
 */
export function recordsLink(card: Card, point: CardPoint): string | null {
  const [key = ""] = point.key.split("/");
  if (!point.records || key === "") return null;
  const narrowed = card.key.startsWith("calcul_provinces")
    ? `province=${key}`
    : card.key.startsWith("calcul_secteurs")
      ? `secteur=${key}`
      : `decideDu=${key}-01-01&decideAu=${key}-12-31`;
  return `/dossiers?decision=${APPROVED}&${narrowed}`;
}
