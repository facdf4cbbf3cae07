import { keyBetween } from "../../domain/order-key.ts";
import { foldText } from "../../domain/search-text.ts";
import type { Store } from "../../store/database.ts";
import { seededIds } from "../../store/ids.ts";
import { commit, exclusively } from "../../store/ledger.ts";
import { territoires } from "../../store/queries/reference.ts";
import { authorOf, founder } from "../context.ts";
import { writeDemonstrationConventions } from "./conventions.ts";
import { generateProjects, type GeneratedDossier } from "./generate.ts";
import { writeAdministrations, writeDemonstrationWork, writeWork } from "./work.ts";

/** Projects written per action: small enough to report progress, large enough to be fast. */
const batchSize = 2000;

/** The officers of a generated region; their names say that they are invented. */
const officers = [
  "Conseiller Exemple 1",
  "Conseillère Exemple 2",
  "Conseiller Exemple 3",
  "Conseillère Exemple 4",
  "Conseiller Exemple 5",
  "Conseillère Exemple 6",
  "Conseiller Exemple 7",
  "Conseillère Exemple 8",
];

interface SeedOptions {
  projects: number;
  seed: number;
  today: string;
  /** Instant of the actions: that of the day, so that equal seeds give equal rows, or the real one. */
  stamp?: "day" | "now";
  /** The user of this desk is the first of the officers, and has enquiries, sittings and accompaniments. */
  demonstration?: boolean;
}

interface Seeded {
  projets: number;
  dossiers: number;
  passages: number;
}

/**
 * Writes a generated, fictitious region. Equal seed and day give equal rows, ids included.
 * @param options.projects number of projects; `today` last day of their history, `YYYY-MM-DD`.
 * @returns what was written; `false` from `onProgress` stops after the current batch.
 */
export async function seedRegion(
  store: Store,
  options: SeedOptions,
  onProgress: (done: number, total: number) => boolean | void,
): Promise<Seeded> {
  // Its ids and its clock are lent to the store: nobody else may write meanwhile.
  return exclusively(store, () => writeRegion(store, options, onProgress));
}

async function writeRegion(
  store: Store,
  options: SeedOptions,
  onProgress: (done: number, total: number) => boolean | void,
): Promise<Seeded> {
  const places = territoires(store.db);
  const idOf = new Map(places.map((place) => [place.code, place.id]));
  const ownIds = store.newId;
  const ownClock = store.clock;
  // A second region in one register must not bear the ids of the first.
  const actions = store.db.prepare("SELECT count(*) FROM action").pluck().get() as number;
  const instant = Date.parse(`${options.today}T08:00:00Z`);
  const written = { projets: 0, dossiers: 0, passages: 0 };
  try {
    store.newId = seededIds(options.seed + actions * 7919, instant);
    if (options.stamp !== "now") store.clock = () => instant;
    const userId = authorOf(store.db);
    const officerIds = commit(store, { kind: "registre.conseillers", userId }, (writer) =>
      officers.map((nom) =>
        writer.insert("utilisateur", { nom, role: "conseiller", langue: "fr" }),
      ),
    ).result;
    if (options.demonstration && userId !== founder) officerIds[0] = userId;
    const consulted = commit(store, { kind: "registre.conseillers", userId }, (writer) =>
      writeAdministrations(writer),
    ).result;
    let ordre = store.db.prepare("SELECT max(ordre) FROM dossier").pluck().get() as string | null;
    const projects = generateProjects({
      count: options.projects,
      seed: options.seed,
      today: options.today,
      lists: {
        territoires: places.map(({ code, level, province }) => ({ code, level, province })),
      },
    });
    const holders = new Map<string, string>();
    let more = true;
    while (more) {
      const size = Math.min(batchSize, options.projects - written.projets);
      if (size <= 0) break;
      commit(
        store,
        { kind: "registre.demonstration", params: { projets: size }, userId },
        (writer) => {
          for (let i = 0; i < size; i += 1) {
            const { value: projet, done } = projects.next();
            if (done) {
              more = false;
              return;
            }
            let porteurId = holders.get(projet.porteur.ice);
            if (porteurId === undefined) {
              porteurId = writer.insert("organisation", {
                ...projet.porteur,
                nomPlie: foldText(projet.porteur.nomFr),
              });
              holders.set(projet.porteur.ice, porteurId);
            }
            const contactId = writer.insert("personne", {
              ...projet.contact,
              organisationId: porteurId,
            });
            const projetId = writer.insert("projet", {
              ...projet,
              territoireId: idOf.get(projet.territoire),
              porteurId,
              contactId,
              montant: projet.montantCentimes,
              montantRealise: projet.montantRealiseCentimes,
            });
            written.projets += 1;
            for (const dossier of projet.dossiers) {
              ordre = keyBetween(ordre, null);
              const officierId = officerIds[dossier.officierIndex % officerIds.length]!;
              const etatLe = lastDay(dossier);
              const dossierId = writer.insert("dossier", {
                ...dossier,
                projetId,
                officierId,
                etatLe,
                ordre,
              });
              writeWork(
                writer,
                dossierId,
                { ...dossier, officierId },
                {
                  seed: options.seed,
                  index: written.dossiers,
                  today: options.today,
                  administrations: consulted,
                },
              );
              written.dossiers += 1;
              for (const passage of dossier.passages) {
                writer.insert("passage", { ...passage, dossierId });
                written.passages += 1;
              }
            }
          }
        },
      );
      if (onProgress(written.projets, options.projects) === false) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (options.demonstration && userId !== founder) {
      const files = waitingFiles(store, options.today);
      commit(store, { kind: "registre.demonstration", userId }, (writer) =>
        writeDemonstrationWork(writer, {
          seed: options.seed,
          today: options.today,
          userId,
          files,
        }),
      );
      commit(store, { kind: "registre.demonstration", userId }, (writer) =>
        writeDemonstrationConventions(writer, {
          seed: options.seed,
          today: options.today,
          userId,
        }),
      );
    }
    store.db.exec("PRAGMA optimize; ANALYZE;");
    return written;
  } finally {
    store.newId = ownIds;
    store.clock = ownClock;
  }
}

/** Last day on which something happened to a file: the day it entered its state. */
function lastDay(file: GeneratedDossier): string {
  return (
    file.delivreLe ??
    file.pvLe ??
    file.passages.at(-1)?.tenuLe ??
    file.diffuseLe ??
    file.valideLe ??
    file.deposeLe
  );
}

/** Circulated files that wait for a sitting, by province then act. */
function waitingFiles(store: Store, today: string): string[] {
  return store.db
    .prepare(
      `SELECT id FROM dossier_ligne l WHERE etat = 'programmee' AND passe_le < ? AND EXISTS (
         SELECT 1 FROM dossier d WHERE d.id = l.id AND d.diffuse_le <= ?)
       ORDER BY province, acte, id LIMIT 12`,
    )
    .pluck()
    .all(today, today) as string[];
}
