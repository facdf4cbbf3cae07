import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";
import { actionRef } from "./records.ts";

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

/** How an attribute of a list is typed: what the form asks and what the service accepts. */
export const attributKinds = [
  "days",
  "count",
  "number",
  "money",
  "rate",
  "boolean",
  "unit",
  "colour",
  "code",
  "text",
] as const;
export const attribut = z.object({
  key: z.string(),
  kind: z.enum(attributKinds),
  /** Reference list of a `code`. */
  list: z.string().optional(),
});
export type Attribut = z.infer<typeof attribut>;

/** Colours a stage may take: tokens of the theme, light and dark. */
export const colourKeys = ["info", "soon", "ok", "late", "mut"] as const;

const words = (max: number) => z.string().trim().max(max);

/** What the user writes of a row; which words are missing is told field by field. */
export const referenceInput = z.object({
  label: z.object({ fr: words(300), ar: words(300), en: words(300) }),
  source: words(1000),
  url: words(1000).nullable(),
  confidence,
  note: words(4000).nullable(),
  /** Attributes of the form; those it does not show keep their value. */
  attrs: z.record(
    z.string().max(64),
    z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  ),
});
export type ReferenceInput = z.infer<typeof referenceInput>;

export const references = {
  /** What can be edited of a list: its typed attributes, and whether its rows are edited here. */
  form: route
    .input(z.object({ list: z.string().max(64) }))
    .output(z.object({ editable: z.boolean(), attributs: z.array(attribut) })),
  /** A new value of a list. */
  create: route
    .input(
      z.object({
        list: z.string().max(64),
        /** Made from the French label when left out. */
        key: words(64).optional(),
        effectiveFrom: isoDate,
        effectiveTo: isoDate.nullable(),
        row: referenceInput,
      }),
    )
    .output(actionRef),
  /** Corrects a version where it stands: a mistake of typing, a better source. */
  correct: route
    .input(
      z.object({
        id,
        effectiveFrom: isoDate,
        effectiveTo: isoDate.nullable(),
        row: referenceInput,
      }),
    )
    .output(actionRef),
  /** A new version from a date; the one before ends the day before. */
  version: route
    .input(z.object({ id, effectiveFrom: isoDate, row: referenceInput }))
    .output(actionRef),
  /** Ends a version: after this day it holds no more. */
  close: route.input(z.object({ id, effectiveTo: isoDate })).output(actionRef),
  /** Puts a row that nothing uses in the trash. */
  remove: route.input(z.object({ id })).output(actionRef),
  /** Puts a value, with its versions, right before another one of its list; last when null. */
  move: route.input(z.object({ id, beforeId: id.nullable() })).output(actionRef),
  addUser: route.input(z.object({ nom: words(120), role: words(60) })).output(actionRef),
  updateUser: route.input(z.object({ id, nom: words(120), role: words(60) })).output(actionRef),
  removeUser: route.input(z.object({ id })).output(actionRef),
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
      utilisateurs: z.array(z.object({ id, nom: z.string(), role: z.string() })),
    }),
  ),
};
export type Catalogue = z.infer<
  z.ZodObject<{
    lists: z.ZodRecord<z.ZodString, z.ZodArray<typeof referenceRow>>;
    territoires: z.ZodArray<typeof territoireRow>;
    utilisateurs: z.ZodArray<z.ZodObject<{ id: typeof id; nom: z.ZodString; role: z.ZodString }>>;
  }>
>;
