import { contenuVue, type EcranVue, type FavoriLigne, type VueLigne } from "../contract/vitesse.ts";
import { recordKeys } from "../contract/fields.ts";
import { prepared } from "../store/database.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, type Context } from "./context.ts";
import { titleColumns } from "./records/rules.ts";

function contentOf(text: string): VueLigne["contenu"] {
  try {
    return contenuVue.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The user's views of a screen, then those others share, by name. */
export function listViews(ctx: Context, ecran: EcranVue): { vues: VueLigne[] } {
  const me = authorOf(ctx.store.db);
  const rows = prepared(
    ctx.store,
    `SELECT v.id, v.nom, v.contenu, v.partagee, v.par_defaut AS parDefaut, v.utilisateur_id AS owner, u.nom AS auteur
     FROM vue v LEFT JOIN utilisateur u ON u.id = v.utilisateur_id
     WHERE v.ecran = ? AND v.deleted_at IS NULL AND (v.utilisateur_id = ? OR v.partagee = 1)
     ORDER BY v.utilisateur_id <> ?, v.nom, v.id`,
  ).all(ecran, me, me) as {
    id: string;
    nom: string;
    contenu: string;
    partagee: number;
    parDefaut: number;
    owner: string;
    auteur: string | null;
  }[];
  return {
    vues: rows.map(({ owner, contenu, ...row }) => ({
      ...row,
      contenu: contentOf(contenu),
      partagee: row.partagee === 1,
      mienne: owner === me,
      parDefaut: row.parDefaut === 1 && owner === me,
    })),
  };
}

const recordOfTable = new Map(recordKeys.map((key) => [ledgerTables[key].name as string, key]));

/** Records the user keeps at hand, with the names they bear now. */
export function listFavourites(ctx: Context): { favoris: FavoriLigne[] } {
  const rows = prepared(
    ctx.store,
    "SELECT id, record_table AS recordTable, record_id AS recordId FROM favori WHERE utilisateur_id = ? AND deleted_at IS NULL ORDER BY ordre, id LIMIT 200",
  ).all(authorOf(ctx.store.db)) as Pick<FavoriLigne, "id" | "recordTable" | "recordId">[];
  const favoris = rows.flatMap((row): FavoriLigne[] => {
    const named = nameOfRecord(ctx, row.recordTable, row.recordId);
    return named ? [{ ...row, ...named }] : [];
  });
  return { favoris };
}

type Named = Pick<FavoriLigne, "reference" | "titreFr" | "titreAr">;

/** The name a live record bears, by its table; undefined when it is not there. */
export function nameOfRecord(ctx: Context, table: string, id: string): Named | undefined {
  if (table === "dossier") {
    return prepared(
      ctx.store,
      "SELECT reference, intitule_fr AS titreFr, intitule_ar AS titreAr FROM dossier_ligne WHERE id = ?",
    ).get(id) as Named | undefined;
  }
  const record = recordOfTable.get(table);
  if (!record) return undefined;
  if (record === "personne") {
    return prepared(
      ctx.store,
      `SELECT NULL AS reference, trim(ifnull(prenom_fr, '') || ' ' || nom_fr) AS titreFr,
         nullif(trim(ifnull(prenom_ar, '') || ' ' || ifnull(nom_ar, '')), '') AS titreAr
       FROM personne WHERE id = ? AND deleted_at IS NULL`,
    ).get(id) as Named | undefined;
  }
  const columns = new Set(ledgerTables[record].columns.map(({ name }) => name as string));
  const pick = (name: string) => (columns.has(name) ? `"${name}"` : "NULL");
  const arabic = columns.has("nom_ar") ? "nom_ar" : "intitule_ar";
  const title = titleColumns[record];
  const other = ["intitule", "objet"].find((name) => title === "reference" && columns.has(name));
  return prepared(
    ctx.store,
    `SELECT ${pick("reference")} AS reference, ifnull("${other ?? title}", '') AS titreFr, ${pick(arabic)} AS titreAr
     FROM "${table}" WHERE id = ? AND deleted_at IS NULL`,
  ).get(id) as Named | undefined;
}
