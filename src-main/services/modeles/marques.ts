import type { FieldFault } from "../../contract/errors.ts";
import type { Champ, ChampValeur } from "../../contract/modeles.ts";
import { foldText } from "../../domain/search-text.ts";
import type { ModelMark } from "../../exchange/docx.ts";

/** What a mark may name where it stands: the values of its list, then those around it. */
interface Scope {
  prefix: string;
  champs: readonly Champ[];
}

const found = (scopes: readonly Scope[], name: string) => {
  for (const { prefix, champs } of scopes.toReversed()) {
    const champ = champs.find((each) => each.key === name);
    if (champ) return { champ, chemin: prefix + champ.key };
  }
  return null;
};

/** The name that was probably meant: the same letters without accents, case or signs; else none. */
function meant(scopes: readonly Scope[], name: string): string {
  const bare = (text: string) => foldText(text).replaceAll(/[^a-z0-9]/g, "");
  const all = scopes.flatMap(({ champs }) => champs.map(({ key }) => key));
  return all.find((key) => bare(key) === bare(name)) ?? "";
}

/**
 * Marks of a model that name nothing a record gives, or use a list as a text: one fault each.
 * @param champs values that the record gives
 */
export function unknownMarks(
  marks: readonly ModelMark[],
  champs: readonly Champ[],
  around: readonly Scope[] = [],
): FieldFault[] {
  const scopes = around.length > 0 ? around : [{ prefix: "", champs }];
  const faults = marks.flatMap((mark): FieldFault[] => {
    const hit = found(scopes, mark.name);
    if (!hit) {
      const proche = meant(scopes, mark.name);
      const params = { marque: mark.name.slice(0, 80), proche };
      const code = proche === "" ? "mark_unknown" : "mark_unknown_near";
      return [{ field: "fichier", code, params }];
    }
    if (hit.champ.kind === "liste" && !mark.block) {
      return [{ field: "fichier", code: "mark_is_list", params: { marque: mark.name } }];
    }
    const inner = hit.champ.champs
      ? [...scopes, { prefix: `${hit.chemin}.`, champs: hit.champ.champs }]
      : scopes;
    return unknownMarks(mark.marks, champs, inner);
  });
  const once = new Map(faults.map((each) => [JSON.stringify(each), each]));
  return [...once.values()];
}

type Data = Record<string, unknown>;

/** Each value of the catalogue as a record gives it, before a model is asked. */
function valuesOf(champs: readonly Champ[], data: Data, prefix = ""): ChampValeur[] {
  return champs.flatMap((champ): ChampValeur[] => {
    const value = data[champ.key];
    const base = { chemin: prefix + champ.key, kind: champ.kind, utilise: false, vides: 0 };
    if (champ.kind === "liste") {
      const rows = Array.isArray(value) ? (value as Data[]) : [];
      return [
        { ...base, valeur: String(rows.length) },
        ...valuesOf(champ.champs ?? [], rows[0] ?? {}, `${base.chemin}.`),
      ];
    }
    const shown =
      champ.kind === "condition"
        ? value === true
          ? "1"
          : ""
        : typeof value === "string"
          ? value
          : "";
    return [{ ...base, valeur: shown }];
  });
}

/**
 * What a model would write for a record: each value, whether the model uses it, and how many of its places
 * would stay empty.
 */
export function previewOf(
  marks: readonly ModelMark[],
  champs: readonly Champ[],
  data: Data,
): ChampValeur[] {
  const values = new Map(valuesOf(champs, data).map((each) => [each.chemin, each]));
  const walk = (
    inside: readonly ModelMark[],
    scopes: readonly (Scope & { data: Data })[],
  ): void => {
    for (const mark of inside) {
      const hit = found(scopes, mark.name);
      const value = hit && values.get(hit.chemin);
      if (!hit || !value) continue;
      value.utilise = true;
      const holder = scopes.toReversed().find((each) => Object.hasOwn(each.data, mark.name));
      const given = holder?.data[mark.name];
      if (mark.block) {
        const rows = Array.isArray(given) ? (given as Data[]) : null;
        const shown = rows ? rows.length > 0 : given !== "" && Boolean(given);
        if (mark.inverted) {
          if (!shown) walk(mark.marks, scopes);
        } else if (rows) {
          for (const row of rows) {
            const scope = { prefix: `${hit.chemin}.`, champs: hit.champ.champs ?? [], data: row };
            walk(mark.marks, [...scopes, scope]);
          }
        } else if (shown) walk(mark.marks, scopes);
      } else if (hit.champ.kind === "texte" && (given === undefined || given === "")) {
        value.vides += 1;
      }
    }
  };
  walk(marks, [{ prefix: "", champs, data }]);
  return [...values.values()];
}
