import type { CarteComparee, CoteCompare, PointCompare } from "../contract/editions.ts";
import type { CartePoint, CarteResult } from "../contract/tableaux.ts";

type Statut = PointCompare["statut"];
type Raison = NonNullable<CarteComparee["raison"]>;

const coteOf = (point: CartePoint | null | undefined): CoteCompare | null =>
  point
    ? {
        valeur: point.valeur,
        partiel: point.partiel,
        fiches: point.fiches,
        mediane: point.mediane,
      }
    : null;

/** Sums of decimals differ in their last digits without being other figures. */
const exact = (value: number): number => Number(value.toPrecision(12));

function statutOf(
  avant: CoteCompare | null,
  apres: CoteCompare | null,
  difference: number | null,
): Statut {
  if (!avant) return "nouveau";
  if (!apres) return "disparu";
  if (difference === null) return avant.valeur === apres.valeur ? "egal" : "indefini";
  if (difference === 0) return "egal";
  return difference > 0 ? "hausse" : "baisse";
}

/** What became of a figure. A percentage is set against another in points, never in percent. */
function pointOf(
  where: Pick<PointCompare, "categorie" | "serie">,
  before: CartePoint | null | undefined,
  now: CartePoint | null | undefined,
  unite: string,
): PointCompare {
  const avant = coteOf(before);
  const apres = coteOf(now);
  const both = avant?.valeur != null && apres?.valeur != null;
  const raw = both ? exact(apres.valeur! - avant.valeur!) : null;
  const scale = both ? Math.max(Math.abs(avant.valeur!), Math.abs(apres.valeur!)) : 0;
  const difference = raw !== null && Math.abs(raw) <= scale * 1e-12 ? 0 : raw;
  const base = avant?.valeur ?? 0;
  return {
    ...where,
    avant,
    apres,
    statut: statutOf(avant, apres, difference),
    difference,
    pourcent:
      difference === null || base === 0 || unite === "%"
        ? null
        : exact((difference / Math.abs(base)) * 100),
  };
}

/** The keys of both lists, in the order of the second; what it lacks stands after what it followed in the first. */
function merged<T extends { key: string }>(before: readonly T[], now: readonly T[]): T[] {
  const list = [...now];
  for (const [place, one] of before.entries()) {
    if (list.some(({ key }) => key === one.key)) continue;
    const previous = before[place - 1]?.key;
    list.splice(list.findIndex(({ key }) => key === previous) + 1, 0, one);
  }
  return list;
}

const placeOf = (point: Pick<CartePoint, "categorie" | "serie">): string =>
  JSON.stringify([point.categorie, point.serie]);

/** Why two readings of a card cannot be set against one another; null when they can. */
function raisonOf(before: CarteResult, now: CarteResult): Raison | null {
  if (before.faute || now.faute) return "faute";
  if (before.famille !== now.famille) return "famille";
  if (before.unite !== now.unite) return "unite";
  if (before.methode !== null && now.methode !== null && before.methode !== now.methode) {
    return "methode";
  }
  return before.axe !== now.axe || before.axeSerie !== now.axeSerie ? "axe" : null;
}

function pointsOf(before: CarteResult | undefined, now: CarteResult | undefined): PointCompare[] {
  const unite = (now ?? before)!.unite;
  const avant = new Map(before?.points.map((point) => [placeOf(point), point]));
  const apres = new Map(now?.points.map((point) => [placeOf(point), point]));
  const series = merged(before?.series ?? [], now?.series ?? []);
  return merged(before?.categories ?? [], now?.categories ?? []).flatMap((categorie) =>
    series.flatMap((serie): PointCompare[] => {
      const place = placeOf({ categorie: categorie.key, serie: serie.key });
      const former = avant.get(place);
      const latter = apres.get(place);
      return former || latter ? [pointOf({ categorie, serie }, former, latter, unite)] : [];
    }),
  );
}

const differs = ({ statut }: PointCompare): boolean => statut !== "egal";

/** One card before and now; at least one of the two is there. */
function compareCarte(
  before: CarteResult | undefined,
  now: CarteResult | undefined,
): CarteComparee {
  const card = (now ?? before)!;
  const raison = before && now ? raisonOf(before, now) : null;
  const points = raison ? [] : pointsOf(before, now);
  const total =
    raison || !(before?.total || now?.total)
      ? null
      : pointOf({ categorie: null, serie: null }, before?.total, now?.total, card.unite);
  return {
    key: card.key,
    titre: card.titre,
    statut: !before ? "nouvelle" : !now ? "disparue" : raison ? "incomparable" : "commune",
    raison,
    unites: { avant: before?.unite ?? null, apres: now?.unite ?? null },
    millesimes: { avant: before?.asOf ?? null, apres: now?.asOf ?? null },
    axe: card.axe,
    texteChange: Boolean(
      before && now && JSON.stringify(before.texte) !== JSON.stringify(now.texte),
    ),
    total,
    points,
    differences: points.filter(differs).length + (total && differs(total) ? 1 : 0),
  };
}

/**
 * The cards of two readings of one dashboard, card by card and figure by figure, in the order of the second. Cards
 * whose units, methods or axes are not the same are named, not subtracted.
 */
export function compareCartes(
  before: readonly CarteResult[],
  now: readonly CarteResult[],
): CarteComparee[] {
  const avant = new Map(before.map((card) => [card.key, card]));
  const apres = new Map(now.map((card) => [card.key, card]));
  return merged(before, now).map(({ key }) => compareCarte(avant.get(key), apres.get(key)));
}
