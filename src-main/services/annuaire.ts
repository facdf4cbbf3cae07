import type {
  Named,
  OrganisationDetail,
  PersonneDetail,
  Pickable,
  ProjetHeld,
} from "../contract/annuaire.ts";
import type { RecordKey } from "../contract/fields.ts";
import { prepared } from "../store/database.ts";
import { deterministicId } from "../store/ids.ts";
import { foldedMatch } from "../store/folding.ts";
import { commit } from "../store/ledger.ts";
import { pickDirectory, personsOf } from "../store/queries/annuaire.ts";
import { searchDossiers } from "../store/queries/dossiers.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, type Context } from "./context.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { insertRecord } from "./records/records.ts";
import { liveRow, shownView } from "./records/values.ts";

type Type = "organisation" | "personne";

/** Projects of one holder or contact that its page lists. */
const projectsShown = 100;

interface RawActe {
  projetId: string;
  id: string;
  reference: string;
  acte: string | null;
  etat: string;
}

/** The latest projects that name a record in a column, each with its dossiers. */
function projectsBy(
  ctx: Context,
  column: "porteur_id" | "contact_id",
  id: string,
): { projets: ProjetHeld[]; projetsTotal: number } {
  const projets = prepared(
    ctx.store,
    `SELECT id, reference, intitule_fr AS intituleFr, intitule_ar AS intituleAr, montant FROM projet
     WHERE ${column} = ? AND deleted_at IS NULL ORDER BY id DESC LIMIT ${projectsShown}`,
  ).all(id) as Omit<ProjetHeld, "dossiers">[];
  const projetsTotal = prepared(
    ctx.store,
    `SELECT count(*) FROM projet WHERE ${column} = ? AND deleted_at IS NULL`,
  )
    .pluck()
    .get(id) as number;
  const actes = prepared(
    ctx.store,
    `SELECT projet_id AS projetId, id, reference, acte, etat FROM dossier
     WHERE projet_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL ORDER BY reference`,
  ).all(JSON.stringify(projets.map((projet) => projet.id))) as RawActe[];
  const byProject = Map.groupBy(actes, (acte) => acte.projetId);
  return {
    projets: projets.map((projet) => ({
      ...projet,
      dossiers: (byProject.get(projet.id) ?? []).map(({ projetId: _, ...acte }) => acte),
    })),
    projetsTotal,
  };
}

/** Roles given, and those that follow from what is held. */
function rolesOf(ctx: Context, type: Type, id: string) {
  const given = prepared(
    ctx.store,
    `SELECT role FROM role WHERE ${type}_id = ? AND deleted_at IS NULL ORDER BY role`,
  )
    .pluck()
    .all(id) as string[];
  const line = prepared(ctx.store, "SELECT roles FROM annuaire_ligne WHERE id = ?")
    .pluck()
    .get(id) as string | undefined;
  const every = (line ?? "").split(",").filter(Boolean);
  return every.map((role) => ({ role, deduit: !given.includes(role) }));
}

/** Reasons that still stand: the value has not changed since. */
function justificationsOf(ctx: Context, type: Type, id: string) {
  return prepared(
    ctx.store,
    `SELECT j.champ, j.motif, j.updated_at AS at, u.nom AS "by" FROM justification j
     LEFT JOIN utilisateur u ON u.id = j.updated_by
     WHERE j.record_table = ? AND j.record_id = ? AND j.deleted_at IS NULL ORDER BY j.champ`,
  ).all(ledgerTables[type].name, id) as OrganisationDetail["justifications"];
}

/**
 * An organisation with its roles, persons, projects and kept reasons.
 * @throws NotFound
 */
export function getOrganisation(ctx: Context, id: string): OrganisationDetail {
  return {
    fiche: shownView("organisation", liveRow(ctx, "organisation", id)),
    roles: rolesOf(ctx, "organisation", id),
    personnes: personsOf(ctx.store.db, id),
    ...projectsBy(ctx, "porteur_id", id),
    justifications: justificationsOf(ctx, "organisation", id),
  };
}

/**
 * A person with roles, projects, kept reasons and who asked to see masked values.
 * @throws NotFound
 */
export function getPersonne(ctx: Context, id: string): PersonneDetail {
  return {
    fiche: shownView("personne", liveRow(ctx, "personne", id)),
    roles: rolesOf(ctx, "personne", id),
    ...projectsBy(ctx, "contact_id", id),
    justifications: justificationsOf(ctx, "personne", id),
    acces: prepared(
      ctx.store,
      `SELECT a.champ, a.created_at AS at, u.nom AS "by" FROM acces_donnee a
       LEFT JOIN utilisateur u ON u.id = a.created_by
       WHERE a.record_table = 'personne' AND a.record_id = ? ORDER BY a.created_at DESC, a.id DESC LIMIT 100`,
    ).all(id) as PersonneDetail["acces"],
  };
}

/**
 * Gives or takes away a role.
 * @throws NotFound, Invalid
 */
export function setRole(
  ctx: Context,
  input: { type: Type; id: string; role: string; present: boolean },
): ActionResult {
  const row = liveRow(ctx, input.type, input.id);
  if (!referenceRows(ctx.store.db, "role_annuaire").some(({ key }) => key === input.role)) {
    throw new Invalid([{ field: "role", code: "unknown_value", params: { value: input.role } }]);
  }
  const id = deterministicId("role", input.id, input.role);
  return commit(
    ctx.store,
    {
      kind: input.present ? "role.creation" : "role.suppression",
      params: { reference: String(row["nom_fr"]) },
      userId: authorOf(ctx.store.db),
    },
    (writer) => {
      if (input.present) {
        insertRecord(ctx, writer, "role", { [`${input.type}Id`]: input.id, role: input.role });
      } else if (writer.get("role", id)) writer.remove("role", id);
    },
  );
}

/**
 * The whole CIN of a person. The asking is written in the ledger before it is answered, and no undo
 * takes it back (law 09-08, cri.md §6.2).
 * @throws NotFound
 */
export function revealCin(ctx: Context, personneId: string): { cin: string | null } {
  const row = liveRow(ctx, "personne", personneId);
  const cin = row["cin"] as string | null;
  if (!cin) return { cin: null };
  commit(
    ctx.store,
    {
      kind: "personne.consultation_cin",
      params: { reference: String(row["nom_fr"]) },
      userId: authorOf(ctx.store.db),
    },
    (writer) =>
      writer.insert("accesDonnee", {
        recordTable: ledgerTables.personne.name,
        recordId: personneId,
        champ: "cin",
      }),
  );
  return { cin };
}

const nameSql: Record<Pickable, string> = {
  organisation: `SELECT id, nom_fr AS titleFr, nom_ar AS titleAr, NULL AS reference, ice AS detail FROM organisation`,
  personne: `SELECT id, trim(ifnull(prenom_fr, '') || ' ' || nom_fr) AS titleFr,
    nullif(trim(ifnull(prenom_ar, '') || ' ' || ifnull(nom_ar, '')), '') AS titleAr, NULL AS reference, NULL AS detail FROM personne`,
  projet: `SELECT id, intitule_fr AS titleFr, intitule_ar AS titleAr, reference, NULL AS detail FROM projet`,
  dossier: `SELECT id, intitule_fr AS titleFr, intitule_ar AS titleAr, reference, porteur_fr AS detail FROM dossier_ligne`,
  convention: `SELECT id, intitule_fr AS titleFr, intitule_ar AS titleAr, numero AS reference, NULL AS detail FROM convention`,
  accompagnement: `SELECT id, intitule AS titleFr, NULL AS titleAr, reference, NULL AS detail FROM accompagnement`,
  cohorte: `SELECT id, nom AS titleFr, NULL AS titleAr, NULL AS reference, NULL AS detail FROM cohorte`,
  financement: `SELECT id, reference AS titleFr, NULL AS titleAr, NULL AS reference, NULL AS detail FROM financement`,
};

/** What is searched of the records too few to have an index of their own. */
const searchedColumns = {
  convention: ["numero", "intitule_fr", "intitule_ar", "objet"],
  accompagnement: ["reference", "intitule"],
  cohorte: ["nom"],
  financement: ["reference", "observation"],
} as const satisfies Partial<Record<Pickable, readonly string[]>>;

/**
 * Name of one record, the trash included: a field may still hold its id.
 * @throws NotFound
 */
export function nameRecord(ctx: Context, record: Pickable, id: string): Named {
  const row = prepared(ctx.store, `${nameSql[record]} WHERE id = ?`).get(id) as Named | undefined;
  if (!row) throw new NotFound(record satisfies RecordKey, id);
  return row;
}

/** Records of a type that a text finds, for a picker. */
export function pickRecords(
  ctx: Context,
  input: { record: Pickable; text: string; limit: number },
): Named[] {
  const { record, text, limit } = input;
  if (record === "organisation" || record === "personne") {
    return pickDirectory(ctx.store.db, record, text, limit);
  }
  if (record in searchedColumns) {
    const match = foldedMatch(
      ctx.store.db,
      text,
      searchedColumns[record as keyof typeof searchedColumns],
    );
    return prepared(
      ctx.store,
      `${nameSql[record]} WHERE deleted_at IS NULL${match ? ` AND ${match.sql}` : ""} ORDER BY created_at DESC, id DESC LIMIT ?`,
    ).all(...(match?.params ?? []), limit) as Named[];
  }
  const hits = searchDossiers(ctx.store.db, text, limit * 2);
  const rows = hits.map((row): Named => ({
    id: record === "projet" ? row.projetId : row.id,
    titleFr: row.intituleFr,
    titleAr: row.intituleAr,
    reference: record === "projet" ? row.reference.replace(/\/[^/]*$/, "") : row.reference,
    detail: row.porteurFr,
  }));
  return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, limit);
}
