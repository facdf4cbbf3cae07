import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filter, filterWeight, presimplify, quantile, simplify } from "topojson-simplify";
import { quantize } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";

/** Provinces of region 05: their code in `morocco-map`, and their HCP code as in `territoire.json`. */
const CODES: Readonly<Record<string, string>> = {
  "MA-AZI": "05.081",
  "MA-BEM": "05.091",
  "MA-FQH": "05.255",
  "MA-KHN": "05.301",
  "MA-KHO": "05.311",
};

const require = createRequire(import.meta.url);

type Provinces = Topology<{ provinces: GeometryCollection }>;

/** Share of the points that the drawing keeps: enough for a sheet of paper. */
const KEPT = 0.6;
/** Steps of the grid that coordinates are rounded to. */
const GRID = 4000;

/**
 * The five provinces of the region, cut out of the map of Morocco and simplified, as TopoJSON.
 * `node test/support/maps/provinces.ts` writes it anew.
 */
export function drawProvinces(): string {
  const file = require.resolve("morocco-map/data/provinces.json");
  const morocco = JSON.parse(readFileSync(file, "utf8")) as Provinces;
  const geometries = morocco.objects.provinces.geometries
    .filter(({ id }) => String(id) in CODES)
    .map(({ properties: _names, ...shape }) => ({ ...shape, id: CODES[String(shape.id)]! }))
    .toSorted((a, b) => a.id.localeCompare(b.id));
  const region: Provinces = {
    ...morocco,
    objects: { provinces: { type: "GeometryCollection", geometries } },
  };
  // Borders that two provinces share are simplified once, so that no gap opens between them.
  const weighed = presimplify(filter(region, filterWeight(region)));
  const light = simplify(weighed, quantile(weighed, 1 - KEPT));
  return `${JSON.stringify(quantize(light, GRID))}\n`;
}

/** Where the drawing is shipped. */
export const provincesFile = join(import.meta.dirname, "../../../resources/cartes/provinces.json");

if (import.meta.main) writeFileSync(provincesFile, drawProvinces());
