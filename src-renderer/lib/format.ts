import type { Langue, Libelle } from "../../src-main/contract/primitives.ts";

const GROUP = "\u202f";
const SPACE = "\u00a0";
const MINUS = "\u2212";

/** Moroccan month names in use in Arabic; `Intl` gives other ones for some runtimes. */
const MONTHS: Record<Langue, readonly string[]> = {
  fr: [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
  ],
  ar: [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
  ],
  en: [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ],
};

/**
 * A number as Moroccan staff write it: `1 234 567,8`, Latin digits in the three languages.
 * @param value the number; not finite gives an empty text.
 * @param decimals digits after the comma; without it, as many as the number has, up to two.
 */
export function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return "";
  const places = decimals ?? 2;
  const fixed = Math.abs(value).toFixed(places);
  const [whole = "0", given = ""] = fixed.split(".");
  const fraction = decimals === undefined ? given.replace(/0+$/, "") : given;
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP);
  const zero = Number(fixed) === 0;
  return `${value < 0 && !zero ? MINUS : ""}${grouped}${fraction ? `,${fraction}` : ""}`;
}

/** Millions of dirhams, number only: the unit stands in the header. @param centimes of MAD. */
export function formatMdh(centimes: number, decimals = 1): string {
  return formatNumber(centimes / 100_000_000, decimals);
}

/** `1 234 567,89 DH`. @param centimes of MAD. */
export function formatDh(centimes: number): string {
  return `${formatNumber(centimes / 100, 2)}${SPACE}DH`;
}

/** A published figure, with the decimals that it needs: two, or the first two that are not zeros. */
export function formatFigure(value: number): string {
  const small = value !== 0 && Math.abs(value) < 0.1;
  if (!small) return formatNumber(value);
  return formatNumber(value, Math.min(8, 1 - Math.floor(Math.log10(Math.abs(value)))));
}

/** `1,5 %`. @param value in percent, not a fraction. */
export function formatPercent(value: number, decimals = 1): string {
  return `${formatNumber(value, decimals)}${SPACE}%`;
}

/** `dd/mm/yyyy`. @param iso a calendar date `YYYY-MM-DD`; anything else is returned as it is. */
export function formatDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return match ? `${match[3]}/${match[2]}/${match[1]}` : iso;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `dd/mm/yyyy 14:32` in the machine's time zone. @param ms an instant, milliseconds UTC. */
export function formatInstant(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${formatTime(ms)}`;
}

/** `14:32` in the machine's time zone. @param ms an instant, milliseconds UTC. */
export function formatTime(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `août 2024`, `غشت 2024`, `August 2024`. @param iso `YYYY-MM` or a longer date. */
export function formatMonth(iso: string, langue: Langue): string {
  const match = /^(\d{4})-(\d{2})/.exec(iso);
  const name = match && MONTHS[langue][Number(match[2]) - 1];
  return match && name ? `${name} ${match[1]}` : iso;
}

/** `28 juillet`: a day that comes every year. @param monthDay `MM-DD`. */
export function formatMonthDay(monthDay: string, langue: Langue): string {
  const match = /^(\d{2})-(\d{2})$/.exec(monthDay);
  const name = match && MONTHS[langue][Number(match[1]) - 1];
  return match && name ? `${Number(match[2])} ${name}` : monthDay;
}

/** `1,2 Mo`, `34 Ko`. @param bytes size of a file. */
export function formatBytes(bytes: number): { value: string; unit: "o" | "ko" | "mo" } {
  if (bytes < 1000) return { value: formatNumber(bytes, 0), unit: "o" };
  if (bytes < 1_000_000) return { value: formatNumber(bytes / 1000, 0), unit: "ko" };
  return { value: formatNumber(bytes / 1_000_000, 1), unit: "mo" };
}

/**
 * A date as an officer types it: `31/12/2026`, `31-12-2026`, `31122026` or `2026-12-31`.
 * @returns the ISO date, null for an empty text, undefined when it is no calendar date.
 */
export function parseDate(text: string): string | null | undefined {
  const clean = text.trim();
  if (clean === "") return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  const typed = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(clean);
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(clean);
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : typed
      ? [typed[3], typed[2], typed[1]]
      : run
        ? [run[3], run[2], run[1]]
        : null;
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** The text of a label in a language; French when the language lacks it. */
export function pick(label: Libelle, langue: Langue): string {
  return label[langue] || label.fr;
}

/** A national number as people read it, `0X XX XX XX XX`; any other text is returned as it is. */
export const formatPhone = (phone: string): string =>
  /^0[0-9]{9}$/.test(phone) ? phone.replace(/([0-9]{2})(?=[0-9])/g, `$1${SPACE}`) : phone;

/** A RIB with its bank, town, account and key apart; any other text is returned as it is. */
export const formatRib = (rib: string): string =>
  rib.replace(/^([0-9]{3})([0-9]{3})([0-9]{16})([0-9]{2})$/, ["$1", "$2", "$3", "$4"].join(SPACE));
