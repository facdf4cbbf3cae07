/** Calendar dates as `YYYY-MM-DD` text. No instant, no time zone: a deadline is a day. */

const ISO = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** The date of a number of days since 1970-01-01. */
export function fromDayNumber(day: number): string {
  const from = day + 719_468;
  const era = Math.floor(from / 146_097);
  const ofEra = from - era * 146_097;
  const leaps = Math.floor(ofEra / 1460) - Math.floor(ofEra / 36_524) + Math.floor(ofEra / 146_096);
  const year = Math.floor((ofEra - leaps) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const inMonth = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  return isoDate(year + era * 400 + (month <= 2 ? 1 : 0), month, inMonth);
}

/** Days from 1970-01-01 to a date. Throws RangeError on a bad date. */
export function dayNumber(date: string): number {
  if (!isIsoDate(date)) throw new RangeError(`Not a calendar date: ${date}`);
  // Years from March, so that the leap day ends one: arithmetic is ten times faster than a Date.
  const month = digits(date, 5, 2);
  const year = digits(date, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const ofEra = year - era * 400;
  const ofYear =
    Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + digits(date, 8, 2) - 1;
  const leaps = Math.floor(ofEra / 4) - Math.floor(ofEra / 100);
  return era * 146_097 + ofEra * 365 + leaps + ofYear - 719_468;
}

/** Number written in a text from a place on; what is not a digit makes it meaningless. */
function digits(text: string, from: number, length: number): number {
  let value = 0;
  for (let i = from; i < from + length; i += 1) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/** Whether the text is an existing day of the calendar, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!ISO.test(text)) return false;
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(digits(text, 0, 4), month);
}

/**
 * The date a number of calendar days later (earlier when negative). Throws RangeError on a bad
 * date.
 */
export function addDays(date: string, days: number): string {
  return fromDayNumber(dayNumber(date) + days);
}

/** Calendar days from one date to another; negative when `to` comes first. Throws on a bad date. */
export function diffDays(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Order of two dates for sorting: negative, zero or positive. */
export function compareDates(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the Gregorian year has a 29 February. */
export function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Last day of a month. @param month 1 to 12 */
export function endOfMonth(year: number, month: number): string {
  return isoDate(year, month, daysOf(year, month));
}

/**
 * The date a number of months later (earlier when negative). A month too short gives its last day.
 * Throws RangeError on a bad date.
 */
export function addMonths(date: string, months: number): string {
  if (!isIsoDate(date)) throw new RangeError(`Not a calendar date: ${date}`);
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return isoDate(year, month, Math.min(digits(date, 8, 2), daysOf(year, month)));
}

/** Text of a date from its numbers; it is not checked to exist. */
export function isoDate(year: number, month: number, day: number): string {
  const years = year >= 1000 ? String(year) : String(year).padStart(4, "0");
  return `${years}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

/** Day of the week, Monday 1 to Sunday 7. */
export function weekday(date: string): number {
  // 1970-01-01 was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Order in which a column writes day, month and year. */
export type DateOrder = "dmy" | "mdy" | "ymd";

/** Outcome of reading one date; a refusal says why. */
export type ParsedDate =
  | { ok: true; date: string }
  | { ok: false; code: "empty" | "unreadable" | "wrong_order" | "two_digit_year" | "no_such_day" };

type DateParts = { yearFirst: boolean; a: number; b: number; c: number; shortYear: boolean };

function split(text: string): DateParts | null {
  const cleaned = text
    .replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .trim()
    .replace(/[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?$/, "");
  const match = /^([0-9]{1,4})([/.\- ])([0-9]{1,2})\2([0-9]{1,4})$/.exec(cleaned);
  if (match === null) return null;
  const [first, last] = [match[1]!, match[4]!];
  const yearFirst = first.length === 4;
  if (yearFirst ? last.length > 2 : first.length > 2 || last.length === 3) return null;
  if (!yearFirst && last.length === 1) return null;
  return {
    yearFirst,
    a: Number(first),
    b: Number(match[3]),
    c: Number(last),
    shortYear: !yearFirst && last.length === 2,
  };
}

/**
 * Reads a date in the order of its column: `05/03/2024`, `5.3.2024`, `2024-03-05`, Arabic digits, a
 * time of day after it dropped. A year written first is read so whatever the order; a two-digit
 * year is refused rather than guessed.
 */
export function parseDate(text: string, order: DateOrder): ParsedDate {
  if (text.trim() === "") return { ok: false, code: "empty" };
  const parts = split(text);
  if (parts === null) return { ok: false, code: "unreadable" };
  if (parts.shortYear) return { ok: false, code: "two_digit_year" };
  const { a, b, c } = parts;
  if (!parts.yearFirst && order === "ymd") return { ok: false, code: "wrong_order" };
  const date = parts.yearFirst
    ? isoDate(a, b, c)
    : order === "dmy"
      ? isoDate(c, b, a)
      : isoDate(c, a, b);
  return isIsoDate(date) ? { ok: true, date } : { ok: false, code: "no_such_day" };
}

/**
 * Order of a whole column. `order` is null when no cell is a date; `ambiguous` is true when nothing
 * tells day from month (then `dmy`, the Moroccan habit, is only a proposal). `conflicts` and
 * `unreadable` are indexes of samples.
 */
export type InferredDateOrder = {
  order: DateOrder | null;
  ambiguous: boolean;
  conflicts: number[];
  unreadable: number[];
};

/** Infers the order of a column from all its cells; empty cells are passed over, none is lost. */
export function inferDateOrder(samples: readonly string[]): InferredDateOrder {
  const found: Record<DateOrder | "either" | "same" | "unreadable", number[]> = {
    dmy: [],
    mdy: [],
    ymd: [],
    either: [],
    same: [],
    unreadable: [],
  };
  for (const [index, sample] of samples.entries()) {
    if (sample.trim() === "") continue;
    const parts = split(sample);
    if (parts === null) found.unreadable.push(index);
    else if (parts.yearFirst) {
      found[parseDate(sample, "ymd").ok ? "ymd" : "unreadable"].push(index);
    } else {
      const dmy = parts.a >= 1 && parts.a <= 31 && parts.b >= 1 && parts.b <= 12;
      const mdy = parts.b >= 1 && parts.b <= 31 && parts.a >= 1 && parts.a <= 12;
      const same = parts.a === parts.b;
      const sort =
        dmy && mdy ? (same ? "same" : "either") : dmy ? "dmy" : mdy ? "mdy" : "unreadable";
      found[sort].push(index);
    }
  }
  const { dmy, mdy, ymd, either, same, unreadable } = found;
  const proofs = dmy.length + mdy.length;
  if (proofs + either.length + same.length === 0) {
    return { order: ymd.length > 0 ? "ymd" : null, ambiguous: false, conflicts: [], unreadable };
  }
  const order = mdy.length > dmy.length ? "mdy" : "dmy";
  const ambiguous = proofs === 0 ? either.length > 0 : dmy.length === mdy.length;
  return { order, ambiguous, conflicts: order === "dmy" ? mdy : dmy, unreadable };
}
