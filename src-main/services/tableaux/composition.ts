import type { Langue, Libelle } from "../../contract/primitives.ts";
import type { CarteSource, Forme } from "../../contract/tableaux.ts";
import { keyBetween, keysBetween } from "../../domain/order-key.ts";
import { prepared } from "../../store/database.ts";
import { commit, type Row } from "../../store/ledger.ts";
import { authorOf, currentUser, type Context } from "../context.ts";
import { NotFound, type ActionResult } from "../records/errors.ts";
import { insertRecord } from "../records/records.ts";
import { assertRoom } from "../records/tableau-rules.ts";
import { liveRow, readValues } from "../records/values.ts";
import { formesPossibles } from "./formes.ts";
import { tableauDefinition } from "./index.ts";
import { CarteImpossible, type Faute } from "./publie.ts";

/** Shapes that fit what a card would show; none, and why, when it cannot be made. */
export function formesDeCarte(
  ctx: Context,
  source: CarteSource,
): { formes: Forme[]; faute: Faute | null } {
  try {
    return { formes: formesPossibles(ctx.store.db, source), faute: null };
  } catch (error) {
    if (!(error instanceof CarteImpossible)) throw error;
    return { formes: [], faute: error.faute };
  }
}

const copie = { fr: " (copie)", ar: " (نسخة)", en: " (copy)" } as const;

/** Longest title of a dashboard, in characters. */
const longest = 120;

const copyTitle = (titre: string, langue: Langue): string =>
  `${titre.slice(0, longest - copie[langue].length)}${copie[langue]}`;

const copyOf = ({ fr, ar, en }: Libelle): Libelle => ({
  fr: copyTitle(fr, "fr"),
  ar: copyTitle(ar, "ar"),
  en: copyTitle(en, "en"),
});

const titleOf = ({ fr, ar, en }: Libelle) => ({ titreFr: fr, titreAr: ar, titreEn: en });

/** Cards of a composed dashboard as they are kept, in their order. */
const cardRows = (ctx: Context, tableauId: string): Row[] =>
  prepared(
    ctx.store,
    "SELECT * FROM carte WHERE tableau_id = ? AND deleted_at IS NULL ORDER BY ordre, id",
  ).all(tableauId) as Row[];

/** What a copy of a card keeps of it. */
const copied = (row: Row) => ({
  titreFr: row["titre_fr"] ?? null,
  titreAr: row["titre_ar"] ?? null,
  titreEn: row["titre_en"] ?? null,
  largeur: row["largeur"] ?? null,
  hauteur: row["hauteur"] ?? null,
  forme: row["forme"] ?? null,
  definition: row["definition"] ?? null,
});

/**
 * A new dashboard with all the cards of another, in one action. A card that can no longer be read is copied as it is.
 * @param key of a shipped dashboard, or id of a composed one
 * @param titre of the copy; that of the first, marked as a copy, when left out
 * @throws NotFound; Invalid for a title without French
 */
export function dupliquerTableau(ctx: Context, key: string, titre?: Libelle): ActionResult {
  const spec = tableauDefinition(ctx, key);
  const langue = (currentUser(ctx.store.db)?.langue ?? "fr") as Langue;
  const cards = spec.livre
    ? spec.cartes.map(({ titre, largeur, hauteur, forme, source, cible }) => ({
        titreFr: titre?.fr ?? null,
        titreAr: titre?.ar ?? null,
        titreEn: titre?.en ?? null,
        largeur,
        hauteur,
        forme,
        definition: JSON.stringify({ source, cible }),
      }))
    : cardRows(ctx, key).map(copied);
  const named = readValues(ctx.store.db, "tableau", titleOf(titre ?? copyOf(spec.titre)), true);
  const committed = commit(
    ctx.store,
    {
      kind: "tableau.copie",
      params: { reference: spec.titre.fr },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const tableauId = insertRecord(ctx, writer, "tableau", {
        ...named,
        description: spec.description?.[langue] ?? null,
        filtre: Object.keys(spec.filtre).length === 0 ? null : JSON.stringify(spec.filtre),
        modele: spec.livre ? spec.key : (liveRow(ctx, "tableau", key)["modele"] ?? null),
      });
      const orders = keysBetween(null, null, cards.length);
      cards.forEach((card, at) => {
        writer.insert("carte", { ...card, tableauId, ordre: orders[at]! });
      });
      return tableauId;
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}

/** The order key right after a card of a dashboard, or before them all. */
function orderAfter(ctx: Context, tableauId: string, apres: Row | null, moved: string): string {
  const after = apres === null ? null : String(apres["ordre"]);
  const before = prepared(
    ctx.store,
    "SELECT min(ordre) FROM carte WHERE tableau_id = ? AND deleted_at IS NULL AND id <> ? AND (? IS NULL OR ordre > ?)",
  )
    .pluck()
    .get(tableauId, moved, after, after) as string | null;
  return keyBetween(after, before);
}

/** The title of a card, or of the dashboard it is on when it bears none. */
const nameOf = (ctx: Context, row: Row): string =>
  String(row["titre_fr"] ?? liveRow(ctx, "tableau", String(row["tableau_id"]))["titre_fr"]);

/**
 * Puts a card right after another one of its dashboard.
 * @param input.apres null to put it first
 * @throws NotFound when a card is not there, or when the other is on another dashboard
 */
export function placerCarte(
  ctx: Context,
  input: { id: string; apres: string | null },
): ActionResult {
  const row = liveRow(ctx, "carte", input.id);
  const tableauId = String(row["tableau_id"]);
  const apres = input.apres === null ? null : siblingOf(ctx, tableauId, input.apres);
  return commit(
    ctx.store,
    {
      kind: "carte.deplacement",
      params: { reference: nameOf(ctx, row) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      if (input.apres === input.id) return;
      writer.update("carte", input.id, { ordre: orderAfter(ctx, tableauId, apres, input.id) });
    },
  );
}

function siblingOf(ctx: Context, tableauId: string, id: string): Row {
  const row = liveRow(ctx, "carte", id);
  if (row["tableau_id"] !== tableauId) throw new NotFound("carte", id);
  return row;
}

/**
 * A copy of a card, right after it.
 * @throws NotFound; Invalid when the dashboard is full
 */
export function dupliquerCarte(ctx: Context, id: string): ActionResult {
  const row = liveRow(ctx, "carte", id);
  const tableauId = String(row["tableau_id"]);
  const committed = commit(
    ctx.store,
    {
      kind: "carte.copie",
      params: { reference: nameOf(ctx, row) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      const ordre = orderAfter(ctx, tableauId, row, "");
      const made = writer.insert("carte", { ...copied(row), tableauId, ordre });
      assertRoom(ctx, tableauId);
      return made;
    },
  );
  return { actionId: committed.actionId, id: committed.result };
}
