/** A card on the grid as it is drawn, in pixels of the page. */
export interface Place {
  key: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Sens = "avant" | "apres" | "dessus" | "dessous";

const middle = ({ left, width }: Place): number => left + width / 2;

/** Cards of one row share most of their height: their tops differ by less than this. */
const NEAR = 8;

/**
 * The card after which another one must be put to go one step in a direction; null puts it first.
 * @param places cards in their order
 * @returns undefined when it cannot go that way
 */
export function pasVers(
  places: readonly Place[],
  key: string,
  sens: Sens,
): string | null | undefined {
  const at = places.findIndex((place) => place.key === key);
  const here = places[at];
  if (!here) return undefined;
  const others = places.filter((place) => place !== here);
  if (sens === "avant") return at === 0 ? undefined : (others[at - 2]?.key ?? null);
  if (sens === "apres") return at === others.length ? undefined : others[at]!.key;
  const away = (place: Place): number =>
    sens === "dessous" ? place.top - here.top : here.top - place.top;
  const beyond = others.filter((place) => away(place) > NEAR);
  if (beyond.length === 0) return undefined;
  const nearest = Math.min(...beyond.map(away));
  const row = beyond.filter((place) => away(place) - nearest <= NEAR);
  const aim = row.reduce((best, place) =>
    Math.abs(middle(place) - middle(here)) < Math.abs(middle(best) - middle(here)) ? place : best,
  );
  const to = others.indexOf(aim);
  // Below, it goes after the card it met; above, before it.
  return sens === "dessous" ? aim.key : (others[to - 1]?.key ?? null);
}

/** Keys once one of them was put right after another, first when that is null. */
export function rangees(keys: readonly string[], moved: string, apres: string | null): string[] {
  const others = keys.filter((key) => key !== moved);
  const at = apres === null ? 0 : others.indexOf(apres) + 1;
  return [...others.slice(0, at), moved, ...others.slice(at)];
}

/**
 * Columns or rows of a card pulled by its edge.
 * @param from what it took
 * @param pulled pixels away from its start, negative towards it
 * @param step pixels of one column or row, gap included
 */
export const tire = (
  from: number,
  pulled: number,
  step: number,
  { min, max }: { min: number; max: number },
): number => Math.min(max, Math.max(min, from + Math.round(pulled / step)));
