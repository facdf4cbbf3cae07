import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tableauSpec, type TableauSpec } from "../../contract/tableaux.ts";

const shipped = new Map<string, TableauSpec[]>();

/** Dashboards in the order in which they are offered. */
const order = [
  "barometre",
  "performance",
  "provinces",
  "emploi",
  "conventions",
  "porteurs",
  "conjoncture",
];

/** The dashboards that come with the application. @param resources folder of the shipped resources */
export function tableauxLivres(resources: string): readonly TableauSpec[] {
  let specs = shipped.get(resources);
  if (!specs) {
    const folder = join(resources, "tableaux");
    specs = readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .map((name) => {
        const read: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
        return tableauSpec.parse({ ...(read as object), livre: true });
      })
      .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
    shipped.set(resources, specs);
  }
  return specs;
}
