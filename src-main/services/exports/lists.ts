import type { AnnuaireRow } from "../../contract/annuaire.ts";
import type { ConventionRow } from "../../contract/conventions.ts";
import type { DossierLine } from "../../contract/dossiers.ts";
import type { ExportList, ExportView } from "../../contract/exports.ts";
import type { Carte, FiliereKey } from "../../contract/filieres.ts";
import type { FinancementRow } from "../../contract/financements.ts";
import type { Langue } from "../../contract/primitives.ts";
import type { SheetKind } from "../../exchange/xlsx.ts";
import { anchorDirectory, listDirectory } from "../../store/queries/annuaire.ts";
import { countDossiers, everyDossier } from "../../store/queries/dossiers.ts";
import { inForceOn, referenceRows, territoires } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { filteredConventions } from "../conventions.ts";
import { listFiliere } from "../filieres.ts";
import { listFinancements, totalFinancements } from "../financements.ts";
import { words } from "./mots.ts";

/** What a cell of an exported list holds: text, a number in the unit of its heading, a day as ISO text. */
export type Cell = string | number | null;

/** The register's words in the language of an export. */
interface Names {
  label: (list: string, key: string | null) => string | null;
  place: (code: string | null) => string | null;
  /** The Arabic name in Arabic when there is one, the French one otherwise. */
  pick: (fr: string | null, ar: string | null) => string | null;
  words: (typeof words)[Langue];
}

/** One column of a list. */
interface Column<Row> {
  key: string;
  kind: SheetKind;
  unit?: "mdh" | "dh";
  value(row: Row, names: Names): Cell;
  /** Whether this row's value is personal data under law 09-08. */
  personal?(row: Row): boolean;
}

/** One list: its columns in their own order, and its rows in the order asked. */
interface Source<Row> {
  columns: readonly Column<Row>[];
  count: (ctx: Context, view: ExportView) => number;
  rows: (ctx: Context, view: ExportView) => Iterable<Row>;
}

/** A list ready to be written: the columns asked, and rows of cells. */
export interface ExportTable {
  name: string;
  columns: Heading[];
  count: number;
  rows: () => Iterable<Cell[]>;
}

/** A column that the list does not have. */
export class NoSuchColumn extends Error {
  constructor(column: string) {
    super(`no column ${column}`);
    this.name = "NoSuchColumn";
  }
}

const text = <Row>(key: string, value: Column<Row>["value"]): Column<Row> => ({
  key,
  kind: "text",
  value,
});
const day = <Row>(key: string, value: (row: Row) => string | null): Column<Row> => ({
  key,
  kind: "date",
  value,
});
/** An amount: centimes in the register, MDH or DH in the file. */
const amount = <Row>(
  key: string,
  unit: "mdh" | "dh",
  value: (row: Row) => number | null,
): Column<Row> => ({
  key,
  unit,
  kind: "decimal",
  value: (row) => {
    const centimes = value(row);
    return centimes === null ? null : centimes / (unit === "mdh" ? 1e8 : 100);
  },
});

/** Rows asked at once of a list that is read by pages. */
const pageSize = 500;

function* pages<Row>(
  read: (cursor: string | null) => { rows: Row[]; next: string | null },
): Generator<Row, void, void> {
  let cursor: string | null = null;
  do {
    const page = read(cursor);
    yield* page.rows;
    cursor = page.next;
  } while (cursor !== null);
}

type Of<K extends ExportList> = Extract<ExportView, { list: K }>;

const dossiers: Source<DossierLine> = {
  columns: [
    text("reference", (row) => row.reference),
    text("intitule", (row, { pick }) => pick(row.intituleFr, row.intituleAr)),
    text("porteur", (row, { pick }) => pick(row.porteurFr, row.porteurAr)),
    text("acte", (row, { label }) => label("acte", row.acte)),
    text("province", (row, { place }) => place(row.province)),
    text("commune", (row, { place }) => place(row.commune)),
    text("secteur", (row, { label }) => label("secteur_barometre", row.secteur)),
    text("phase", (row, { label }) => label("phase", row.phase)),
    text("etat", (row, { label }) => label("etat_procedure", row.etat)),
    text("decision", (row, { label }) => label("decision", row.decision)),
    text("officier", (row) => row.officier),
    day("deposeLe", (row) => row.deposeLe),
    day("echeanceLe", (row) => row.echeanceLe),
    amount("montant", "mdh", (row) => row.montant),
    { key: "emplois", kind: "integer", value: (row) => row.emplois },
  ],
  count: (ctx, view) => countDossiers(ctx.store.db, (view as Of<"dossiers">).filter),
  rows: (ctx, view) => everyDossier(ctx.store.db, view as Of<"dossiers">),
};

const isPerson = (row: AnnuaireRow): boolean => row.type === "personne";

const annuaire: Source<AnnuaireRow> = {
  columns: [
    { ...text("nom", (row, { pick }) => pick(row.nomFr, row.nomAr)), personal: isPerson },
    text("type", (row, names) => names.words.type[row.type] ?? row.type),
    text(
      "roles",
      (row, names) =>
        row.roles.map((role) => names.label("role_annuaire", role)).join(names.words.comma) || null,
    ),
    { ...text("organisation", (row) => row.organisationFr), personal: isPerson },
    text("ice", (row) => row.ice),
    { ...text("telephone", (row) => row.telephone), personal: isPerson },
  ],
  count: (ctx, view) =>
    anchorDirectory(ctx.store.db, { ...(view as Of<"annuaire">), pageSize }).count,
  rows: (ctx, view) =>
    pages((cursor) =>
      listDirectory(ctx.store.db, { ...(view as Of<"annuaire">), cursor, limit: pageSize }),
    ),
};

const conventionsOf = (ctx: Context, view: ExportView): ConventionRow[] => {
  const { filter, sort, asOf } = view as Of<"conventions">;
  return filteredConventions(ctx.store.db, { filter, sort, day: asOf ?? ctx.today() });
};

const conventions: Source<ConventionRow> = {
  columns: [
    text("numero", (row) => row.numero),
    text("intitule", (row, { pick }) => pick(row.intituleFr, row.intituleAr)),
    text("statut", (row, names) => names.words.statut[row.statut] ?? row.statut),
    text(
      "parties",
      (row, names) =>
        row.parties.map((each) => names.pick(each.nomFr, each.nomAr)).join(names.words.comma) ||
        null,
    ),
    text("type", (row, { label }) => label("type_convention", row.type)),
    text("programme", (row, { label }) => label("programme", row.programme)),
    day("effetLe", (row) => row.effetLe),
    day("finLe", (row) => row.finLe),
    text("prochaine", (row, names) =>
      row.prochaine ? (names.words.prochaine[row.prochaine.genre] ?? null) : null,
    ),
    day("prochaineLe", (row) => row.prochaine?.le ?? null),
    amount("montant", "mdh", (row) => row.montant),
  ],
  count: (ctx, view) => conventionsOf(ctx, view).length,
  rows: conventionsOf,
};

const financements: Source<FinancementRow> = {
  columns: [
    text("reference", (row) => row.reference),
    text("type", (row, { label }) => {
      const type = label("type_financement", row.type);
      return row.categorie ? `${type} · ${label("categorie_collaboratif", row.categorie)}` : type;
    }),
    {
      ...text("titulaire", (row, { pick }) => pick(row.titulaireFr, row.titulaireAr)),
      // The holder of a project is an organisation; an accompanied one may be a person.
      personal: (row) => row.projetId === null,
    },
    text("projet", (row, { pick }) => pick(row.objetFr, row.objetAr)),
    text("organisme", (row, { pick }) => pick(row.organismeFr, row.organismeAr)),
    amount("montantDemande", "dh", (row) => row.montantDemande),
    amount("montantAccorde", "dh", (row) => row.montantAccorde),
    amount("montantVerse", "dh", (row) => row.montantVerse),
    text("statut", (row, { label }) => label("statut_financement", row.statut)),
    day("demandeLe", (row) => row.demandeLe),
    day("clotLe", (row) => row.clotLe),
  ],
  count: (ctx, view) => totalFinancements(ctx, (view as Of<"financements">).filter).count,
  rows: (ctx, view) =>
    pages((cursor) =>
      listFinancements(ctx, { ...(view as Of<"financements">), cursor, limit: pageSize }),
    ),
};

const filiere = (key: FiliereKey, own: Column<Carte>, stages: string): Source<Carte> => ({
  columns: [
    text("reference", (row) => row.reference),
    text("titre", (row) => row.titre),
    {
      ...text("demandeur", (row, { pick }) => pick(row.demandeurFr, row.demandeurAr)),
      personal: (row) => row.organisationId === null,
    },
    text("etape", (row, { label }) => label(stages, row.etape)),
    own,
    day("debutLe", (row) => row.debutLe),
    day("finLe", (row) => row.finLe),
    text("responsable", (row) => row.responsable),
    text("projet", (row) => row.projet),
  ],
  count: (ctx, view) => {
    const { filter, sort } = view as Of<"demandes">;
    return listFiliere(ctx, { filiere: key, filter, sort, limit: 1 }).count;
  },
  rows: (ctx, view) => {
    const { filter, sort } = view as Of<"demandes">;
    return pages((cursor) =>
      listFiliere(ctx, { filiere: key, filter, sort, cursor, limit: pageSize }),
    );
  },
});

const sources: Record<ExportList, Source<object>> = {
  dossiers,
  annuaire,
  conventions,
  financements,
  demandes: filiere(
    "demande",
    text("canal", (row, { label }) => label("canal", row.canal)),
    "etape_demande",
  ),
  accompagnements: filiere(
    "accompagnement",
    text("programme", (row, { label }) => label("programme", row.programme)),
    "etape_accompagnement",
  ),
};

function namesOf(ctx: Context, langue: Langue): Names {
  const { db } = ctx.store;
  const all = referenceRows(db);
  // The wording in force wins; a row closed since still has its own.
  const labels = new Map<string, string>();
  for (const row of [...all, ...inForceOn(all, ctx.today())]) {
    labels.set(`${row.list} ${row.key}`, row.label[langue] || row.label.fr);
  }
  const places = new Map(
    territoires(db).map((place) => [place.code, place.label[langue] || place.label.fr]),
  );
  return {
    label: (list, key) => (key === null ? null : (labels.get(`${list} ${key}`) ?? key)),
    place: (code) => (code === null ? null : (places.get(code) ?? code)),
    pick: (fr, ar) => (langue === "ar" && ar ? ar : fr),
    words: words[langue],
  };
}

/** Keys of a list's columns, in their own order. */
export const columnKeys = (list: ExportList): string[] =>
  sources[list].columns.map(({ key }) => key);

/** A column as the file names it. */
export interface Heading {
  key: string;
  /** With its unit, in the language of the export. */
  label: string;
  kind: SheetKind;
  /** Some of its rows hold personal data. */
  personal: boolean;
}

/**
 * The columns of a list as a file names them.
 * @param keys those asked, in their order; all of them when left out.
 * @throws NoSuchColumn
 */
export function headings(list: ExportList, langue: Langue, keys?: readonly string[]): Heading[] {
  const own = words[langue];
  return columnsOf(list, keys).map((column) => {
    const { key, kind, unit } = column;
    const label = own.columns[list][key] ?? key;
    return {
      key,
      kind,
      label: unit ? `${label} (${own.units[unit]})` : label,
      personal: column.personal !== undefined,
    };
  });
}

function columnsOf(list: ExportList, keys: readonly string[] = columnKeys(list)) {
  return keys.map((key) => {
    const column = sources[list].columns.find((each) => each.key === key);
    if (!column) throw new NoSuchColumn(key);
    return column;
  });
}

/**
 * A list as it will be written.
 * @param asked.columns keys of the columns in their order; every column when left out.
 * @param asked.personal false to leave personal data blank.
 * @throws NoSuchColumn
 */
export function exportTable(
  ctx: Context,
  asked: {
    view: ExportView;
    langue: Langue;
    columns?: readonly string[] | undefined;
    personal: boolean;
  },
): ExportTable {
  const { view, langue, personal } = asked;
  const source = sources[view.list];
  const columns = columnsOf(view.list, asked.columns);
  const names = namesOf(ctx, langue);
  return {
    name: names.words.lists[view.list],
    columns: headings(view.list, langue, asked.columns),
    count: source.count(ctx, view),
    *rows() {
      for (const row of source.rows(ctx, view)) {
        yield columns.map((column) =>
          !personal && column.personal?.(row) ? null : column.value(row, names),
        );
      }
    },
  };
}
