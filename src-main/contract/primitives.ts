import { z } from "zod";

/** Stands, in a choice of codes, for what has none. */
export const sansCode = "aucun";

export const isoDate = z.iso.date();
export const id = z.string().min(1).max(64);
export const langue = z.enum(["fr", "ar", "en"]);
export type Langue = z.infer<typeof langue>;

/** A text in the three languages of the interface; Arabic and English may lack and then fall back to French. */
export const libelle = z.object({ fr: z.string(), ar: z.string(), en: z.string() });
export type Libelle = z.infer<typeof libelle>;

/** A to D: how sure a fact is, from an official text (A) to general knowledge (D); X is computed by us. */
export const confidence = z.enum(["A", "B", "C", "D", "X"]);
export type Confidence = z.infer<typeof confidence>;

/** A step of a long piece of work. `total` is null while it is not known. */
export const progress = z.object({
  type: z.literal("progress"),
  step: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
});
export type Progress = z.infer<typeof progress>;
