import { geoCentroid, geoMercator, geoPath } from "d3-geo";
import type { GeoPermissibleObjects } from "d3-geo";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import provinces from "../../../resources/cartes/provinces.json";

const topology = provinces as unknown as Topology<{ provinces: GeometryCollection }>;
const region = feature(topology, topology.objects.provinces);
const shapes = region.features as Feature<Polygon | MultiPolygon>[];

/** A province as it is drawn. */
export interface Province {
  /** HCP code. */
  code: string;
  /** Outline, in pixels. */
  path: string;
  /** Where its name stands, in pixels. */
  x: number;
  y: number;
}

/** Codes of the provinces the map draws. */
export const PROVINCES: ReadonlySet<string> = new Set(shapes.map(({ id }) => String(id)));

/**
 * The provinces of the region, in a drawing of a given width.
 * @param width pixels
 */
export function drawMap(width: number): { height: number; provinces: Province[] } {
  const whole = region as GeoPermissibleObjects;
  const projection = geoMercator().fitWidth(width - 2, whole);
  const path = geoPath(projection);
  const [[left, top], [, bottom]] = path.bounds(whole);
  const [x, y] = projection.translate();
  projection.translate([x - left + 1, y - top + 1]);
  return {
    height: Math.ceil(bottom - top) + 2,
    provinces: shapes.map((shape) => {
      const [cx, cy] = projection(geoCentroid(shape)) ?? [0, 0];
      return { code: String(shape.id), path: path(shape) ?? "", x: cx, y: cy };
    }),
  };
}
