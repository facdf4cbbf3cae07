import type { DocumentLangue, Pv } from "../../contract/documents.ts";
import type { Context } from "../context.ts";
import type { DocumentMaker } from "./index.ts";
import { fileSafe } from "./lettre.ts";
import { orNone, paperNumber } from "./papier.ts";
import { inMillions, sittingPaper } from "./seance.ts";

/** What the minutes of a sitting say. */
function minutesData(ctx: Context, id: string, langue: DocumentLangue): Pv {
  const paper = sittingPaper(ctx, id, langue);
  const { agenda, participants } = paper.detail;
  const member = (each: (typeof participants)[number]) => {
    const organisation = langue === "ar" ? each.organisationAr : each.organisationFr;
    const qualite = [each.qualite, organisation ?? each.organisationFr].filter(Boolean).join(", ");
    return { nom: each.nom, qualite };
  };
  const presents = participants.filter((each) => each.present === true).map(member);
  const absents = participants.filter((each) => each.present === false).map(member);
  const dossiers = agenda
    .filter((entry) => entry.numero !== null)
    .map((entry) => ({
      rang: String(entry.numero),
      reference: entry.reference,
      intitule: paper.title(entry),
      porteur: orNone(paper.holder(entry)),
      localisation: orNone(paper.place(entry)),
      acte: orNone(paper.act(entry)),
      montant: paperNumber(inMillions(entry.montant), 2),
      emplois: paperNumber(entry.emplois),
      decision: orNone(paper.decision(entry.decision)),
      observation: entry.observation ?? "",
      reserves: entry.reserves.map(({ texte }, place) => ({
        rang: String(place + 1),
        texte,
      })),
      avecReserves: entry.reserves.length > 0,
    }));
  const reportes = agenda
    .filter((entry) => entry.numero === null)
    .map((entry) => ({
      reference: entry.reference,
      intitule: paper.title(entry),
      motif: orNone(entry.motif ?? ""),
    }));
  return {
    ...paper.head,
    nombre: String(dossiers.length),
    presents,
    absents,
    avecPresents: presents.length > 0,
    avecAbsents: absents.length > 0,
    dossiers,
    reportes,
    avecReportes: reportes.length > 0,
  };
}

/** The minutes of a sitting, ready to sign. */
export const pv: DocumentMaker = {
  data: minutesData,
  fileName: (ctx, id, langue) =>
    fileSafe(`pv-${sittingPaper(ctx, id, langue).head.numero}-${langue}`),
};
