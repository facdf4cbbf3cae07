import {
  DECISIONS,
  DECISIONS_FINALES,
  FORMES,
  FORME_SA,
  GRANDE_ENERGIE,
  MOTS,
  OBSERVATIONS,
  PLACES_REGISTRE,
  POIDS_PROVINCES,
  POIDS_SECTEURS,
  PROJETS_PAR_AN,
  PROVINCES_GRANDE_ENERGIE,
  SECTEURS,
  STATUTS_FONCIERS,
  VARIANTES,
} from "./names.ts";
import type { Sector, Title } from "./names.ts";
import { Random, weighted } from "./random.ts";
import type { Weighted } from "./random.ts";

/** One sitting of the CRUI on a file. */
interface GeneratedPassage {
  tenuLe: string;
  /** Key of the list `decision`. */
  decision: string;
  observation: string | null;
}

/** One act requested for a project. Dates are `YYYY-MM-DD`, in legal order, never after today. */
export interface GeneratedDossier {
  /** Reference of the project, then `/C1`, `/C2`… */
  reference: string;
  acte: string;
  etat: string;
  phase: string;
  /** From 0 to 7: the caller shares the files among its officers. */
  officierIndex: number;
  deposeLe: string;
  valideLe: string | null;
  diffuseLe: string | null;
  passages: GeneratedPassage[];
  pvLe: string | null;
  delivreLe: string | null;
}

/** A fictitious project with its holder and its files. Codes are keys of the reference lists. */
export interface GeneratedProject {
  reference: string;
  intituleFr: string;
  intituleAr: string;
  description: string;
  composantes: string;
  porteur: {
    nomFr: string;
    nomAr: string;
    formeJuridique: string;
    ice: string;
    rc: string;
    placeRegistre: string;
    telephone: string;
    email: string;
  };
  contact: {
    prenomFr: string;
    nomFr: string;
    prenomAr: string;
    nomAr: string;
    cin: string;
    telephone: string;
    email: string;
  };
  secteur: string;
  sectionNma: string;
  territoire: string;
  montantCentimes: number;
  emploisPrevus: number;
  emploisStables: number;
  emploisFemmes: number;
  statutFoncier: string;
  titreFoncier: string | null;
  superficieM2: number | null;
  documentUrbanisme: boolean;
  /** Planned dates, as the holder declares them: they may lie after today. */
  lanceLe: string | null;
  acheveLe: string | null;
  suivi: string | null;
  montantRealiseCentimes: number | null;
  emploisRealises: number | null;
  dossiers: GeneratedDossier[];
}

/** A place of the list `territoire`; `province` is the code of its province. */
interface SeedTerritoire {
  code: string;
  level: string;
  province: string | null;
}

interface GenerateOptions {
  /** Number of projects. */
  count: number;
  /** Any 32-bit integer: the same seed gives the same projects. */
  seed: number;
  /** Last day of the generated history, `YYYY-MM-DD`, from 2019-02-01 on. */
  today: string;
  lists: { territoires: readonly SeedTerritoire[] };
}

const MDH = 100_000_000;
const DAY_MS = 86_400_000;
const FIRST_DAY = dayNumber("2019-01-31");
const INTERPROVINCIAL = "05.inter";
const PROJECT_STREAM = 1;
const HOLDER_STREAM = 2;
const GROWTH_AFTER_PUBLISHED = 1.05;
/** Amount an ordinary project does not pass, in millions of dirhams. */
const MAX_ORDINARY_MDH = 4000;
const MAX_PASSAGES = 4;
const FILES_PER_PROJECT = weighted([
  [1, 70],
  [2, 22],
  [3, 8],
]);
const TUESDAY = 2;
const THURSDAY = 4;

function dayNumber(date: string): number {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(parsed)) throw new RangeError(`Not a date: ${date}`);
  return parsed / DAY_MS;
}

/** Sunday is 0; day 0 (01/01/1970) was a Thursday. */
function weekday(day: number): number {
  return (day + 4) % 7;
}

function officeDay(day: number): number {
  const name = weekday(day);
  return name === 6 ? day + 2 : name === 0 ? day + 1 : day;
}

function sittingDay(day: number): number {
  let sitting = day;
  while (weekday(sitting) !== TUESDAY && weekday(sitting) !== THURSDAY) sitting += 1;
  return sitting;
}

/** What every project of one run shares. */
interface Region {
  today: number;
  /** `YYYY-MM-DD` of a day number. */
  date: (day: number) => string;
  years: Weighted<{ from: number; to: number }>;
  communes: ReadonlyMap<string, Weighted<string>>;
}

function filingYears(today: number): Region["years"] {
  const spans: [{ from: number; to: number }, number][] = [];
  let projects = 0;
  for (let year = 2019; ; year += 1) {
    const first = dayNumber(`${year}-01-01`);
    const next = dayNumber(`${year + 1}-01-01`);
    const from = Math.max(first, FIRST_DAY);
    if (from > today) break;
    const to = Math.min(next - 1, today);
    projects = PROJETS_PAR_AN[year] ?? projects * GROWTH_AFTER_PUBLISHED;
    spans.push([{ from, to }, (projects * (to - from + 1)) / (next - from)]);
  }
  return weighted(spans);
}

function communesByProvince(territoires: readonly SeedTerritoire[]): Region["communes"] {
  const lists = new Map<string, [string, number][]>();
  for (const { code, level, province } of territoires) {
    if (level !== "commune" || province === null) continue;
    const list = lists.get(province) ?? [];
    // Third group 01 holds the municipalities, where most projects are.
    list.push([code, code.startsWith(`${province}.01.`) ? 8 : 1]);
    lists.set(province, list);
  }
  for (const province of POIDS_PROVINCES.values) {
    if (province === INTERPROVINCIAL) {
      if (!territoires.some(({ code }) => code === province)) {
        throw new RangeError(`No territory ${province}`);
      }
    } else if (!lists.has(province)) throw new RangeError(`No commune in province ${province}`);
  }
  return new Map([...lists].map(([province, list]) => [province, weighted(list)]));
}

function openRegion(today: string, territoires: readonly SeedTerritoire[]): Region {
  const last = dayNumber(today);
  if (last <= FIRST_DAY) throw new RangeError(`Nothing to generate before 2019-02-01: ${today}`);
  const dates: string[] = [];
  return {
    today: last,
    date: (day) => (dates[day - FIRST_DAY] ??= new Date(day * DAY_MS).toISOString().slice(0, 10)),
    years: filingYears(last),
    communes: communesByProvince(territoires),
  };
}

/** ICE: 9 company digits in a range never allocated, 4 of establishment, key (whole mod 97 = 0). */
function fictitiousIce(number: number): string {
  const company = 999_900_000 + (number % 100_000);
  const establishment = Math.floor(number / 100_000) % 10_000;
  // 9 and 4 digits stay within exact integers, 15 do too: 10^15 < 2^53.
  const base = company * 10_000 + establishment;
  const key = (97 - ((base * 100) % 97)) % 97;
  return `${base}${String(key).padStart(2, "0")}`;
}

function phone(prefix: string, number: number): string {
  return prefix + String(number % 10_000).padStart(4, "0");
}

/** Where a project is and what it is about: the first draws of its stream. */
function siting(random: Random): { province: string; secteur: string; large: boolean } {
  const province = random.draw(POIDS_PROVINCES);
  if (province === INTERPROVINCIAL) {
    return { province, secteur: "energies_renouvelables", large: true };
  }
  const secteur = random.draw(POIDS_SECTEURS);
  const large =
    secteur === "energies_renouvelables" &&
    PROVINCES_GRANDE_ENERGIE.has(province) &&
    random.chance(0.9);
  return { province, secteur, large };
}

/** The holder of that rank: the same whichever project refers to it. */
function holder(seed: number, index: number): Pick<GeneratedProject, "porteur" | "contact"> {
  const { province, large } = siting(new Random(seed, PROJECT_STREAM, index));
  const random = new Random(seed, HOLDER_STREAM, index);
  const number = index + 1;
  const forme = large ? FORME_SA : random.draw(FORMES);
  const [motFr, motAr] = random.pick(MOTS);
  const places = PLACES_REGISTRE[province] ?? PLACES_REGISTRE["05.091"]!;
  return {
    porteur: {
      nomFr: `${forme.fr} ${motFr} ${number}${forme.suffix}`,
      nomAr: `${forme.ar} ${motAr} ${number}`,
      formeJuridique: forme.key,
      ice: fictitiousIce(number),
      rc: String(9_000_000 + number),
      placeRegistre: random.draw(places),
      telephone: phone("052300", random.int(0, 9999)),
      email: `societe${number}@exemple.ma`,
    },
    contact: {
      prenomFr: "Porteur",
      nomFr: `Exemple ${number}`,
      prenomAr: "حامل",
      nomAr: `مثال ${number}`,
      cin: `ZZ${String(number).padStart(6, "0")}`,
      telephone: phone("060000", random.int(0, 9999)),
      email: `porteur${number}@exemple.ma`,
    },
  };
}

function observation(random: Random, decision: string): string | null {
  const texts = OBSERVATIONS[decision];
  return texts === undefined ? null : random.pick(texts);
}

/** Follows one file from its deposit to the act, and stops where today stops it. */
function dossier(
  random: Random,
  region: Region,
  reference: string,
  acte: string,
  depose: number,
): GeneratedDossier {
  const { today, date } = region;
  const file: GeneratedDossier = {
    reference,
    acte,
    etat: "en_cours_de_depot",
    phase: "pre_crui",
    officierIndex: random.int(0, 7),
    deposeLe: date(depose),
    valideLe: null,
    diffuseLe: null,
    passages: [],
    pvLe: null,
    delivreLe: null,
  };

  const returned = random.chance(0.12);
  const neverBack = returned && random.chance(0.12);
  const valide = officeDay(depose + (returned ? random.int(6, 40) : random.int(0, 3)));
  if (neverBack || valide > today) {
    if (returned && today > depose + 2) file.etat = "complement";
    return file;
  }
  file.valideLe = date(valide);
  file.etat = "en_attente_administration";

  const diffuse = officeDay(valide + random.int(0, 2));
  if (diffuse > today) return file;
  file.diffuseLe = date(diffuse);

  const slow = random.chance(0.12);
  let sitting = sittingDay(diffuse + (slow ? random.int(15, 50) : random.int(3, 9)));
  if (sitting > today) {
    if (sitting <= today + 5) [file.etat, file.phase] = ["programmee", "crui"];
    return file;
  }

  for (;;) {
    const last = file.passages.length === MAX_PASSAGES - 1;
    const decision = random.draw(last ? DECISIONS_FINALES : DECISIONS);
    file.passages.push({
      tenuLe: date(sitting),
      decision,
      observation: observation(random, decision),
    });
    if (decision !== "complement" && decision !== "reprogrammer") break;
    const complement = decision === "complement";
    const dropped = complement && random.chance(0.1);
    const next = sittingDay(sitting + (complement ? random.int(10, 60) : random.int(7, 16)));
    if (dropped || next > today) {
      [file.etat, file.phase] = [complement ? "complement" : "programmee", "crui"];
      return file;
    }
    sitting = next;
  }

  [file.etat, file.phase] = ["actions_a_realiser", "post_crui"];
  const outcome = file.passages[file.passages.length - 1]!.decision;
  const pv = officeDay(sitting + random.int(0, 8));
  if (pv > today) return file;
  file.pvLe = date(pv);
  if (outcome === "defavorable") {
    file.etat = "cloturee";
    return file;
  }
  const delivre = officeDay(
    pv + (outcome === "favorable" ? random.int(3, 60) : random.int(20, 200)),
  );
  if (delivre > today || random.chance(0.06)) return file;
  file.delivreLe = date(delivre);
  [file.etat, file.phase] = ["cloturee", "suivi"];
  return file;
}

function outcome(file: GeneratedDossier): string | null {
  return file.passages[file.passages.length - 1]?.decision ?? null;
}

function isFavourable(file: GeneratedDossier): boolean {
  const decision = outcome(file);
  return decision === "favorable" || decision === "favorable_sous_reserve";
}

const REALISED: Readonly<Record<string, readonly [number, number]>> = {
  autorise_travaux_non_entames: [0, 0.05],
  gros_oeuvre_en_cours: [0.15, 0.55],
  finition_en_cours: [0.6, 0.9],
  travaux_acheves_activite_non_demarree: [0.88, 1.08],
  travaux_acheves_activite_demarree: [0.9, 1.15],
  abandonne: [0, 0.1],
  stand_by: [0.05, 0.4],
};

/** Where the realisation stands, `elapsed` days after the last act; `pace` stretches large works. */
function followUp(random: Random, elapsed: number, pace: number): string {
  if (elapsed > 200 && random.chance(0.07)) return "abandonne";
  if (elapsed > 200 && random.chance(0.07)) return "stand_by";
  const advance = (elapsed / pace) * random.between(0.6, 1.4);
  if (advance < 120) return "autorise_travaux_non_entames";
  if (advance < 400) return "gros_oeuvre_en_cours";
  if (advance < 560) return "finition_en_cours";
  if (advance < 700) return "travaux_acheves_activite_non_demarree";
  return "travaux_acheves_activite_demarree";
}

type Realisation = Pick<GeneratedProject, "suivi" | "montantRealiseCentimes" | "emploisRealises">;

/** Nothing to follow before every file is favourable, nothing realised before every act is issued. */
function realisation(
  random: Random,
  today: number,
  dossiers: readonly GeneratedDossier[],
  planned: { montantCentimes: number; emploisPrevus: number; large: boolean },
): Realisation {
  if (!dossiers.every(isFavourable)) {
    return { suivi: null, montantRealiseCentimes: null, emploisRealises: null };
  }
  if (!dossiers.every((file) => file.delivreLe !== null)) {
    return {
      suivi: "en_cours_autorisation",
      montantRealiseCentimes: null,
      emploisRealises: null,
    };
  }
  const issued = Math.max(...dossiers.map((file) => dayNumber(file.delivreLe!)));
  const suivi = followUp(random, today - issued, planned.large ? 2.2 : 1);
  const [low, high] = REALISED[suivi]!;
  const spent = planned.montantCentimes * random.between(low, high);
  return {
    suivi,
    // To the thousand dirhams.
    montantRealiseCentimes: Math.round(spent / 100_000) * 100_000,
    emploisRealises:
      suivi === "travaux_acheves_activite_demarree"
        ? Math.round(planned.emploisPrevus * random.between(0.5, 1.1))
        : 0,
  };
}

function amountCentimes(random: Random, sector: Sector, large: boolean): number {
  if (large) return Math.round(random.logBetween(1000, 15_000)) * MDH;
  const mdh = Math.min(
    Math.max(random.logNormal(sector.medianMdh, sector.sigma), 0.15),
    MAX_ORDINARY_MDH,
  );
  // Declared amounts are round: to ten thousand dirhams.
  return Math.round(mdh * 100) * (MDH / 100);
}

function fileActs(
  random: Random,
  sector: Sector,
  montantCentimes: number,
  files: number,
): string[] {
  const acts = [random.draw(sector.actes)];
  if (files > 1 && montantCentimes >= 50 * MDH && !acts.includes("convention_investissement")) {
    acts.push("convention_investissement");
  }
  // Few tries are enough: a sector without a second act keeps fewer files.
  for (let tries = 0; acts.length < files && tries < 8; tries += 1) {
    const act = random.draw(sector.actes);
    if (!acts.includes(act)) acts.push(act);
  }
  return acts;
}

function project(options: GenerateOptions, region: Region, index: number): GeneratedProject {
  const random = new Random(options.seed, PROJECT_STREAM, index);
  const { today, date } = region;

  const { province, secteur, large } = siting(random);
  const sector = SECTEURS[secteur]!;
  const communes = region.communes.get(province);
  const territoire =
    communes === undefined || random.chance(0.12) ? province : random.draw(communes);
  const title: Title = random.pick(large ? GRANDE_ENERGIE : sector.titles);
  const [variantFr, variantAr] = random.draw(VARIANTES);

  // One in twenty was filed in the last weeks, so that the open part of the board is worth looking at.
  const span = random.chance(0.05)
    ? { from: Math.max(FIRST_DAY, today - 40), to: today }
    : random.draw(region.years);
  const depose = random.int(span.from, span.to);
  const deposeLe = date(depose);
  const reference = `BMK-${deposeLe.slice(0, 4)}-${String(index + 1).padStart(5, "0")}`;

  const montantCentimes = amountCentimes(random, sector, large);
  const emploisPrevus = Math.max(
    1,
    Math.round(sector.jobs * (montantCentimes / MDH) ** 0.6 * random.between(0.5, 1.6)),
  );
  const emploisStables = Math.max(1, Math.round(emploisPrevus * random.between(0.4, 0.95)));
  const emploisFemmes = Math.round(emploisStables * random.between(0.05, 0.6));

  const files = random.draw(FILES_PER_PROJECT);
  const dossiers: GeneratedDossier[] = [];
  let filed = depose;
  for (const acte of fileActs(random, sector, montantCentimes, files)) {
    const rank = dossiers.length + 1;
    if (rank > 1) filed += random.int(0, 150);
    if (filed > today) break;
    const file = dossier(random, region, `${reference}/C${rank}`, acte, filed);
    dossiers.push(file);
    if (outcome(file) === "defavorable") break;
  }

  const statutFoncier = random.draw(STATUTS_FONCIERS);
  const titled =
    statutFoncier === "melk_titre" ||
    ((statutFoncier === "domaine_prive_etat" || statutFoncier === "lot_zae") && random.chance(0.6));
  const planned = random.chance(0.92);
  const start = depose + random.int(45, 270);
  const works = random.int(150, 900) + (large ? 500 : 0);
  // Some holders come back with another project: duplicates and grouping have something to find.
  const holderIndex = !large && index > 0 && random.chance(0.12) ? random.int(0, index - 1) : index;
  const composantes = sector.composantes.slice(0, random.int(2, sector.composantes.length));

  return {
    reference,
    intituleFr: title.fr + variantFr,
    intituleAr: title.ar + variantAr,
    description: `${title.fr}${variantFr}. Projet de démonstration, entièrement fictif.`,
    composantes: composantes.join(", "),
    ...holder(options.seed, holderIndex),
    secteur,
    sectionNma: title.section,
    territoire,
    montantCentimes,
    emploisPrevus,
    emploisStables,
    emploisFemmes,
    statutFoncier,
    titreFoncier: titled ? `${random.int(1000, 99_999)}/00` : null,
    superficieM2: random.chance(0.93)
      ? Math.max(60, Math.round(random.logNormal(sector.areaM2, 0.9) * (large ? 20 : 1)))
      : null,
    documentUrbanisme: random.chance(territoire.startsWith(`${province}.01.`) ? 0.9 : 0.4),
    lanceLe: planned ? date(start) : null,
    acheveLe: planned ? date(start + works) : null,
    ...realisation(random, today, dossiers, { montantCentimes, emploisPrevus, large }),
    dossiers,
  };
}

/**
 * Generates fictitious project files of the Béni Mellal-Khénifra region, one at a time.
 * The same options give the same projects, and a larger `count` begins with those of a smaller one.
 * Shares by province, sector and year follow the published barometers.
 * @throws RangeError when `today` is not a date after 31/01/2019 or a province has no commune.
 */
export function* generateProjects(options: GenerateOptions): Generator<GeneratedProject> {
  const region = openRegion(options.today, options.lists.territoires);
  for (let index = 0; index < options.count; index += 1) yield project(options, region, index);
}
