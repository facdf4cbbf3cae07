import { z } from "zod";
import { route } from "./base.ts";
import { confidence, id, isoDate, libelle } from "./primitives.ts";
import { actionRef, fieldValue, recordValues, type FieldValue } from "./records.ts";

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
  /** One of the `options`. */
  "option",
  "text",
  /** Several words, one by line. */
  "lines",
] as const;
export const attribut = z.object({
  key: z.string(),
  kind: z.enum(attributKinds),
  /** Reference list of a `code`. */
  list: z.string().optional(),
  /** Values of an `option`. */
  options: z.array(z.string()).optional(),
});
export type Attribut = z.infer<typeof attribut>;

/** Longest text of each field of words, in characters. */
export const wordLengths = {
  labelFr: 300,
  labelAr: 300,
  labelEn: 300,
  source: 1000,
  url: 1000,
  note: 4000,
} as const;

/** Fields of a row besides its attributes, by the table that holds it: codes, parents and dates of places are given. */
export const givenFields = {
  reference: [
    "labelFr",
    "labelAr",
    "labelEn",
    "effectiveFrom",
    "effectiveTo",
    "source",
    "url",
    "confidence",
    "note",
  ],
  territoire: ["labelFr", "labelAr", "labelEn", "source", "confidence", "note"],
  secteur: ["labelFr", "labelAr", "labelEn", "source", "url", "confidence", "note"],
} as const;

/** How sure the Arabic name of a place is: what the shipped list says of its sources. */
export const nameArStatuses = [
  "attested",
  "attested (press, micepp.gov.ma)",
  "two datasets agree",
  "two datasets differ, verify",
  "one dataset, verify",
  "dataset",
  "corrected from general knowledge, verify",
  "to verify",
] as const;

const spellings = z.array(z.string());

/** A row field by field, as a form shows it: words, dates, attributes by key; lists of words one by line. */
export function flatOf(row: ReferenceRow): Record<string, FieldValue> {
  const attrs: Record<string, FieldValue> = {};
  for (const [key, value] of Object.entries(row.attrs)) {
    const known = fieldValue.safeParse(value);
    if (known.success) attrs[key] = known.data;
    else {
      const several = spellings.safeParse(value);
      if (several.success) attrs[key] = several.data.join("\n");
    }
  }
  const { label, effectiveFrom, effectiveTo, source, url, note } = row;
  return {
    ...attrs,
    labelFr: label.fr,
    labelAr: label.ar,
    labelEn: label.en,
    effectiveFrom,
    effectiveTo,
    source,
    url,
    confidence: row.confidence,
    note,
  };
}

/** Colours a stage may take: tokens of the theme, light and dark. */
export const colourKeys = ["info", "soon", "ok", "late", "mut"] as const;

export const referenceForm = z.object({
  editable: z.boolean(),
  /** Words and dates that are typed. Without dates, the rows are given: none is added, ended or moved. */
  champs: z.array(z.enum(givenFields.reference)),
  attributs: z.array(attribut),
});
export type ReferenceForm = z.infer<typeof referenceForm>;

const text = (max: number) => z.string().trim().max(max);

/** What the user writes of a row; which words are missing is told field by field. */
export const referenceInput = z.object({
  label: z.object({
    fr: text(wordLengths.labelFr),
    ar: text(wordLengths.labelAr),
    en: text(wordLengths.labelEn),
  }),
  source: text(wordLengths.source),
  url: text(wordLengths.url).nullable(),
  confidence,
  note: text(wordLengths.note).nullable(),
  /** Attributes of the form; those it does not show keep their value. */
  attrs: z.record(
    z.string().max(64),
    z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  ),
});
export type ReferenceInput = z.infer<typeof referenceInput>;

export const references = {
  /** What can be edited of a list, or of one of its rows: fields, typed attributes, whether it is edited here. */
  form: route
    .input(z.object({ list: z.string().max(64), id: id.optional() }))
    .output(referenceForm),
  /** A new value of a list. */
  create: route
    .input(
      z.object({
        list: z.string().max(64),
        /** Made from the French label when left out. */
        key: text(64).optional(),
        effectiveFrom: isoDate,
        effectiveTo: isoDate.nullable(),
        row: referenceInput,
      }),
    )
    .output(actionRef),
  /**
   * Corrects fields of a row where it stands: a mistake of typing, a better source. `expected` holds what the user
   * saw, here and below: a later change of a field given is refused as STALE, with who made it.
   */
  correct: route
    .input(z.object({ id, patch: recordValues, expected: recordValues.optional() }))
    .output(actionRef),
  /** A new version from a date; the one before ends the day before. */
  version: route
    .input(
      z.object({
        id,
        effectiveFrom: isoDate,
        row: referenceInput,
        expected: recordValues.optional(),
      }),
    )
    .output(actionRef),
  /** Ends a version: after this day it holds no more. */
  close: route
    .input(z.object({ id, effectiveTo: isoDate, expected: recordValues.optional() }))
    .output(actionRef),
  /** Puts a row that nothing uses in the trash. */
  remove: route.input(z.object({ id })).output(actionRef),
  /** Puts a value, with its versions, right before another one of its list; last when null. */
  move: route.input(z.object({ id, beforeId: id.nullable() })).output(actionRef),
  addUser: route.input(z.object({ nom: text(120), role: text(60) })).output(actionRef),
  updateUser: route.input(z.object({ id, nom: text(120), role: text(60) })).output(actionRef),
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
