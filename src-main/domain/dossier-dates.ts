/** The order in which the dates of a dossier must follow one another (cri.md §1.3). */

/** Dates of one dossier; null when not reached or not known. */
export type DossierDates = {
  deposeLe: string | null;
  valideLe: string | null;
  diffuseLe: string | null;
  passages: readonly string[];
  pvLe: string | null;
  delivreLe: string | null;
};

/** One of the dates of a dossier; several passages share the field `passage`. */
export type DossierDateField = Exclude<keyof DossierDates, "passages"> | "passage";

type DatedField = { field: DossierDateField; date: string };

/** Two dates that contradict each other, in the order the procedure wants them. */
export type DateFault = {
  code: "date_order" | "passage_without_diffusion";
  first: { field: DossierDateField; date: string | null };
  second: DatedField;
};

/**
 * Faults in the dates of a dossier: dépôt ≤ validation ≤ diffusion ≤ passage ≤ PV ≤ délivrance, and
 * no passage without diffusion. Each date is compared with the nearest known one before it; the PV
 * with the last passage.
 * @returns the faults in the order of the procedure, empty when there is none
 */
export function checkDossierDates(dates: DossierDates): DateFault[] {
  const faults: DateFault[] = [];
  let previous: DatedField | null = null;
  const follow = (field: DossierDateField, date: string | null): void => {
    if (date === null) return;
    const second: DatedField = { field, date };
    if (previous !== null && previous.date > date) {
      faults.push({ code: "date_order", first: previous, second });
    }
    previous = second;
  };

  follow("deposeLe", dates.deposeLe);
  follow("valideLe", dates.valideLe);
  follow("diffuseLe", dates.diffuseLe);
  const beforePassages: DatedField | null = previous;
  for (const date of dates.passages.toSorted()) {
    previous = beforePassages;
    follow("passage", date);
    if (dates.diffuseLe === null) {
      faults.push({
        code: "passage_without_diffusion",
        first: { field: "diffuseLe", date: null },
        second: { field: "passage", date },
      });
    }
  }
  follow("pvLe", dates.pvLe);
  follow("delivreLe", dates.delivreLe);
  return faults;
}
