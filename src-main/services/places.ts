import {
  buildTerritoireIndex,
  type TerritoireIndex,
  type TerritoireRow,
} from "../domain/territoires.ts";
import type { TerritoireRecord } from "../store/queries/reference.ts";

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
