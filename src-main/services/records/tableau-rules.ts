import {
  carteDefinition,
  formes,
  hauteurs,
  largeurs,
  mostCartes,
  tableauFiltre,
} from "../../contract/tableaux.ts";
import type { z } from "zod";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared, type SqlValue } from "../../store/database.ts";
import type { Writer } from "../../store/ledger.ts";
import type { Context } from "../context.ts";
import { formesPossibles } from "../tableaux/formes.ts";
import { tableauxLivres } from "../tableaux/livres.ts";
import { CarteImpossible } from "../tableaux/publie.ts";
import { refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";

/** A column of JSON in the shape it must have. @throws Invalid when it cannot be read so */
function jsonOf<S extends z.ZodType>(shape: S, field: string, text: SqlValue): z.infer<S> {
  let read: unknown;
  try {
    read = JSON.parse(String(text));
  } catch {
    refuse(field, "unreadable");
  }
  const parsed = shape.safeParse(read);
  return parsed.success ? parsed.data : refuse(field, "unreadable");
}

function checkFilter(values: Values): void {
  const filtre = values["filtre"] ?? null;
  if (filtre === null) return;
  const { du, au } = jsonOf(tableauFiltre.strict(), "filtre", filtre);
  if (du !== undefined && au !== undefined && du > au) refuse("filtre", "period_ends_first");
}

/** Shapes that fit a definition. @throws Invalid with the reason when no card can be made of it */
function formesDe(ctx: Context, definition: z.infer<typeof carteDefinition>): readonly string[] {
  try {
    return formesPossibles(ctx.store.db, definition.source);
  } catch (error) {
    if (!(error instanceof CarteImpossible)) throw error;
    return refuse("definition", error.faute.code, error.params);
  }
}

function within(field: string, value: SqlValue, { min, max }: { min: number; max: number }): void {
  if (typeof value !== "number" || value < min || value > max) {
    refuse(field, "out_of_range", { min, max });
  }
}

/** What a card shows must be possible, and its shape must fit it. */
function checkCarte(ctx: Context, writer: Writer, id: string, patch: Values): void {
  const row = writer.get("carte", id)!;
  if ("largeur" in patch) within("largeur", row["largeur"] ?? null, largeurs);
  if ("hauteur" in patch) within("hauteur", row["hauteur"] ?? null, hauteurs);
  if (!("definition" in patch) && !("forme" in patch)) return;
  const definition = jsonOf(carteDefinition, "definition", row["definition"] ?? null);
  const forme = formes.find((one) => one === row["forme"]);
  if (forme === undefined) refuse("forme", "unknown_value", { value: String(row["forme"]) });
  if (!formesDe(ctx, definition).includes(forme)) refuse("forme", `forme_${forme}`);
  const { cible } = definition;
  if (cible === undefined) return;
  if (cible.libelle.fr.trim() === "") refuse("definition", "cible_sans_libelle");
  if (cible.source.trim() === "") refuse("definition", "cible_sans_source");
}

/** Refuses one card more than a dashboard holds. */
export function assertRoom(ctx: Context, tableauId: SqlValue): void {
  const count = prepared(
    ctx.store,
    "SELECT count(*) FROM carte WHERE tableau_id = ? AND deleted_at IS NULL",
  )
    .pluck()
    .get(tableauId) as number;
  if (count > mostCartes) refuse("tableauId", "too_many_cards", { max: mostCartes });
}

const lastOrder = (ctx: Context, sql: string, ...params: SqlValue[]): string | null =>
  prepared(ctx.store, sql)
    .pluck()
    .get(...params) as string | null;

/** Rules of composed dashboards and of their cards. */
export const tableauRules: { tableau: RecordRule; carte: RecordRule } = {
  tableau: {
    complete: (ctx, values) => ({
      ...values,
      ordre: keyBetween(
        lastOrder(ctx, "SELECT max(ordre) FROM tableau WHERE deleted_at IS NULL"),
        null,
      ),
    }),
    created(ctx, _writer, _id, values) {
      checkFilter(values);
      const modele = values["modele"] ?? null;
      if (modele !== null && !tableauxLivres(ctx.resources).some(({ key }) => key === modele)) {
        refuse("modele", "unknown_value", { value: String(modele) });
      }
    },
    changed: (_ctx, _writer, _id, patch) => checkFilter(patch),
  },
  carte: {
    complete: (ctx, values) => ({
      largeur: 6,
      hauteur: 2,
      ...values,
      ordre: keyBetween(
        lastOrder(
          ctx,
          "SELECT max(ordre) FROM carte WHERE tableau_id = ? AND deleted_at IS NULL",
          values["tableauId"] ?? null,
        ),
        null,
      ),
    }),
    created(ctx, writer, id, values) {
      checkCarte(ctx, writer, id, values);
      assertRoom(ctx, values["tableauId"] ?? null);
    },
    changed: (ctx, writer, id, patch) => checkCarte(ctx, writer, id, patch),
    restored(ctx, writer, id) {
      assertRoom(ctx, writer.get("carte", id)?.["tableau_id"] ?? null);
    },
  },
};
