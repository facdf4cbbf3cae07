import type { DocumentLangue } from "../../contract/documents.ts";
import type { AgendaEntry, SeanceDetail } from "../../contract/seances.ts";
import { territoires } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { getSeance } from "../seances.ts";
import { labelsOf, regionName } from "./lettre.ts";
import { paperDate } from "./papier.ts";

/** Millions of dirhams of an amount in centimes. */
export const inMillions = (centimes: number | null): number | null =>
  centimes === null ? null : centimes / 100_000_000;

const pick = (fr: string | null, ar: string | null, langue: DocumentLangue): string =>
  (langue === "ar" ? (ar ?? fr) : (fr ?? ar)) ?? "";

/** What the papers of a sitting have in common. */
export interface SittingPaper {
  detail: SeanceDetail;
  head: {
    region: string;
    numero: string;
    tenueLe: string;
    heure: string;
    lieu: string;
    president: string;
  };
  title: (entry: AgendaEntry) => string;
  holder: (entry: AgendaEntry) => string;
  place: (entry: AgendaEntry) => string;
  act: (entry: AgendaEntry) => string;
  province: (entry: AgendaEntry) => string;
  decision: (key: string | null) => string;
}

/**
 * Reads a sitting in the language of its papers.
 * @throws NotFound
 */
export function sittingPaper(ctx: Context, id: string, langue: DocumentLangue): SittingPaper {
  const detail = getSeance(ctx, id);
  const { values } = detail.seance;
  const text = (key: string) => (typeof values[key] === "string" ? values[key] : "");
  const names = new Map(
    territoires(ctx.store.db).map((row) => [row.code, row.label[langue] || row.label.fr]),
  );
  const acts = labelsOf(ctx, "acte", langue);
  const decisions = labelsOf(ctx, "decision", langue);
  return {
    detail,
    head: {
      region: regionName(ctx, langue),
      numero: text("numero"),
      tenueLe: paperDate(text("tenueLe")),
      heure: text("heure"),
      lieu: text("lieu"),
      president: text("president"),
    },
    title: (entry) => pick(entry.intituleFr, entry.intituleAr, langue),
    holder: (entry) => pick(entry.porteurFr, entry.porteurAr, langue),
    place: (entry) => {
      const province = names.get(entry.province) ?? "";
      const commune = names.get(entry.commune) ?? "";
      return commune && province ? `${commune} (${province})` : commune || province;
    },
    act: (entry) => acts.get(entry.acte) ?? entry.acte,
    province: (entry) => names.get(entry.province) ?? "",
    decision: (key) => (key === null ? "" : (decisions.get(key) ?? key)),
  };
}
