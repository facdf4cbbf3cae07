import { sansCode } from "../contract/primitives.ts";
import {
  amendableFields,
  type AvenantView,
  type ConventionDetail,
  type ConventionFilter,
  type ConventionRow,
  type ConventionSort,
} from "../contract/conventions.ts";
import type { FieldValue } from "../contract/records.ts";
import { noticeFrom, rowOn, terms, valuesOn } from "../domain/conventions.ts";
import { diffDays } from "../domain/dates.ts";
import { foldText, searchTokens } from "../domain/search-text.ts";
import { prepared, type Connection } from "../store/database.ts";
import { commit, type Row } from "../store/ledger.ts";
import { ledgerTables } from "../store/tables.ts";
import { authorOf, type Context } from "./context.ts";
import {
  avenantType,
  conventionStates,
  factsOfValues,
  type ConventionState,
} from "./convention-states.ts";
import { conventionResults } from "./programmes.ts";
import { Invalid, NotFound, type ActionResult } from "./records/errors.ts";
import { insertRecord } from "./records/records.ts";
import { readValues, viewOf } from "./records/values.ts";

/** The next day on which a convention ends or opens its notice window. */
function upcoming(state: ConventionState, day: string): ConventionRow["prochaine"] {
  const { terme, statut } = state.statut;
  if (!terme || statut === "resiliee" || statut === "echue") return null;
  return terme.preavisDu !== null && terme.preavisDu > day
    ? { genre: "preavis", le: terme.preavisDu }
    : { genre: "fin", le: terme.au };
}

/** A convention of the list. */
function rowOf(state: ConventionState, day: string): ConventionRow {
  const { values, statut, parties, inForce } = state;
  return {
    id: state.id,
    numero: values.numero,
    type: values.type,
    intituleFr: values.intituleFr,
    intituleAr: values.intituleAr,
    parentId: values.parentId,
    programme: values.programme,
    pole: values.pole,
    officierId: values.officierId,
    montant: values.montant,
    statut: statut.statut,
    pourquoi: statut.pourquoi,
    effetLe: statut.effetLe ?? values.effetLe,
    finLe: statut.finLe,
    terme: statut.terme,
    reconductions: statut.reconductions,
    parties: parties
      .filter((partie) => rowOn(partie, inForce))
      .map(({ organisationId, nomFr, nomAr, role, signeLe }) => ({
        organisationId,
        nomFr,
        nomAr,
        role,
        signeLe: signeLe !== null && signeLe <= day ? signeLe : null,
      })),
    prochaine: upcoming(state, day),
  };
}

/** Every convention and avenant as it stood on a day. */
export function conventionsOn(db: Connection, day: string): ConventionRow[] {
  return [...conventionStates(db, null, day).values()].map((state) => rowOf(state, day));
}

/** Words of a convention that a search looks in, folded. */
const wordsOf = (state: ConventionState): string =>
  ` ${foldText(
    [
      state.values.numero,
      state.values.intituleFr,
      state.values.intituleAr,
      (state.values.objet ?? "").slice(0, 2000),
      ...state.parties.flatMap(({ nomFr, nomAr }) => [nomFr, nomAr]),
    ]
      .filter(Boolean)
      .join(" "),
  )}`;

/** Day of the last signature; empty while one is missing. */
export function signedOn(parties: readonly { signeLe: string | null }[]): string {
  const days = parties.map(({ signeLe }) => signeLe);
  if (days.length === 0 || days.includes(null)) return "";
  return (days as string[]).toSorted().at(-1) ?? "";
}

function keeps(state: ConventionState, row: ConventionRow, filter: ConventionFilter, day: string) {
  const { type, statut, programme, pole, officierId, organisationId, dansJours } = filter;
  const among = (values: readonly string[] | undefined, value: string | null): boolean =>
    !values?.length || values.includes(value ?? sansCode);
  if (!among(type, row.type) || !among(statut, row.statut)) return false;
  if (!among(programme, row.programme) || !among(officierId, row.officierId)) return false;
  if (pole !== undefined && row.pole !== pole) return false;
  if (filter.avenants === false && row.type === avenantType) return false;
  if (filter.signeDu !== undefined || filter.signeAu !== undefined) {
    const signed = signedOn(row.parties);
    if (signed === "" || signed < (filter.signeDu ?? "") || signed > (filter.signeAu ?? "9"))
      return false;
  }
  if (organisationId !== undefined) {
    if (!row.parties.some((partie) => partie.organisationId === organisationId)) return false;
  }
  if (dansJours !== undefined) {
    const next = row.terme?.au;
    if (next === undefined || diffDays(day, next) > dansJours) return false;
  }
  const words = filter.text === undefined ? [] : searchTokens(filter.text);
  if (words.length === 0) return true;
  const haystack = wordsOf(state);
  return words.every((word) => haystack.includes(` ${word}`));
}

/** Empty cells come last, whatever the direction. */
const last = "\u{10ffff}";

const sortValues: Record<ConventionSort["key"], (row: ConventionRow) => string | number> = {
  numero: (row) => row.numero,
  intitule: (row) => foldText(row.intituleFr),
  type: (row) => row.type,
  statut: (row) => row.statut,
  programme: (row) => row.programme ?? last,
  effetLe: (row) => row.effetLe ?? last,
  finLe: (row) => row.finLe ?? last,
  prochaine: (row) => row.prochaine?.le ?? last,
  montant: (row) => row.montant ?? -1,
};

interface Asked {
  filter: ConventionFilter;
  sort: ConventionSort;
  day: string;
}

/** The conventions of a filter, in order, as they stood on a day. */
export function filteredConventions(db: Connection, asked: Asked): ConventionRow[] {
  const { filter, sort, day } = asked;
  const value = sortValues[sort.key];
  const sign = sort.desc ? -1 : 1;
  return [...conventionStates(db, null, day).values()]
    .map((state) => ({ state, row: rowOf(state, day) }))
    .filter(({ state, row }) => keeps(state, row, filter, day))
    .map(({ row }) => ({ row, key: value(row) }))
    .toSorted((a, b) => {
      if (a.key !== b.key) {
        if (a.key === last || b.key === last) return a.key === last ? 1 : -1;
        return (a.key < b.key ? -1 : 1) * sign;
      }
      return a.row.id < b.row.id ? -1 : 1;
    })
    .map(({ row }) => row);
}

/** A page of the list. The cursor is the number of rows before it: the list is made whole at each look. */
export function listConventions(
  db: Connection,
  input: Asked & { cursor?: string | null | undefined; limit: number },
): { rows: ConventionRow[]; next: string | null } {
  const rows = filteredConventions(db, input);
  const from = Number(input.cursor ?? 0) || 0;
  const to = from + input.limit;
  return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
}

/** How many conventions a filter holds, where each page begins, and what they add up to in centimes. */
export function anchorConventions(
  db: Connection,
  input: Asked & { pageSize: number },
): { count: number; cursors: string[]; montant: number } {
  const rows = filteredConventions(db, input);
  const cursors: string[] = [];
  for (let at = input.pageSize; at < rows.length; at += input.pageSize) cursors.push(String(at));
  return {
    count: rows.length,
    cursors,
    montant: rows.reduce((sum, row) => sum + (row.montant ?? 0), 0),
  };
}

/** Live rows of a record that hang on a convention. */
const hangingOn = (
  db: Connection,
  table: keyof typeof ledgerTables,
  conventionId: string,
  order: string,
): Row[] =>
  db
    .prepare(
      `SELECT * FROM "${ledgerTables[table].name}" WHERE convention_id = ? AND deleted_at IS NULL ORDER BY ${order}`,
    )
    .all(conventionId) as Row[];

const presence = (row: Row, inForce: ReadonlySet<string>): boolean =>
  rowOn(
    {
      ajouteParId: row["ajoute_par_id"] as string | null,
      retireParId: row["retire_par_id"] as string | null,
    },
    inForce,
  );

/** The avenants of a convention, each with what it changes: before it, and after. */
function avenantsOf(
  db: Connection,
  state: ConventionState,
  states: ReadonlyMap<string, ConventionState>,
): AvenantView[] {
  const counts = (column: string) =>
    new Map(
      db
        .prepare(
          ["partie", "contribution", "clause"]
            .map(
              (table) =>
                `SELECT ${column} AS id FROM "${table}" WHERE convention_id = @id AND ${column} IS NOT NULL AND deleted_at IS NULL`,
            )
            .map((sql) => `SELECT id, count(*) FROM (${sql}) GROUP BY id`)
            .join(" UNION ALL "),
        )
        .raw()
        .all({ id: state.id })
        .reduce<[string, number][]>((all, row) => {
          const [id, count] = row as [string, number];
          const there = all.find(([known]) => known === id);
          if (there) there[1] += count;
          else all.push([id, count]);
          return all;
        }, []),
    );
  const [added, removed] = [counts("ajoute_par_id"), counts("retire_par_id")];
  const own = Object.fromEntries(
    ledgerTables.convention.columns.map(({ key, name }) => [key, state.row[name] ?? null]),
  );
  return state.avenants
    .toSorted((a, b) => (a.numero < b.numero ? -1 : 1))
    .map((avenant) => {
      const at = states.get(avenant.id)!;
      const others = state.avenants.filter((each) => each.id !== avenant.id);
      const effet = at.statut.effetLe ?? at.values.effetLe;
      const before = effet === null ? state.values : valuesOn(own, others, effet);
      return {
        id: avenant.id,
        numero: avenant.numero,
        intituleFr: at.values.intituleFr,
        intituleAr: at.values.intituleAr,
        statut: at.statut.statut,
        effetLe: effet,
        enVigueur: state.inForce.has(avenant.id),
        signe: avenant.signatures.length > 1 && !avenant.signatures.includes(null),
        changements: (
          db
            .prepare(
              "SELECT id, champ, valeur FROM modification WHERE avenant_id = ? AND deleted_at IS NULL ORDER BY champ",
            )
            .all(avenant.id) as { id: string; champ: string; valeur: string | null }[]
        ).map(({ id, champ, valeur }) => ({
          id,
          champ,
          avant: (before[champ] ?? null) as FieldValue,
          apres: JSON.parse(valeur ?? "null") as FieldValue,
        })),
        ajouts: added.get(avenant.id) ?? 0,
        retraits: removed.get(avenant.id) ?? 0,
      };
    });
}

/** The days that draw the life of a convention, in order. */
function lifeOf(
  state: ConventionState,
  suspensions: readonly Row[],
  avenants: readonly AvenantView[],
  day: string,
): ConventionDetail["vie"] {
  type Point = ConventionDetail["vie"][number];
  const facts = factsOfValues(state.values);
  const points: Point[] = [];
  const add = (genre: Point["genre"], le: string | null, numero: string | null = null): void => {
    if (le !== null) points.push({ genre, le, numero });
  };
  for (const signed of new Set(state.signatures)) add("signature", signed);
  const { effetLe } = state.statut;
  add("effet", effetLe);
  const walked = effetLe === null ? [] : terms(facts, effetLe, day);
  for (const term of walked) {
    if (term.n > 0) add("reconduction", term.du, String(term.n));
    add("preavis", term.preavisDu, String(term.n));
  }
  add("fin", walked.at(-1)?.au ?? null);
  add("denonciation", facts.denonceeLe);
  add("resiliation", facts.resilieeLe);
  for (const row of suspensions) {
    add("suspension", row["du_le"] as string);
    add("reprise", row["au_le"] as string | null);
  }
  for (const avenant of avenants) {
    if (avenant.signe) add("avenant", avenant.effetLe, avenant.numero);
  }
  return points.toSorted((a, b) => (a.le < b.le ? -1 : a.le > b.le ? 1 : 0));
}

/** What the reader should know besides the status. Amounts in dirhams. */
function warningsOf(
  state: ConventionState,
  ecart: ConventionDetail["ecart"],
): ConventionDetail["avertissements"] {
  const found: ConventionDetail["avertissements"] = [];
  const facts = factsOfValues(state.values);
  const { effetLe } = state.statut;
  if (facts.denonceeLe !== null && effetLe !== null) {
    const term = terms(facts, effetLe, facts.denonceeLe).at(-1);
    const from = term ? noticeFrom(facts, term.au) : null;
    if (term && from !== null && facts.denonceeLe > from) {
      const params = { date: facts.denonceeLe, preavis: from, au: term.au };
      found.push({ code: "denonciation_tardive", params });
    }
  }
  if (ecart && ecart.difference !== 0) {
    found.push({
      code: ecart.difference > 0 ? "contributions_depassent" : "contributions_manquent",
      params: {
        montant: ecart.montant / 100,
        contributions: ecart.contributions / 100,
        difference: Math.abs(ecart.difference) / 100,
      },
    });
  }
  return found;
}

/**
 * A convention as it stood on a day, with its parties, clauses, avenants and the days of its life.
 * @throws NotFound
 */
export function conventionOn(ctx: Context, id: string, day: string): ConventionDetail {
  const { db } = ctx.store;
  const states = conventionStates(db, id, day);
  const state = states.get(id);
  if (!state) throw new NotFound("convention", id);
  const { inForce, values } = state;
  const amendable = (record: "contribution" | "clause", order: string) =>
    hangingOn(db, record, id, order).map((row) => ({
      fiche: viewOf(record, row),
      presente: presence(row, inForce),
    }));
  const parties = db
    .prepare(
      `SELECT p.*, o.nom_fr AS nom_fr, o.nom_ar AS nom_ar,
         nullif(trim(ifnull(r.prenom_fr, '') || ' ' || ifnull(r.nom_fr, '')), '') AS rep_fr,
         nullif(trim(ifnull(r.prenom_ar, '') || ' ' || ifnull(r.nom_ar, '')), '') AS rep_ar
       FROM partie p JOIN organisation o ON o.id = p.organisation_id
       LEFT JOIN personne r ON r.id = p.representant_id AND r.deleted_at IS NULL
       WHERE p.convention_id = ? AND p.deleted_at IS NULL ORDER BY p.ordre, p.id`,
    )
    .all(id) as Row[];
  const contributions = amendable("contribution", "annee, id");
  const total = contributions
    .filter(({ presente }) => presente)
    .reduce((sum, { fiche }) => sum + Number(fiche.values["montant"] ?? 0), 0);
  const ecart =
    values.montant !== null && contributions.length > 0
      ? { montant: values.montant, contributions: total, difference: total - values.montant }
      : null;
  const suspensions = hangingOn(db, "suspension", id, "du_le, id");
  const avenants = avenantsOf(db, state, states);
  const fiche = viewOf("convention", state.row);
  const read = viewOf("convention", {
    ...state.row,
    ...Object.fromEntries(
      ledgerTables.convention.columns
        .filter(({ key }) => (amendableFields as readonly string[]).includes(key))
        .map(({ key, name }) => [name, sqlOf(values[key])]),
    ),
  });
  const brief = (where: string, value: string) =>
    db
      .prepare(
        `SELECT id, numero, intitule_fr AS intituleFr, type FROM convention WHERE ${where} AND deleted_at IS NULL ORDER BY numero`,
      )
      .all(value) as { id: string; numero: string; intituleFr: string; type: string }[];
  const parent = values.parentId === null ? undefined : brief("id = ?", values.parentId)[0];
  return {
    jour: day,
    ligne: rowOf(state, day),
    fiche,
    valeurs: read.values,
    signee: isSignedWhole(state),
    parent: parent ? { id: parent.id, numero: parent.numero, intituleFr: parent.intituleFr } : null,
    filles: brief(`type <> '${avenantType}' AND parent_id = ?`, id),
    parties: parties.map((row) => ({
      fiche: viewOf("partie", row),
      presente: presence(row, inForce),
      nomFr: String(row["nom_fr"]),
      nomAr: row["nom_ar"] as string | null,
      representantFr: row["rep_fr"] as string | null,
      representantAr: row["rep_ar"] as string | null,
    })),
    contributions,
    clauses: amendable("clause", "ordre, id"),
    secteurs: hangingOn(db, "conventionSecteur", id, "secteur").map((row) =>
      viewOf("conventionSecteur", row),
    ),
    suspensions: suspensions.map((row) => viewOf("suspension", row)),
    avenants,
    ecart,
    vie: lifeOf(state, suspensions, avenants, day),
    resultats: conventionResults(ctx, id),
    avertissements: warningsOf(state, ecart),
  };
}

/** Signed by all its parties, whatever the day asked: what is written is then locked. */
const isSignedWhole = (state: ConventionState): boolean => {
  const all = state.parties.filter(({ ajouteParId }) => ajouteParId === null);
  return all.length > 1 && all.every(({ signeLe }) => signeLe !== null);
};

const sqlOf = (value: unknown) =>
  typeof value === "boolean" ? Number(value) : ((value ?? null) as Row[string]);

/**
 * A draft avenant of a signed convention: its parties, those of the convention, and its first changes, in
 * one action.
 * @throws Invalid, NotFound; nothing is then written
 */
export function createAvenant(
  ctx: Context,
  input: {
    conventionId: string;
    numero?: string | undefined;
    intituleFr: string;
    intituleAr?: string | undefined;
    objet?: string | undefined;
    effetLe?: string | null | undefined;
    changements: Record<string, FieldValue>;
    sure?: string[] | undefined;
  },
): ActionResult {
  const { conventionId, changements, sure, ...asked } = input;
  const { db } = ctx.store;
  const parent = conventionStates(db, conventionId, ctx.today()).get(conventionId);
  if (!parent) throw new NotFound("convention", conventionId);
  const wrong = Object.keys(changements).filter(
    (champ) => !(amendableFields as readonly string[]).includes(champ),
  );
  if (wrong.length > 0) {
    throw new Invalid(wrong.map((field) => ({ field, code: "not_editable" })));
  }
  // Every value is read before anything is written, so that a refusal stands under its own field.
  readValues(db, "convention", changements, false, { sure });
  const values = readValues(
    db,
    "convention",
    {
      ...asked,
      intituleFr: asked.intituleFr,
      numero: asked.numero || "?",
      type: avenantType,
    },
    true,
  );
  if (!asked.numero) delete values["numero"];
  const done = commit(
    ctx.store,
    {
      kind: "convention.avenant",
      params: { reference: parent.values.numero },
      userId: authorOf(db),
    },
    (writer) => {
      const id = insertRecord(ctx, writer, "convention", {
        ...values,
        parentId: conventionId,
        programme: parent.values.programme,
        pole: parent.values.pole,
        officierId: parent.values.officierId,
      });
      const rows = prepared(
        ctx.store,
        `SELECT organisation_id AS organisationId, role, representant_id AS representantId, representant,
           fonction_fr AS fonctionFr, fonction_ar AS fonctionAr, ajoute_par_id AS ajouteParId, retire_par_id AS retireParId
         FROM partie WHERE convention_id = ? AND deleted_at IS NULL ORDER BY ordre, id`,
      ).all(conventionId) as (Record<string, string | null> & {
        ajouteParId: string | null;
        retireParId: string | null;
      })[];
      for (const row of rows.filter((each) => rowOn(each, parent.inForce))) {
        const { ajouteParId: _a, retireParId: _r, ...partie } = row;
        insertRecord(ctx, writer, "partie", { ...partie, conventionId: id });
      }
      for (const [champ, valeur] of Object.entries(changements)) {
        insertRecord(ctx, writer, "modification", {
          avenantId: id,
          champ,
          valeur: JSON.stringify(valeur),
        });
      }
      return id;
    },
  );
  return { actionId: done.actionId, id: done.result };
}
