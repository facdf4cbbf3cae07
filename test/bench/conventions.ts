import { addDays, addMonths } from "../../src-main/domain/dates.ts";
import type { Context } from "../../src-main/services/context.ts";
import { commit } from "../../src-main/store/ledger.ts";

const conventions = 2000;
/** Commitments of each convention. */
const commitments = 20;

/**
 * Writes 2 000 conventions with 40 000 commitments, half of them quarterly, with instalments, deliverables and
 * a committee each: a third are renewed by tacit agreement, a tenth is terminated or without end.
 */
export function writeConventions(ctx: Context): void {
  const day = ctx.today();
  commit(ctx.store, { kind: "bench", userId: "bench" }, (writer) => {
    const organisations = ["Centre de mesure", "Partenaire de mesure"].map((nomFr) =>
      writer.insert("organisation", { nomFr, nomPlie: nomFr.toLowerCase() }),
    );
    for (let i = 0; i < conventions; i += 1) {
      const effetLe = addDays(day, -(i % 1500) - 30);
      const conventionId = writer.insert("convention", {
        numero: `C-${i}`,
        type: "convention_partenariat",
        intituleFr: `Convention de mesure ${i}`,
        objet: "Accompagner les porteurs de projets de la région. ".repeat(10),
        effetLe,
        finLe: i % 20 === 0 ? null : addMonths(effetLe, 12 + (i % 48)),
        ...(i % 3 === 0 ? { reconductionTacite: 1, reconductionMois: 12, preavisMois: 3 } : {}),
        ...(i % 20 === 1 ? { resilieeLe: addDays(day, -10) } : {}),
      });
      const [, partieId] = organisations.map((organisationId, place) =>
        writer.insert("partie", {
          conventionId,
          organisationId,
          role: "partenaire",
          signeLe: effetLe,
          ordre: `a${place}`,
        }),
      );
      for (let n = 0; n < commitments; n += 1) {
        const echeanceLe = addDays(effetLe, 20 + ((i * 7 + n * 53) % 1000));
        const engagementId = writer.insert("engagement", {
          conventionId,
          partieId,
          libelleFr: `Engagement ${n}`,
          echeanceLe,
          ...(n % 2 === 0 ? { periodicite: "trimestrielle" } : {}),
          ordre: `a${n}`,
        });
        if (n % 2 === 1 && echeanceLe < day) {
          writer.insert("realisation", { engagementId, pourLe: echeanceLe, faiteLe: echeanceLe });
        }
      }
      for (let n = 0; n < 3; n += 1) {
        const le = addDays(effetLe, 90 + n * 200);
        writer.insert("versement", {
          conventionId,
          tranche: n + 1,
          payeurId: partieId,
          prevuLe: le,
          montantPrevu: 10_000_000,
        });
        writer.insert("livrable", {
          conventionId,
          genre: n === 0 ? "rapport" : "livrable",
          libelleFr: `Livrable ${n}`,
          echeanceLe: le,
        });
      }
      writer.insert("comite", { conventionId, type: "pilotage", periodicite: "semestrielle" });
    }
  });
}
