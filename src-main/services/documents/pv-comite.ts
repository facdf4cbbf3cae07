import type { DocumentLangue, PvComite } from "../../contract/documents.ts";
import type { Context } from "../context.ts";
import { executionOn } from "../execution.ts";
import { liveRow } from "../records/values.ts";
import type { DocumentMaker } from "./index.ts";
import { fileSafe, labelsOf, regionName } from "./lettre.ts";
import { paperDate } from "./papier.ts";

const said = (value: unknown): string => (typeof value === "string" ? value : "");

/** Lines of a long text that say something. */
const linesOf = (value: unknown): { texte: string }[] =>
  said(value)
    .split("\n")
    .map((line) => ({ texte: line.trim() }))
    .filter(({ texte }) => texte !== "");

/** What the minutes of a meeting of a committee say; `id` is the meeting's. */
function minutesData(ctx: Context, id: string, langue: DocumentLangue): PvComite {
  const meeting = liveRow(ctx, "reunion", id);
  const comiteId = String(meeting["comite_id"]);
  const conventionId = String(liveRow(ctx, "comite", comiteId)["convention_id"]);
  const convention = liveRow(ctx, "convention", conventionId);
  const { comites } = executionOn(ctx, conventionId);
  const comite = comites.find(({ fiche }) => fiche.id === comiteId)!;
  const { fiche, presences, decisions } = comite.reunions.find((each) => each.fiche.id === id)!;
  const users = new Map(
    ctx.store.db.prepare("SELECT id, nom FROM utilisateur").raw().all() as [string, string][],
  );
  const attendance = comite.membres.map(({ fiche: { id: membreId, values }, ...member }) => {
    const mark = presences.find((each) => each.membreId === membreId);
    const organisation = (langue === "ar" ? member.organisationAr : null) ?? member.organisationFr;
    const nom = said(values["nom"]);
    return {
      etat: mark?.etat ?? null,
      nom: mark?.etat === "remplace" ? `${mark.remplacant} (${nom})` : nom,
      qualite: [said(values["qualite"]), organisation].filter(Boolean).join(", "),
    };
  });
  const members = (...etats: (string | null)[]) =>
    attendance
      .filter(({ etat }) => etats.includes(etat))
      .map(({ nom, qualite }) => ({ nom, qualite }));
  const presents = members("present", "remplace");
  const absents = members("absent");
  const { values } = fiche;
  const ordreDuJour = linesOf(values["ordreDuJour"]);
  const compteRendu = linesOf(values["compteRendu"]);
  const type = said(comite.fiche.values["type"]);
  const titleAr = langue === "ar" ? said(convention["intitule_ar"]) : "";
  return {
    region: regionName(ctx, langue),
    convention: titleAr || said(convention["intitule_fr"]),
    conventionNumero: said(convention["numero"]),
    comite:
      said(comite.fiche.values["nom"]) || (labelsOf(ctx, "type_comite", langue).get(type) ?? type),
    numero: said(values["numero"]),
    tenueLe: paperDate(said(values["tenueLe"])),
    heure: said(values["heure"]),
    lieu: said(values["lieu"]),
    president: said(comite.fiche.values["president"]),
    presents,
    absents,
    avecPresents: presents.length > 0,
    avecAbsents: absents.length > 0,
    ordreDuJour,
    avecOrdre: ordreDuJour.length > 0,
    compteRendu,
    avecCompteRendu: compteRendu.length > 0,
    decisions: decisions.map((decision, place) => ({
      rang: String(place + 1),
      texte: said(decision.fiche.values["texte"]),
      responsable:
        users.get(said(decision.fiche.values["responsableId"])) ??
        said(decision.fiche.values["responsable"]),
      echeanceLe: paperDate(
        decision.fiche.values["echeanceLe"] === null
          ? null
          : said(decision.fiche.values["echeanceLe"]),
      ),
    })),
    avecDecisions: decisions.length > 0,
    pvLe: paperDate(values["pvLe"] === null ? null : said(values["pvLe"])),
  };
}

/** The minutes of a meeting of a committee, ready to sign. */
export const pvComite: DocumentMaker = {
  data: minutesData,
  fileName(ctx, id, langue) {
    const { conventionNumero, numero } = minutesData(ctx, id, langue);
    return fileSafe(`pv-comite-${conventionNumero}-${numero}-${langue}`);
  },
};
