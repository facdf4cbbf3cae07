import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, libelle } from "./primitives.ts";

/** A row of a reference table: a value in force from a date, with its source. */
export const referenceRow = z.object({
  id,
  list: z.string(),
  key: z.string(),
  label: libelle,
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  source: z.string(),
  url: z.string().nullable(),
  confidence,
  note: z.string().nullable(),
  attrs: z.record(z.string(), z.unknown()),
});
export type ReferenceRow = z.infer<typeof referenceRow>;

export const territoireRow = z.object({
  id,
  code: z.string(),
  level: z.enum(["pays", "region", "province", "interprovincial", "cercle", "commune", "centre"]),
  type: z.string(),
  label: libelle,
  parent: z.string().nullable(),
  province: z.string().nullable(),
  primeCategory: z.string().nullable(),
  nameArStatus: z.string().nullable(),
  source: z.string(),
  confidence,
});
export type TerritoireRow = z.infer<typeof territoireRow>;

export const references = {
  /** Every list with its title and number of rows. */
  lists: route.input(z.object({})).output(
    z.object({
      lists: z.array(z.object({ list: z.string(), title: libelle, count: z.number().int() })),
    }),
  ),
  rows: route
    .input(z.object({ list: z.string().max(64) }))
    .output(z.object({ rows: z.array(referenceRow) })),
  /** What forms and filters need at once: the code lists in force, territories and users. */
  catalogue: route.input(z.object({})).output(
    z.object({
      lists: z.record(z.string(), z.array(referenceRow)),
      territoires: z.array(territoireRow),
      utilisateurs: z.array(z.object({ id, nom: z.string() })),
    }),
  ),
};
export type Catalogue = z.infer<
  z.ZodObject<{
    lists: z.ZodRecord<z.ZodString, z.ZodArray<typeof referenceRow>>;
    territoires: z.ZodArray<typeof territoireRow>;
    utilisateurs: z.ZodArray<z.ZodObject<{ id: typeof id; nom: z.ZodString }>>;
  }>
>;
