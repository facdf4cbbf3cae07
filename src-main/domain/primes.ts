/**
 * The primes of the investment charter: what each regime gives a project, by the reference rows in
 * force on a day. What the rows or the project do not say stays unknown; nothing is presumed met.
 */

import { scaleDecimal } from "../contract/decimal.ts";
import type {
  ConditionVue,
  LignePrime,
  ProjetSimule,
  Quantite,
  RegimeSimule,
  Remarque,
} from "../contract/primes.ts";
import type { ReferenceRow } from "../contract/references.ts";

/** The lists that the simulator reads, every version of them, and the place of the project. */
export interface RegleDesPrimes {
  regimes: readonly ReferenceRow[];
  primes: readonly ReferenceRow[];
  seuils: readonly ReferenceRow[];
  /** Prime category of the project's territory; null when the project or the list has none. */
  categorie: string | null;
  /** `YYYY-MM-DD` */
  asOf: string;
}

type Attrs = Record<string, unknown>;

/** The date that stands for « not found » in the lists. */
const NOT_FOUND = "1900-01-01";
const MILLION = 100_000_000n;
const PRECISION = 6;

const numberOf = (attrs: Attrs, key: string): number | null =>
  typeof attrs[key] === "number" ? attrs[key] : null;
const textOf = (attrs: Attrs, key: string): string | null =>
  typeof attrs[key] === "string" && attrs[key] !== "" ? attrs[key] : null;
const listOf = (attrs: Attrs, key: string): unknown[] =>
  Array.isArray(attrs[key]) ? (attrs[key] as unknown[]) : [];

const provenanceOf = ({ source, url, confidence, note }: ReferenceRow) => ({
  source,
  url,
  confidence,
  note,
});

const inForce = (row: ReferenceRow, day: string): boolean =>
  row.effectiveFrom <= day && (row.effectiveTo === null || day <= row.effectiveTo);

const quantity = (valeur: number | null, unite: Quantite["unite"]): Quantite | null =>
  valeur === null ? null : { valeur, unite };

/** Meets when the value reaches the threshold; says by how much it does not. */
function atLeast(
  code: ConditionVue["code"],
  seuil: number,
  valeur: number | null | undefined,
  unite: Quantite["unite"],
): ConditionVue {
  const known = valeur ?? null;
  const met = known === null ? null : known >= seuil;
  return {
    code,
    met,
    seuil: quantity(seuil, unite),
    valeur: quantity(known, unite),
    manque: met === false ? quantity(seuil - known!, unite) : null,
  };
}

/** A condition that is said and not measured. */
const said = (code: ConditionVue["code"], met: boolean | null): ConditionVue => ({
  code,
  met,
  seuil: null,
  valeur: null,
  manque: null,
});

/** A ratio written in the lists, such as 1.5, in millionths: exact where a float would not be. */
function micro(ratio: number): bigint {
  return BigInt(scaleDecimal(ratio.toFixed(PRECISION), PRECISION) ?? 0);
}

/**
 * Jobs of a project whose ratio is exactly the given one, in the units of `jobsScaled`: comparing
 * the two compares the ratios without dividing.
 */
const jobsAt = (ratio: number, montant: number): bigint => micro(ratio) * BigInt(montant);
const SCALE = MILLION * 10n ** BigInt(PRECISION);
const jobsScaled = (emplois: number): bigint => BigInt(emplois) * SCALE;

/** Whether the ratio of jobs to millions reaches a threshold, or exceeds it when `inclusive` is false. */
function reaches(emplois: number, montant: number, ratio: number, inclusive: boolean): boolean {
  const [has, needs] = [jobsScaled(emplois), jobsAt(ratio, montant)];
  return inclusive ? has >= needs : has > needs;
}

/** Jobs that lack to reach a ratio; zero when it is reached. */
function jobsLacking(emplois: number, montant: number, ratio: number, inclusive: boolean): number {
  if (reaches(emplois, montant, ratio, inclusive)) return 0;
  const needs = jobsAt(ratio, montant);
  const whole = needs / SCALE;
  const least = inclusive && needs % SCALE === 0n ? whole : whole + 1n;
  return Number(least) - emplois;
}

/** The ratio to read, cut to three decimals so that 1.9999 is not shown as 2. */
function ratioOf({ montant, emplois }: ProjetSimule): number | null {
  if (!montant || emplois === null || emplois === undefined) return null;
  return Number((BigInt(emplois) * MILLION * 1000n) / BigInt(montant)) / 1000;
}

function ratioCondition(
  code: "ratio_min" | "palier",
  seuil: number,
  inclusive: boolean,
  projet: ProjetSimule,
): ConditionVue {
  const { montant, emplois } = projet;
  const base = {
    code,
    seuil: quantity(seuil, "ratio"),
    valeur: quantity(ratioOf(projet), "ratio"),
  };
  if (!montant || emplois === null || emplois === undefined)
    return { ...base, met: null, manque: null };
  const lacking = jobsLacking(emplois, montant, seuil, inclusive);
  return { ...base, met: lacking === 0, manque: lacking ? quantity(lacking, "emplois") : null };
}

/** All met, one missed, or not known. */
function together(conditions: readonly ConditionVue[]): boolean | null {
  if (conditions.some(({ met }) => met === false)) return false;
  return conditions.every(({ met }) => met === true) ? true : null;
}

/** One is enough. */
function oneOf(results: readonly (boolean | null)[]): boolean | null {
  if (results.some((met) => met === true)) return true;
  return results.every((met) => met === false) ? false : null;
}

/** The lowest ratio that a way into a regime asks for, given the sector. */
function ratioAsked(way: Attrs, regime: ReferenceRow, projet: ProjetSimule): number | null {
  const usual = numberOf(way, "minRatio");
  const reduced = numberOf(way, "minRatioTourisme");
  const sectors = listOf(regime.attrs, "secteursRatioReduit");
  return reduced !== null && projet.secteur && sectors.includes(projet.secteur) ? reduced : usual;
}

/** A ratio below the usual one may do for some sectors: unknown while the sector is. */
function ratioOfWay(way: Attrs, regime: ReferenceRow, projet: ProjetSimule): ConditionVue | null {
  const asked = ratioAsked(way, regime, projet);
  if (asked === null) return null;
  const found = ratioCondition("ratio_min", asked, true, projet);
  const reduced = numberOf(way, "minRatioTourisme");
  if (found.met !== false || projet.secteur || reduced === null) return found;
  return ratioCondition("ratio_min", reduced, true, projet).met === false
    ? found
    : { ...found, met: null };
}

function wayInto(way: Attrs, regime: ReferenceRow, projet: ProjetSimule): ConditionVue[] {
  const conditions: ConditionVue[] = [];
  const least = numberOf(way, "minMontantCentimes");
  if (least !== null) conditions.push(atLeast("montant_min", least, projet.montant, "centimes"));
  const most = numberOf(way, "maxMontantCentimes");
  if (most !== null) {
    const montant = projet.montant ?? null;
    const met =
      montant === null ? null : way["maxInclusive"] === false ? montant < most : montant <= most;
    conditions.push({
      code: "montant_max",
      met,
      seuil: quantity(most, "centimes"),
      valeur: quantity(montant, "centimes"),
      manque: met === false ? quantity(montant! - most, "centimes") : null,
    });
  }
  const jobs = numberOf(way, "minEmploisStables");
  if (jobs !== null) conditions.push(atLeast("emplois_min", jobs, projet.emplois, "emplois"));
  const ratio = ratioOfWay(way, regime, projet);
  if (ratio) conditions.push(ratio);
  const criteria = numberOf(way, "minCriteres");
  if (criteria !== null) {
    const known = listOf(regime.attrs, "criteres");
    const held = projet.criteres?.filter((key) => known.includes(key)).length;
    conditions.push(atLeast("criteres_min", criteria, held, "criteres"));
  }
  return conditions;
}

/** Turnover between two bounds, waived for a young company. */
function turnover({ attrs }: ReferenceRow, projet: ProjetSimule): ConditionVue | null {
  const least = numberOf(attrs, "chiffreAffairesMinCentimes");
  const most = numberOf(attrs, "chiffreAffairesMaxCentimes");
  if (least === null && most === null) return null;
  const waived = numberOf(attrs, "chiffreAffairesWaivedUnderYears");
  const value = projet.chiffreAffaires ?? null;
  const low = value !== null && least !== null && value < least;
  const high = value !== null && most !== null && value > most;
  const age = projet.ancienneteAns ?? null;
  const young = waived === null ? false : age === null ? null : age < waived;
  const within = value === null ? null : !low && !high;
  return {
    code: "chiffre_affaires",
    met: young === true || within === true ? true : young === null ? null : within,
    seuil: quantity(high ? most : least, "centimes"),
    valeur: quantity(value, "centimes"),
    manque: quantity(low ? least! - value : high ? value - most! : null, "centimes"),
  };
}

/** What a regime asks of the project beside its ways in: its sector, its company. */
function besides(
  regime: ReferenceRow,
  projet: ProjetSimule,
  { seuils, asOf }: RegleDesPrimes,
): { deciding: ConditionVue[]; reserves: ConditionVue[] } {
  const { attrs } = regime;
  const deciding: ConditionVue[] = [];
  const reserves: ConditionVue[] = [];
  const excluded = listOf(attrs, "secteursExclus");
  if (excluded.length > 0)
    reserves.push(
      said("secteur_exclu", projet.secteur ? !excluded.includes(projet.secteur) : null),
    );
  // A number of jobs that belongs to another regime whatever the amount takes the project out of this one.
  const elsewhere = seuils.find(
    (row) =>
      inForce(row, asOf) &&
      row.attrs["regime"] !== regime.key &&
      row.attrs["minCentimes"] === null &&
      typeof row.attrs["minEmploisStables"] === "number",
  );
  const ways = listOf(attrs, "eligibilite") as Attrs[];
  if (elsewhere && ways.some((way) => numberOf(way, "maxMontantCentimes") !== null)) {
    const limit = Number(elsewhere.attrs["minEmploisStables"]);
    const jobs = projet.emplois ?? null;
    const met = jobs === null ? null : jobs < limit;
    deciding.push({
      code: "emplois_autre_regime",
      met,
      seuil: quantity(limit, "emplois"),
      valeur: quantity(jobs, "emplois"),
      manque: null,
    });
  }
  const own = ways.map((way) => numberOf(way, "minFondsPropresBp")).find((bp) => bp !== null);
  if (own) reserves.push(atLeast("fonds_propres_min", own, projet.fondsPropres, "bp"));
  const sales = turnover(regime, projet);
  if (sales) reserves.push(sales);
  const share = numberOf(attrs, "maxShareOfLargeCompanyBp");
  if (share !== null) {
    const held = projet.partGrandeEntreprise ?? null;
    const met = held === null ? null : held <= share;
    reserves.push({
      code: "grande_entreprise_max",
      met,
      seuil: quantity(share, "bp"),
      valeur: quantity(held, "bp"),
      manque: met === false ? quantity(held! - share, "bp") : null,
    });
  }
  if (attrs["publicShareholderAllowed"] === false) {
    const given = projet.actionnairePublic ?? null;
    reserves.push(said("actionnaire_public", given === null ? null : !given));
  }
  if (attrs["activiteListee"] === true)
    reserves.push(said("activite_listee", projet.activiteListee ?? null));
  return { deciding, reserves };
}

interface Step {
  minRatio: number;
  minInclusive: boolean;
  maxRatio: number | null;
  maxInclusive: boolean | null;
  rateBp: number;
}

const stepsOf = ({ attrs }: ReferenceRow): Step[] =>
  (listOf(attrs, "steps") as Step[]).toSorted((a, b) => a.minRatio - b.minRatio);

function inStep(step: Step, emplois: number, montant: number): boolean {
  if (!reaches(emplois, montant, step.minRatio, step.minInclusive)) return false;
  // « At most 5 » is « not above 5 »; « under 5 » is « not yet 5 ».
  return (
    step.maxRatio === null || !reaches(emplois, montant, step.maxRatio, step.maxInclusive === false)
  );
}

type Assessed = Pick<
  LignePrime,
  "genre" | "declaree" | "rateBp" | "rateMaxBp" | "met" | "conditions" | "suivant"
>;

/** A jobs prime with published steps. */
function bySteps(steps: readonly Step[], projet: ProjetSimule): Assessed {
  const { montant, emplois } = projet;
  const first = steps[0]!;
  const rates = steps.map(({ rateBp }) => rateBp);
  const base = { genre: "paliers", declaree: false } as const;
  if (!montant || emplois === null || emplois === undefined) {
    return {
      ...base,
      rateBp: Math.min(...rates),
      rateMaxBp: Math.max(...rates),
      met: null,
      conditions: [ratioCondition("palier", first.minRatio, first.minInclusive, projet)],
      suivant: null,
    };
  }
  const at = steps.find((step) => inStep(step, emplois, montant));
  const shown = at ?? first;
  const next = steps.find((step) => !reaches(emplois, montant, step.minRatio, step.minInclusive));
  return {
    ...base,
    rateBp: shown.rateBp,
    rateMaxBp: shown.rateBp,
    met: at !== undefined,
    conditions: [
      {
        ...ratioCondition("palier", shown.minRatio, shown.minInclusive, projet),
        met: at !== undefined,
      },
    ],
    suivant: next
      ? {
          rateBp: next.rateBp,
          emplois: jobsLacking(emplois, montant, next.minRatio, next.minInclusive),
        }
      : null,
  };
}

/** A rate by category of territory. */
function byCategory(categories: Attrs, categorie: string | null): Assessed {
  const rates = Object.values(categories).filter((rate) => typeof rate === "number");
  const own = categorie === null ? null : numberOf(categories, categorie);
  const met = categorie === null ? null : own !== null;
  return {
    genre: "categorie",
    declaree: false,
    rateBp: own ?? Math.min(...rates),
    rateMaxBp: own ?? Math.max(...rates),
    met,
    conditions: [said("categorie", met)],
    suivant: null,
  };
}

/** A jobs prime of which only the range is published: no step is made up, so its condition stays to verify. */
function byRange(low: number, high: number, projet: ProjetSimule): Assessed {
  const met = projet.emplois === 0 ? false : null;
  return {
    genre: "fourchette",
    declaree: false,
    rateBp: low,
    rateMaxBp: high,
    met,
    conditions: [
      {
        ...said("paliers_non_publies", met),
        valeur: quantity(ratioOf(projet), "ratio"),
        manque: met === false ? quantity(1, "emplois") : null,
      },
    ],
    suivant: null,
  };
}

/** Local integration: the threshold hangs on the branch, so a share between the two may not tell. */
function integration({ attrs }: ReferenceRow, projet: ProjetSimule): ConditionVue | null {
  const usual = numberOf(attrs, "minIntegrationBp");
  if (usual === null) return null;
  const reduced = numberOf(attrs, "minIntegrationAgroPharmaBp") ?? usual;
  const branch = projet.brancheIntegration ?? null;
  const asked = branch === "agro_pharma" ? reduced : usual;
  const found = atLeast("integration", asked, projet.integrationLocale, "bp");
  if (branch !== null || found.met !== false) return found;
  const least = atLeast("integration", Math.min(usual, reduced), projet.integrationLocale, "bp");
  return least.met === false ? least : { ...found, met: null, manque: null };
}

/** A prime of one rate: a measured share, or the word of the holder. */
function byRate(row: ReferenceRow, rateBp: number, projet: ProjetSimule): Assessed {
  const women = numberOf(row.attrs, "minPartFemmesBp");
  const measured = [
    ...(women === null ? [] : [atLeast("part_femmes", women, projet.partFemmes, "bp")]),
    ...[integration(row, projet)].filter((found) => found !== null),
  ];
  const conditions =
    measured.length > 0 ? measured : [said("declaration", projet.declarations?.[row.key] ?? null)];
  return {
    genre: "fixe",
    declaree: measured.length === 0,
    rateBp,
    rateMaxBp: rateBp,
    met: together(conditions),
    conditions,
    suivant: null,
  };
}

function assess(
  row: ReferenceRow,
  projet: ProjetSimule,
  categorie: string | null,
): Assessed | null {
  const { attrs } = row;
  const steps = stepsOf(row);
  if (steps.length > 0) return bySteps(steps, projet);
  const categories = attrs["byCategory"];
  if (typeof categories === "object" && categories !== null)
    return byCategory(categories as Attrs, categorie);
  const rate = numberOf(attrs, "rateBp");
  if (rate !== null) return byRate(row, rate, projet);
  const [low, high] = [numberOf(attrs, "minRateBp"), numberOf(attrs, "maxRateBp")];
  return low === null || high === null ? null : byRange(low, high, projet);
}

/** The cap of a regime: where its own row and that of its primes differ, the lower one. */
function capOf(regime: ReferenceRow, row: ReferenceRow | undefined, projet: ProjetSimule) {
  const own = numberOf(regime.attrs, "plafondRateBp");
  const listed = row ? numberOf(row.attrs, "rateBp") : null;
  const rates = [own, listed].filter((rate) => rate !== null);
  const limit = row ? numberOf(row.attrs, "energiesRenouvelablesMaxCentimes") : null;
  const sectors = row ? listOf(row.attrs, "secteursPlafonnes") : [];
  const capped = limit !== null && !!projet.secteur && sectors.includes(projet.secteur);
  const differs = own !== null && listed !== null && own !== listed;
  return {
    plafond:
      rates.length === 0 && !capped
        ? null
        : {
            rateBp: rates.length === 0 ? null : Math.min(...rates),
            montantMax: capped ? limit : null,
            ...provenanceOf(row ?? regime),
          },
    differs: differs ? { regime: own, prime: listed } : null,
    // While the sector is not known, the cap may or may not hold.
    unknownLimit: limit !== null && sectors.length > 0 && !projet.secteur ? limit : null,
  };
}

/** A share of an amount, rounded down to the centime. */
const shareOf = (montant: number, rateBp: number): number =>
  Number((BigInt(montant) * BigInt(rateBp)) / 10_000n);

/** The routing row of a regime that fits the project; one that names who approves comes first. */
function routing(
  regime: ReferenceRow,
  projet: ProjetSimule,
  { seuils, asOf }: RegleDesPrimes,
): ReferenceRow | null {
  const montant = projet.montant ?? null;
  if (montant === null) return null;
  const fits = seuils.filter((row) => {
    const { attrs } = row;
    if (!inForce(row, asOf) || attrs["regime"] !== regime.key) return false;
    const [low, high, jobs] = [
      numberOf(attrs, "minCentimes"),
      numberOf(attrs, "maxCentimes"),
      numberOf(attrs, "minEmploisStables"),
    ];
    if (low !== null && (attrs["minInclusive"] === false ? montant <= low : montant < low))
      return false;
    if (high !== null && (attrs["maxInclusive"] === true ? montant > high : montant >= high))
      return false;
    return jobs === null || (projet.emplois ?? -1) >= jobs;
  });
  return fits.find(({ attrs }) => attrs["approbateur"] !== null) ?? fits[0] ?? null;
}

/** The version of a key that holds on a day; else the nearest to come, else the last one. */
function versionOn(versions: readonly ReferenceRow[], day: string): ReferenceRow {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return (
    sorted.find((row) => inForce(row, day)) ??
    sorted.find((row) => row.effectiveFrom > day) ??
    sorted.at(-1)!
  );
}

/** First day a regime holds: never before the law it rests on, where its own date was not found. */
function startOf(regime: ReferenceRow): string | null {
  const earliest = textOf(regime.attrs, "pasAvant");
  if (earliest !== null && earliest > regime.effectiveFrom) return earliest;
  return regime.effectiveFrom === NOT_FOUND ? null : regime.effectiveFrom;
}

/** The gap between the ratio that opens a regime and the first step of its jobs prime. */
function ratioGap(
  regime: ReferenceRow,
  rows: readonly ReferenceRow[],
  projet: ProjetSimule,
): Remarque[] {
  const asked = (listOf(regime.attrs, "eligibilite") as Attrs[])
    .map((way) => ratioAsked(way, regime, projet))
    .find((ratio) => ratio !== null);
  if (asked === undefined) return [];
  return rows.flatMap((row) => {
    const first = stepsOf(row)[0];
    if (!first || first.minRatio <= asked) return [];
    const { montant, emplois } = projet;
    const inside =
      !!montant &&
      typeof emplois === "number" &&
      reaches(emplois, montant, asked, true) &&
      !reaches(emplois, montant, first.minRatio, first.minInclusive);
    return [
      {
        genre: "lacune" as const,
        code: "ratio_sans_prime" as const,
        concerne: inside,
        params: { from: asked, to: first.minRatio },
      },
    ];
  });
}

function simulateRegime(
  regime: ReferenceRow,
  projet: ProjetSimule,
  regle: RegleDesPrimes,
): RegimeSimule {
  const { primes, categorie, asOf } = regle;
  const depuis = startOf(regime);
  const holds = inForce(regime, asOf) && (depuis === null || depuis <= asOf);
  const voies = (listOf(regime.attrs, "eligibilite") as Attrs[]).map((way) =>
    wayInto(way, regime, projet),
  );
  const { deciding, reserves } = besides(regime, projet, regle);
  const entered = oneOf(voies.map(together));
  const rows = holds
    ? primes.filter((row) => row.attrs["regime"] === regime.key && inForce(row, asOf))
    : [];
  const paid = rows.filter((row) => row.attrs["kind"] !== "plafond");
  const lignes = paid.flatMap((row): LignePrime[] => {
    const found = assess(row, projet, categorie);
    if (!found) return [];
    return [
      {
        prime: row.key,
        label: row.label,
        ...found,
        publiee: textOf(row.attrs, "condition"),
        ...provenanceOf(row),
      },
    ];
  });

  const parts = [entered, together(deciding), together(reserves)];
  const refused = parts.includes(false);
  const open = entered === null || parts[1] === null;
  const statut = !holds
    ? "hors_vigueur"
    : refused
      ? "non_eligible"
      : open
        ? "a_verifier"
        : parts[2] === null
          ? "sous_reserve"
          : "eligible";
  const out = !holds || refused;

  const sum = (each: (ligne: LignePrime) => number): number =>
    lignes.reduce((total, ligne) => total + each(ligne), 0);
  const sommeBp = sum((ligne) => (ligne.met === true ? ligne.rateBp : 0));
  const sommeMaxBp = sum((ligne) => (ligne.met === false ? 0 : ligne.rateMaxBp));
  const { plafond, differs, unknownLimit } = capOf(
    holds ? regime : { ...regime, attrs: {} },
    rows.find((row) => row.attrs["kind"] === "plafond"),
    projet,
  );
  const under = (rate: number): number =>
    out ? 0 : Math.min(rate, plafond?.rateBp ?? Number.MAX_SAFE_INTEGER);
  const [rateBp, rateMaxBp] = [under(sommeBp), under(sommeMaxBp)];
  const montant = projet.montant ?? null;
  const limit = plafond?.montantMax ?? Number.MAX_SAFE_INTEGER;
  const given = (rate: number): number | null =>
    montant === null ? null : Math.min(shareOf(montant, rate), limit);
  const route = routing(regime, projet, regle);
  const approbateur = route ? textOf(route.attrs, "approbateur") : null;

  const remark = (
    genre: Remarque["genre"],
    code: Remarque["code"],
    params: Remarque["params"] = {},
    concerne = true,
  ): Remarque => ({ genre, code, concerne, params });
  const remarques: Remarque[] = [
    ...(regime.effectiveFrom === NOT_FOUND ? [remark("lacune", "date_inconnue", {}, false)] : []),
    ...lignes
      .filter(({ genre }) => genre === "fourchette")
      .map(({ prime, rateBp: min, rateMaxBp: max }) =>
        remark("lacune", "paliers_absents", { prime, min, max }),
      ),
    ...ratioGap(regime, paid, projet),
    ...(textOf(regime.attrs, "conflitFondsPropres")
      ? [
          remark("conflit", "fonds_propres", {
            autre: textOf(regime.attrs, "conflitFondsPropres")!,
          }),
        ]
      : []),
    ...(regime.attrs["activiteListee"] === true ? [remark("lacune", "liste_absente")] : []),
    ...(differs ? [remark("conflit", "plafonds_differents", differs)] : []),
    ...(unknownLimit === null
      ? []
      : [
          remark(
            "lacune",
            "plafond_secteur",
            { max: unknownLimit },
            (given(rateMaxBp) ?? 0) > unknownLimit,
          ),
        ]),
    ...(lignes.length === 0 && holds ? [remark("lacune", "sans_prime")] : []),
    ...(route && approbateur === null && !out ? [remark("lacune", "approbateur_inconnu")] : []),
    ...(route?.confidence === "D" && !out ? [remark("lacune", "organe_a_verifier")] : []),
  ];

  return {
    regime: regime.key,
    label: regime.label,
    eligible: out ? false : open ? null : true,
    statut,
    depuis,
    jusqua: regime.effectiveTo,
    voies,
    conditions: [...deciding, ...reserves],
    lignes,
    plafond,
    sommeBp,
    sommeMaxBp,
    rateBp,
    rateMaxBp,
    montant: given(rateBp),
    montantMax: given(rateMaxBp),
    approbation: route && {
      key: route.key,
      label: route.label,
      approbateur,
      ...provenanceOf(route),
    },
    remarques,
    ...provenanceOf(regime),
  };
}

/**
 * Every regime of the lists for one project, in the order of the list.
 * @param projet amounts in centimes, shares in basis points; what is null is not known
 * @param regle every version of the lists; the day decides which hold
 * @returns rates in basis points, amounts in centimes rounded down; a lower result with what is
 *   established and an upper one with all that is still to verify
 */
export function simulatePrimes(projet: ProjetSimule, regle: RegleDesPrimes): RegimeSimule[] {
  const keys = [...new Set(regle.regimes.map(({ key }) => key))];
  return keys.map((key) =>
    simulateRegime(
      versionOn(
        regle.regimes.filter((row) => row.key === key),
        regle.asOf,
      ),
      projet,
      regle,
    ),
  );
}
