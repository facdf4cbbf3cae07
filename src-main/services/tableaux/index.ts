import {
  carteDefinition,
  formes,
  tableauFiltre,
  type CarteResult,
  type CarteSpec,
  type Forme,
  type SujetChoix,
  type TableauAsked,
  type TableauEntree,
  type TableauResult,
  type TableauSpec,
} from "../../contract/tableaux.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { prepared } from "../../store/database.ts";
import { territoires } from "../../store/queries/reference.ts";
import { settingOf, type Context } from "../context.ts";
import { NotFound } from "../records/errors.ts";
import { axesDe } from "./calcul.ts";
import { tableauxLivres } from "./livres.ts";
import { dimensionMots } from "./mots.ts";
import { sujetSpecs } from "./sujets.ts";
import { formesDuModele, modelesDeCartes } from "./formes.ts";

interface TableauRow {
  id: string;
  titreFr: string;
  titreAr: string | null;
  titreEn: string | null;
  description: string | null;
  filtre: string | null;
  modele: string | null;
  updatedAt: number;
  cartes: number;
}

const tableauColumns = `t.id, t.titre_fr AS titreFr, t.titre_ar AS titreAr, t.titre_en AS titreEn, t.description, t.filtre, t.modele,
  t.updated_at AS updatedAt, (SELECT count(*) FROM carte c WHERE c.tableau_id = t.id AND c.deleted_at IS NULL) AS cartes`;

const titled = (fr: string | null, ar: string | null, en: string | null): Libelle | null =>
  fr === null || fr === "" ? null : { fr, ar: ar || fr, en: en || fr };

/** The JSON of a column; null when it holds none that can be read. */
function parsed(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The sheets of a composed dashboard: those of the shipped one it was copied from. */
const feuillesDe = (ctx: Context, modele: string | null): TableauSpec["feuilles"] =>
  tableauxLivres(ctx.resources).find(({ key }) => key === modele)?.feuilles ?? null;

/** Shipped dashboards, then those composed here, in their order. */
export function listTableaux(ctx: Context): { tableaux: TableauEntree[] } {
  const composed = prepared(
    ctx.store,
    `SELECT ${tableauColumns} FROM tableau t WHERE t.deleted_at IS NULL ORDER BY t.ordre, t.id`,
  ).all() as TableauRow[];
  return {
    tableaux: [
      ...tableauxLivres(ctx.resources).map((spec) => ({
        key: spec.key,
        livre: true,
        titre: spec.titre,
        description: spec.description,
        feuilles: spec.feuilles,
        cartes: spec.cartes.length,
        updatedAt: null,
      })),
      ...composed.map((row) => ({
        key: row.id,
        livre: false,
        titre: titled(row.titreFr, row.titreAr, row.titreEn)!,
        description: titled(row.description, null, null),
        feuilles: feuillesDe(ctx, row.modele),
        cartes: row.cartes,
        updatedAt: row.updatedAt,
      })),
    ],
  };
}

interface CarteRow {
  id: string;
  titreFr: string | null;
  titreAr: string | null;
  titreEn: string | null;
  largeur: number;
  hauteur: number;
  forme: string;
  definition: string;
}

/** A card whose definition can no longer be read stays in its place and says so. */
const unreadable = {
  source: { famille: "modele" as const, modele: "?" },
};

function carteOf(row: CarteRow): CarteSpec {
  const definition = carteDefinition.safeParse(parsed(row.definition));
  const forme = formes.find((one) => one === row.forme) ?? "table";
  return {
    key: row.id,
    titre: titled(row.titreFr, row.titreAr, row.titreEn),
    forme,
    largeur: row.largeur,
    hauteur: row.hauteur,
    ...(definition.success ? definition.data : unreadable),
  };
}

/**
 * A dashboard as it is defined.
 * @param key of a shipped one, or id of a composed one
 * @throws NotFound
 */
export function tableauDefinition(ctx: Context, key: string): TableauSpec {
  const shipped = tableauxLivres(ctx.resources).find((spec) => spec.key === key);
  if (shipped) return shipped;
  const row = prepared(
    ctx.store,
    `SELECT ${tableauColumns} FROM tableau t WHERE t.id = ? AND t.deleted_at IS NULL`,
  ).get(key) as TableauRow | undefined;
  if (!row) throw new NotFound("tableau", key);
  const cartes = prepared(
    ctx.store,
    `SELECT id, titre_fr AS titreFr, titre_ar AS titreAr, titre_en AS titreEn, largeur, hauteur, forme, definition
     FROM carte WHERE tableau_id = ? AND deleted_at IS NULL ORDER BY ordre, id`,
  ).all(key) as CarteRow[];
  const filtre = tableauFiltre.safeParse(parsed(row.filtre) ?? {});
  return {
    key: row.id,
    livre: false,
    titre: titled(row.titreFr, row.titreAr, row.titreEn)!,
    description: titled(row.description, null, null),
    filtre: filtre.success ? filtre.data : {},
    feuilles: feuillesDe(ctx, row.modele),
    cartes: cartes.map(carteOf),
  };
}

/** HCP code of the register's region. */
function regionOf(ctx: Context): string {
  const { db } = ctx.store;
  return (
    settingOf(db, "region") ?? territoires(db).find(({ level }) => level === "region")?.code ?? ""
  );
}

/**
 * A dashboard with its figures.
 * @throws NotFound for an unknown dashboard
 */
export async function tableauOf(ctx: Context, demande: TableauAsked): Promise<TableauResult> {
  const spec = tableauDefinition(ctx, demande.key);
  return ctx.read("tableau", {
    spec: sheetOf(ctx, spec, demande),
    demande,
    jour: ctx.today(),
    maintenant: ctx.store.clock(),
    region: regionOf(ctx),
  });
}

/** Gathers what the dashboards count, so that the first one asked for does not wait for it. */
export async function warmTableaux(ctx: Context): Promise<void> {
  for (const spec of tableauxLivres(ctx.resources)) await tableauOf(ctx, { key: spec.key });
}

/** A dashboard of one sheet a province opens on the first one. */
function sheetOf(ctx: Context, spec: TableauSpec, demande: TableauAsked): TableauSpec {
  if (spec.feuilles !== "province" || (demande.filtre?.province?.length ?? 0) > 0) return spec;
  const region = regionOf(ctx);
  const first = territoires(ctx.store.db).find(
    ({ parent, level }) => parent === region && level === "province",
  );
  return first ? { ...spec, filtre: { ...spec.filtre, province: [first.code] } } : spec;
}

/** Figures of one card that is not kept yet. */
export async function apercuCarte(
  ctx: Context,
  input: { carte: CarteSpec; demande: Omit<TableauAsked, "key"> },
): Promise<CarteResult> {
  const result = await ctx.read("tableau", {
    spec: {
      key: "apercu",
      livre: false,
      titre: { fr: "", ar: "", en: "" },
      description: null,
      filtre: {},
      feuilles: null,
      cartes: [input.carte],
    },
    demande: { ...input.demande, key: "apercu" },
    jour: ctx.today(),
    maintenant: ctx.store.clock(),
    region: regionOf(ctx),
  });
  return result.cartes[0]!;
}

/** What cards may be made of. */
export function choixDeCartes(): {
  sujets: SujetChoix[];
  modeles: { key: string; titre: Libelle; formes: Forme[] }[];
} {
  return {
    sujets: Object.values(sujetSpecs).map((spec) => ({
      sujet: spec.key,
      label: spec.label,
      mesures: spec.mesures.map((mesure) => ({
        key: mesure.key,
        label: mesure.label,
        unite: mesure.unite,
        additive: mesure.additive,
        axes: axesDe(spec.key, mesure),
      })),
      axes: spec.axes.map((key) => ({ key, label: dimensionMots[key] })),
    })),
    modeles: modelesDeCartes.map(({ key, titre }) => ({ key, titre, formes: formesDuModele(key) })),
  };
}
