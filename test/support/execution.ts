import { join } from "node:path";
import { addDays } from "../../src-main/domain/dates.ts";
import type { Context } from "../../src-main/services/context.ts";
import { readInPlace } from "../../src-main/services/readers.ts";
import { openStore } from "../../src-main/store/database.ts";
import { changerOf, makerOf, signedConvention } from "./convention.ts";

const root = join(import.meta.dirname, "../..");

/** What `executed` made, by id. */
export interface Executed {
  conventionId: string;
  rapport: string;
  comiteId: string;
  reunionId: string;
}

/**
 * Fills a register, closed elsewhere, with a convention under way: a commitment kept, one late, one to come,
 * an instalment whose condition is not met, a deliverable late, an indicator half way, a committee.
 * @param today the day of the desk
 * @param more meetings of the committee held before the last one
 */
export function executed(path: string, today: string, more = 0): Executed {
  const store = openStore(path, { mode: "existing", migrations: join(root, "drizzle") });
  const ctx: Context = {
    store,
    resources: join(root, "resources"),
    today: () => today,
    read: readInPlace(store.db),
  };
  const make = makerOf(ctx);
  const change = changerOf(ctx);
  const ago = (days: number) => addDays(today, -days);
  const me = store.db.prepare("SELECT id FROM utilisateur").pluck().get() as string;
  const { id, centre, partenaire } = signedConvention(
    ctx,
    { effetLe: ago(300), finLe: addDays(today, 400), officierId: me, pole: "impulsion" },
    null,
  );
  const conventionId = id;
  make("contribution", {
    conventionId,
    partieId: partenaire,
    annee: Number(today.slice(0, 4)),
    montant: 60_000_000,
    nature: "financiere",
  });
  for (const partie of [centre, partenaire]) change("partie", partie, { signeLe: ago(300) });
  const kept = make("engagement", {
    conventionId,
    partieId: partenaire,
    libelleFr: "Diagnostic de dix porteurs",
    libelleAr: "تشخيص عشرة حاملي مشاريع",
    echeanceLe: ago(60),
    mesure: "porteurs",
    cible: 10,
    preuve: "Fiches de diagnostic",
  });
  make("realisation", { engagementId: kept, faiteLe: ago(70), quantite: 10 });
  const rapport = make("engagement", {
    conventionId,
    libelleFr: "Rapport semestriel",
    libelleAr: "تقرير نصف سنوي",
    echeanceLe: ago(54),
    periodicite: "semestrielle",
  });
  make("engagement", {
    conventionId,
    partieId: centre,
    libelleFr: "Mise à disposition d’un espace",
    libelleAr: "توفير فضاء للعمل",
  });
  const shared = { conventionId, payeurId: partenaire, beneficiaireId: centre };
  make("versement", {
    ...shared,
    libelle: "Avance",
    prevuLe: ago(200),
    montantPrevu: 30_000_000,
    verseLe: ago(198),
    montantVerse: 30_000_000,
  });
  make("versement", {
    ...shared,
    libelle: "Solde",
    prevuLe: ago(20),
    montantPrevu: 30_000_000,
    engagementId: rapport,
  });
  make("livrable", {
    conventionId,
    partieId: partenaire,
    genre: "rapport",
    libelleFr: "Étude des besoins",
    libelleAr: "دراسة الحاجيات",
    echeanceLe: ago(12),
  });
  const indicateurId = make("indicateurConvention", {
    conventionId,
    libelleFr: "Porteurs financés",
    libelleAr: "حاملو المشاريع الممولون",
    unite: "porteurs",
    reference: 0,
    cible: 10,
    cibleLe: addDays(today, 200),
  });
  make("mesure", { indicateurId, le: ago(30), valeur: 4, source: "Relevé fictif" });
  const comiteId = make("comite", {
    conventionId,
    type: "pilotage",
    periodicite: "trimestrielle",
    president: "Le directeur du centre",
  });
  for (const [nom, qualite] of [
    ["Amina Exemple", "Directrice"],
    ["Brahim Exemple", "Responsable du laboratoire"],
  ]) {
    make("membreComite", { comiteId, nom: nom!, qualite: qualite! });
  }
  const reunionId = make("reunion", { comiteId, tenueLe: ago(40), statut: "tenue" });
  for (let n = 1; n <= more; n += 1) {
    make("reunion", { comiteId, tenueLe: ago(40 + n), statut: "tenue" });
  }
  store.close();
  return { conventionId, rapport, comiteId, reunionId };
}
