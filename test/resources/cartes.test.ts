import { readFileSync } from "node:fs";
import { join } from "node:path";
import { geoArea } from "d3-geo";
import type { Feature, Geometry } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { expect, test } from "vitest";
import { resources } from "../support/register.ts";
import { drawProvinces, provincesFile } from "../support/maps/provinces.ts";

const shipped = readFileSync(provincesFile, "utf8");

test("the shipped map is older than its script or than morocco-map", () => {
  expect(shipped).toBe(drawProvinces());
});

test("a province of the region has no shape, or a shape no province", () => {
  const territoires = JSON.parse(
    readFileSync(join(resources, "reference/territoire.json"), "utf8"),
  ) as { rows: { key: string; attrs: { level: string; parent: string | null } }[] };
  const provinces = territoires.rows
    .filter(({ attrs }) => attrs.level === "province" && attrs.parent === "05")
    .map(({ key }) => key);
  const map = JSON.parse(shipped) as Topology<{ provinces: GeometryCollection }>;
  const shapes = feature(map, map.objects.provinces).features as Feature<Geometry>[];
  expect(shapes.map(({ id }) => id)).toEqual(provinces.sort());
  const earth = 6371 ** 2;
  const areas = shapes.map((shape) => Math.round(geoArea(shape) * earth));
  // A ring turned inside out covers the whole earth; a shape lost by simplification, nothing.
  for (const area of areas) {
    expect(area).toBeGreaterThan(2000);
    expect(area).toBeLessThan(11_000);
  }
});
