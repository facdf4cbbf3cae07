import { contenuVue, ecransVue } from "../../contract/vitesse.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { ledgerTables } from "../../store/tables.ts";
import { authorOf, type Context } from "../context.ts";
import { refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";
import { isLive } from "./values.ts";

function checkView(values: Values): void {
  if ("ecran" in values && !(ecransVue as readonly unknown[]).includes(values["ecran"])) {
    refuse("ecran", "unknown_value", { value: String(values["ecran"]).slice(0, 40) });
  }
  if (!("contenu" in values)) return;
  let read: unknown;
  try {
    read = JSON.parse(String(values["contenu"]));
  } catch {
    refuse("contenu", "unreadable");
  }
  if (!contenuVue.safeParse(read).success) refuse("contenu", "unreadable");
}

/** A view is its owner's: another's shared view is read, and kept under another name to be changed. */
function assertOwn(ctx: Context, row: Row): void {
  if (row["utilisateur_id"] !== authorOf(ctx.store.db)) refuse("nom", "vue_autrui");
}

/** One default view per user and screen: the former one gives way in the same action. */
function onlyDefault(ctx: Context, writer: Writer, id: string): void {
  const row = writer.get("vue", id);
  if (!row || row["par_defaut"] !== 1) return;
  const others = prepared(
    ctx.store,
    "SELECT id FROM vue WHERE utilisateur_id = ? AND ecran = ? AND par_defaut = 1 AND id <> ? AND deleted_at IS NULL",
  )
    .pluck()
    .all(row["utilisateur_id"], row["ecran"], id) as string[];
  for (const other of others) writer.update("vue", other, { parDefaut: 0 });
}

/** Id of the favourite of a user on a record: the same at every desk. */
export const favoriId = (userId: string, recordTable: string, recordId: string): string =>
  deterministicId("favori", userId, recordTable, recordId);

const tableNames = new Set<string>(Object.values(ledgerTables).map(({ name }) => name));

/** Rules of saved views and favourites. */
export const vitesseRules: { vue: RecordRule; favori: RecordRule } = {
  vue: {
    complete: (ctx, values) => ({
      partagee: 0,
      parDefaut: 0,
      ...values,
      utilisateurId: authorOf(ctx.store.db),
    }),
    created(ctx, writer, id, values) {
      checkView(values);
      onlyDefault(ctx, writer, id);
    },
    changed(ctx, writer, id, patch, before) {
      assertOwn(ctx, before);
      checkView(patch);
      if ("parDefaut" in patch) onlyDefault(ctx, writer, id);
    },
    removed: (ctx, _writer, _id, row) => assertOwn(ctx, row),
    restored: onlyDefault,
  },
  favori: {
    complete(ctx, values) {
      const utilisateurId = authorOf(ctx.store.db);
      const last = prepared(
        ctx.store,
        "SELECT max(ordre) FROM favori WHERE utilisateur_id = ? AND deleted_at IS NULL",
      )
        .pluck()
        .get(utilisateurId) as string | null;
      return { ...values, utilisateurId, ordre: keyBetween(last, null) };
    },
    idOf: (values) =>
      favoriId(
        String(values["utilisateurId"]),
        String(values["recordTable"]),
        String(values["recordId"]),
      ),
    created(ctx, _writer, _id, values) {
      const table = String(values["recordTable"]);
      if (!tableNames.has(table)) refuse("recordTable", "unknown_value", { value: table });
      const recordId = values["recordId"] ?? null;
      if (!isLive(ctx, table, recordId)) {
        refuse("recordId", "unknown_value", { value: String(recordId) });
      }
    },
  },
};
