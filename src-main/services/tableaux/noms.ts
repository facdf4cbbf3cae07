import type { Dimension } from "../../contract/tableaux.ts";
import type { Libelle } from "../../contract/primitives.ts";
import type { Connection } from "../../store/database.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { words } from "../exports/mots.ts";
import {
  enChaque,
  engagementMots,
  nonRenseigne,
  pareil,
  tempsLabel,
  versementMots,
} from "./mots.ts";
import type { SujetSpec } from "./sujets.ts";

/** Names of the keys of a dimension, in the order in which they are told. */
export type Noms = ReadonlyMap<string, Libelle>;

const lists: Partial<Record<Dimension, string>> = {
  secteur: "secteur_barometre",
  acte: "acte",
  etat: "etat_procedure",
  phase: "phase",
  decision: "decision",
  suivi: "suivi",
  programme: "programme",
  canal: "canal",
};

const ofList = (db: Connection, list: string): Noms =>
  new Map(referenceRows(db, list).map((row) => [row.key, row.label]));

const named = (db: Connection, sql: string): Noms =>
  new Map(
    (db.prepare(sql).raw().all() as [string, string, string | null][]).map(([key, fr, ar]) => [
      key,
      { fr, ar: ar ?? fr, en: fr },
    ]),
  );

/** Statuses that no reference list names, by subject. */
const statuts: Partial<Record<SujetSpec["key"], Noms>> = {
  conventions: new Map(
    Object.keys(words.fr.statut).map((key) => [
      key,
      enChaque((langue) => words[langue].statut[key] ?? key),
    ]),
  ),
  versements: new Map(Object.entries(versementMots)),
  engagements: new Map(Object.entries(engagementMots)),
};

/** Names of the keys of a dimension of a subject. Time has none: its keys are read by {@link nomDe}. */
export function nomsDe(db: Connection, sujet: SujetSpec, dimension: Dimension): Noms {
  if (dimension === "statut" && statuts[sujet.key]) return statuts[sujet.key]!;
  const list = sujet.listes[dimension] ?? lists[dimension];
  if (list !== undefined) return ofList(db, list);
  if (dimension === "province") return provincesNommees(db);
  if (dimension === "commune")
    return new Map(
      territoires(db)
        .filter(({ level }) => level === "commune")
        .map(({ code, label }) => [code, label]),
    );
  if (dimension === "officier") return named(db, "SELECT id, nom, NULL FROM utilisateur");
  if (dimension === "organisme")
    return named(
      db,
      "SELECT DISTINCT o.id, o.nom_fr, o.nom_ar FROM financement f JOIN organisation o ON o.id = f.organisme_id",
    );
  return new Map();
}

/** The provinces of the register's region and « interprovincial », in the order of their codes. */
export function provincesNommees(db: Connection): Noms {
  return new Map(
    territoires(db)
      .filter(({ level }) => level === "province" || level === "interprovincial")
      .map(({ code, label }) => [code, label]),
  );
}

const temps: readonly string[] = ["annee", "trimestre", "mois"];

/** The name of one key; « not stated » for an empty one, the key itself when nothing names it. */
export function nomDe(noms: Noms, dimension: string, key: string): Libelle {
  if (key === "") return nonRenseigne;
  if (temps.includes(dimension)) return tempsLabel(key);
  return noms.get(key) ?? pareil(key);
}
