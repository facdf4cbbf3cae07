import type { TFunction } from "i18next";
import { formatDate } from "./format.ts";

/** What turns the code of a list into a label: the catalogue of the register. */
interface Labels {
  label(list: string, key: string): string;
}

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Label of a table of the register. @param table its name in the ledger. */
export function tableLabel(t: TFunction, table: string): string {
  return t([`champs:tables.${table}`, "champs:tables.autre"]);
}

/** Label of a column of the register. @param column its name in the ledger, `nom_fr` or `nomFr`. */
export function columnLabel(t: TFunction, table: string, column: string): string {
  return t(`champs:${table}.${camel(column)}`, { defaultValue: column });
}

/** Some records have no other name than their day. */
const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/**
 * What an action did, as a sentence without its author.
 * @param kind key of the action, e.g. `dossier.modification`; its sentence is in the journal catalogue.
 * @param labels the catalogue, to name the state or phase a dossier was moved to.
 */
export function actionSentence(
  t: TFunction,
  kind: string,
  params: Record<string, string | number>,
  labels?: Labels,
): string {
  const [record = ""] = kind.split(".");
  const to = String(params.vers ?? "");
  const label =
    to && labels
      ? [labels.label("etat_procedure", to), labels.label("phase", to)].find((one) => one !== to)
      : undefined;
  return t(
    [...(label ? [`journal:kind.${kind}_vers`] : []), `journal:kind.${kind}`, "journal:inconnue"],
    {
      ...params,
      ...(isDay(params.reference) ? { reference: formatDate(params.reference) } : {}),
      ...(params.champ ? { champ: columnLabel(t, record, String(params.champ)) } : {}),
      ...(label ? { vers: label } : {}),
      kind,
    },
  );
}
