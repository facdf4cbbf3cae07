/** Days from which a deadline is shown as near. A matter of display, not a legal delay. */
export const SOON = 5;

const DAY = 86_400_000;
const toDay = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** A calendar date some days later. @param iso `YYYY-MM-DD`. @param days may be negative. */
export function addDays(iso: string, days: number): string {
  return new Date((toDay(iso) + days) * DAY).toISOString().slice(0, 10);
}

/** Calendar days from one date to another; negative when `to` comes first. */
export const daysBetween = (from: string, to: string): number => toDay(to) - toDay(from);

export interface Delay {
  /** Calendar days left; negative when late. */
  days: number;
  tone: "ok" | "soon" | "late";
}

/**
 * Days left before the legal due date.
 * @param due ISO date, null when the dossier is decided or closed.
 * @param today ISO date of the session.
 */
export function delayOf(due: string | null, today: string): Delay | null {
  if (!due) return null;
  const days = daysBetween(today, due);
  return { days, tone: days < 0 ? "late" : days <= SOON ? "soon" : "ok" };
}
