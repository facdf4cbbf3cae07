import { eventIterator } from "@orpc/contract";
import { z } from "zod";
import { route } from "./base.ts";
import { changeNotice } from "./journal.ts";
import { id, langue, libelle, progress } from "./primitives.ts";

export const sessionView = z.object({
  /** True until language, region and name were chosen. */
  setupNeeded: z.boolean(),
  langue,
  user: z.object({ id, nom: z.string() }).nullable(),
  region: z.object({ code: z.string(), label: libelle }).nullable(),
  regions: z.array(z.object({ code: z.string(), label: libelle })),
  /** The register holds generated, fictitious files. */
  demonstration: z.boolean(),
  database: z.string(),
  version: z.string(),
  today: z.string(),
});
export type SessionView = z.infer<typeof sessionView>;

export const session = {
  get: route.input(z.object({})).output(sessionView),
  setup: route
    .input(
      z.object({
        langue,
        region: z.string(),
        nom: z.string().trim().min(1).max(80),
        start: z.enum(["vide", "demonstration"]),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion("type", [progress, z.object({ type: z.literal("done") })]),
      ),
    ),
  setLangue: route.input(z.object({ langue })).output(z.object({})),
  /** Change notices for the open screens, for as long as the page listens. */
  changes: route.input(z.object({})).output(eventIterator(changeNotice)),
};
