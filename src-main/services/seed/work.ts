import { addDays } from "../../domain/dates.ts";
import { keyBetween, keysBetween } from "../../domain/order-key.ts";
import { foldText } from "../../domain/search-text.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Writer } from "../../store/ledger.ts";
import type { GeneratedDossier } from "./generate.ts";
import { Random } from "./random.ts";

const WORK_STREAM = 3;
const DEMO_STREAM = 4;

/** Administrations of a generated region; their names say that they are invented. */
const administrations = [
  ["Agence urbaine (exemple)", "الوكالة الحضرية (مثال)"],
  ["Direction provinciale de l'agriculture (exemple)", "المديرية الإقليمية للفلاحة (مثال)"],
  ["Conservation foncière (exemple)", "المحافظة العقارية (مثال)"],
  ["Direction de l'équipement et de l'eau (exemple)", "مديرية التجهيز والماء (مثال)"],
] as const;

/** Writes the administrations that generated files consult, and their role. */
export function writeAdministrations(writer: Writer): string[] {
  return administrations.map(([nomFr, nomAr]) => {
    const id = writer.insert("organisation", { nomFr, nomAr, nomPlie: foldText(nomFr) });
    writer.insert("role", {
      id: deterministicId("role", id, "administration"),
      organisationId: id,
      role: "administration",
    });
    return id;
  });
}

const calls = ["Appel du porteur", "Relance du porteur", "Point d'avancement"] as const;

/**
 * The daily work around one generated file: what is missing, opinions asked, reserves, a call, a task.
 * Everything is dated on or before `today`, but a task's due date.
 */
export function writeWork(
  writer: Writer,
  dossierId: string,
  file: GeneratedDossier & { officierId: string },
  options: { seed: number; index: number; today: string; administrations: readonly string[] },
): void {
  const random = new Random(options.seed, WORK_STREAM, options.index);
  const { today } = options;
  const latest = file.passages.at(-1);
  const open = file.delivreLe === null && file.etat !== "cloturee";
  if (file.etat === "complement") {
    writer.insert("complement", {
      dossierId,
      numero: `${file.reference}/CP1`,
      demandeLe: latest?.tenuLe ?? addDays(file.deposeLe, 2),
      origine: latest ? "seance" : "demande",
      motif: "Pièces à compléter (exemple)",
    });
  }
  if (latest?.decision === "favorable_sous_reserve") {
    writer.insert("reserve", {
      dossierId,
      texte: latest.observation ?? "Réserve à lever (exemple)",
      leveeLe: file.delivreLe,
    });
  }
  if (open && file.diffuseLe !== null && file.diffuseLe >= addDays(today, -120)) {
    for (const organisationId of options.administrations.slice(0, random.int(1, 3))) {
      const answered = random.chance(0.5) && addDays(file.diffuseLe, 4) <= today;
      writer.insert("consultation", {
        dossierId,
        organisationId,
        demandeLe: file.diffuseLe,
        reponseLe: answered ? addDays(file.diffuseLe, random.int(1, 4)) : null,
        avis: answered ? (random.chance(0.8) ? "favorable" : "avec_reserve") : null,
      });
    }
  }
  if (random.chance(0.4)) {
    writer.insert("evenement", {
      recordTable: "dossier",
      recordId: dossierId,
      genre: "appel",
      le: file.valideLe ?? file.deposeLe,
      heure: `${String(random.int(9, 16)).padStart(2, "0")}:${random.chance(0.5) ? "00" : "30"}`,
      sens: "entrant",
      objet: random.pick(calls),
    });
  }
  if (open && random.chance(0.3)) {
    writer.insert("tache", {
      recordTable: "dossier",
      recordId: dossierId,
      titre: `Faire le point sur ${file.reference}`,
      echeanceLe: addDays(today, random.int(-6, 20)),
      assigneId: file.officierId,
    });
  }
}

const enquiries = [
  ["Terrain pour une unité de conditionnement", "guichet", "recue"],
  ["Aides à la création d'une coopérative", "telephone", "recue"],
  ["Procédure d'un permis de construire", "courriel", "en_traitement"],
  ["Financement d'un atelier de couture", "site", "en_traitement"],
  ["Lots disponibles en zone industrielle", "courriel", "repondue"],
  ["Projet d'écotourisme en montagne", "evenement", "recue"],
  ["Reprise d'une huilerie", "telephone", "repondue"],
  ["Transfert d'une entreprise de services", "courrier", "sans_suite"],
] as const;

const accompanied = [
  ["Atelier de tapis (exemple)", "accueil"],
  ["Ferme pédagogique (exemple)", "diagnostic"],
  ["Conserverie artisanale (exemple)", "plan_affaires"],
  ["Gîte de montagne (exemple)", "montage"],
  ["Application de livraison (exemple)", "depot"],
  ["Savonnerie d'argan (exemple)", "finance"],
  ["Menuiserie moderne (exemple)", "suivi_post_creation"],
] as const;

/**
 * What only the demonstration shows: enquiries, accompaniments and three sittings of the commission.
 * @param files dossiers waiting for a sitting, circulated before today.
 */
export function writeDemonstrationWork(
  writer: Writer,
  options: { seed: number; today: string; userId: string; files: readonly string[] },
): void {
  const random = new Random(options.seed, DEMO_STREAM, 0);
  const { today, userId } = options;
  const year = today.slice(0, 4);
  const number = (i: number) => String(i + 1).padStart(4, "0");
  const orders = keysBetween(null, null, enquiries.length);
  for (const [i, [objet, canal, etape]] of enquiries.entries()) {
    const recueLe = addDays(today, -random.int(1, 20));
    writer.insert("demande", {
      reference: `D-${year}-${number(i)}`,
      recueLe,
      canal,
      objet,
      nom: `Demandeur Exemple ${i + 1}`,
      etape,
      etapeLe: recueLe,
      reponduLe: etape === "repondue" ? addDays(recueLe, 1) : null,
      assigneId: userId,
      ordre: orders[i],
    });
  }
  const places = keysBetween(null, null, accompanied.length);
  for (const [i, [intitule, etape]] of accompanied.entries()) {
    const ouvertLe = addDays(today, -random.int(10, 200));
    writer.insert("accompagnement", {
      reference: `A-${year}-${number(i)}`,
      intitule,
      programme: "izdihar",
      conseillerId: userId,
      etape,
      etapeLe: addDays(ouvertLe, random.int(0, 9)),
      ouvertLe,
      ordre: places[i],
    });
  }
  for (const [i, ahead] of [0, 7].entries()) {
    const seanceId = writer.insert("seance", {
      numero: `CRUI-${year}-${String(i + 1).padStart(3, "0")}`,
      tenueLe: addDays(today, ahead),
      heure: "10:00",
      lieu: "Siège du centre (exemple)",
      president: "Directeur Exemple",
      statut: "prevue",
    });
    let ordre: string | null = null;
    for (const dossierId of options.files.slice(i * 6, i * 6 + 6)) {
      ordre = keyBetween(ordre, null);
      writer.insert("inscription", {
        id: deterministicId("inscription", seanceId, dossierId),
        seanceId,
        dossierId,
        ordre,
        statut: "inscrit",
      });
    }
  }
}
