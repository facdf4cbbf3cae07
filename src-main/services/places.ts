import {
  buildTerritoireIndex,
  type TerritoireIndex,
  type TerritoireRow,
} from "../domain/territoires.ts";
import type { Libelle } from "../contract/primitives.ts";
import type { Connection } from "../store/database.ts";
import { referenceRows, territoires, type TerritoireRecord } from "../store/queries/reference.ts";
import { textOf } from "./context.ts";

/** A territory as a name finds it: its row's id and its province come along. */
export type Place = TerritoireRow & { id: string; province: string | null };

/** Finds territories of the register by code or by name, in either script and with known spellings. */
export function placeIndex(places: readonly TerritoireRecord[]): TerritoireIndex<Place> {
  return buildTerritoireIndex(
    places.map((place) => ({
      code: place.code,
      level: place.level,
      nameFr: place.label.fr,
      nameAr: place.label.ar,
      aliases: place.aliases,
      parentCode: place.parent,
      id: place.id,
      province: place.province,
    })),
  );
}

/** Prefix of the territory code of a registry place: it is not a province. */
export const registryPrefix = "registre:";

/** An area that a figure may be of: a territory, or a place of the trade register. */
export interface Area {
  code: string;
  label: Libelle;
  /** Level of the territory, or `registre`. */
  niveau: string;
  /** Region that it lies in; null for the region itself and above. */
  region: string | null;
  /** Province of a registry place. */
  province: string | null;
}

/** The areas of published figures, found by code, or by name in either script. */
export interface Areas {
  get: (code: string) => Area | undefined;
  /** Code of an area given by its code or its name; null when there is none. */
  codeOf: (text: string) => string | null;
}

/** Areas of the register as it stands. */
export function areasOf(db: Connection): Areas {
  const places = territoires(db);
  const parents = new Map(places.map((place) => [place.code, place]));
  const regionOf = (code: string | null): string | null => {
    for (let at = code === null ? undefined : parents.get(code); at !== undefined;) {
      if (at.level === "region") return at.code;
      at = at.parent === null ? undefined : parents.get(at.parent);
    }
    return null;
  };
  const areas = new Map<string, Area>(
    places.map((place) => [
      place.code,
      {
        code: place.code,
        label: {
          fr: place.label.fr,
          ar: place.label.ar ?? place.label.fr,
          en: place.label.en ?? place.label.fr,
        },
        niveau: place.level,
        region: regionOf(place.parent),
        province: place.province,
      },
    ]),
  );
  const registry = referenceRows(db, "place_registre");
  for (const row of registry) {
    const province = textOf(row.attrs["province"]);
    const code = `${registryPrefix}${row.key}`;
    areas.set(code, {
      code,
      label: row.label,
      niveau: "registre",
      region: regionOf(province),
      province,
    });
  }
  const index = placeIndex(places);
  const codeOf = (text: string): string | null => {
    if (areas.has(text)) return text;
    const match = index.find(text, "area");
    if (match.kind === "found") return match.territoire.code;
    if (match.kind !== "registry") return null;
    const place = registry.find(
      (row) =>
        row.label.fr === match.place ||
        (row.attrs["aliases"] as string[] | undefined)?.includes(text),
    );
    return place ? `${registryPrefix}${place.key}` : null;
  };
  return { get: (code) => areas.get(code), codeOf };
}
