/**
 * Moroccan identifiers (cri.md §6). Only ICE and RIB have a published key, so only they can be
 * wrong.
 */

/**
 * Outcome of a check. `normalised` is the form to store. A failed check is an `error` where a
 * published key proves it, otherwise a `warn` that an officer may override.
 */
export type IdentifierCheck = {
  ok: boolean;
  normalised: string;
  code: IdentifierCode | null;
  level: "error" | "warn" | null;
};

/** Why an identifier was not accepted. */
export type IdentifierCode =
  | "ice_length"
  | "ice_key"
  | "rib_length"
  | "rib_key"
  | "phone_format"
  | "phone_foreign"
  | "cin_format"
  | "rc_format"
  | "if_format"
  | "tp_format"
  | "cnss_format"
  | "postal_format";

const good = (normalised: string): IdentifierCheck => ({
  ok: true,
  normalised,
  code: null,
  level: null,
});
const bad = (
  normalised: string,
  code: IdentifierCode,
  level: "error" | "warn",
): IdentifierCheck => ({ ok: false, normalised, code, level });

const BIDI_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

function compact(text: string): string {
  return text
    .replace(BIDI_MARKS, "")
    .replace(/[\s.\-\u2010-\u2015/]/g, "")
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0));
}

const dividesBy97 = (digits: string): boolean => BigInt(digits) % 97n === 0n;

/** Checks an ICE: 15 digits, kept as text for its leading zeros, the whole divisible by 97. */
export function checkIce(text: string): IdentifierCheck {
  const ice = compact(text);
  if (!/^[0-9]{15}$/.test(ice)) return bad(ice, "ice_length", "error");
  return dividesBy97(ice) ? good(ice) : bad(ice, "ice_key", "error");
}

/** Checks a RIB: 24 digits (bank, town, account, key), the whole divisible by 97. */
export function checkRib(text: string): IdentifierCheck {
  const rib = compact(text);
  if (!/^[0-9]{24}$/.test(rib)) return bad(rib, "rib_length", "error");
  return dividesBy97(rib) ? good(rib) : bad(rib, "rib_key", "error");
}

/**
 * The IBAN of a RIB (ISO 13616 check digits), 28 characters without spaces.
 * @returns null when the RIB is not valid
 */
export function ibanFromRib(text: string): string | null {
  const { ok, normalised: rib } = checkRib(text);
  if (!ok) return null;
  // M and A count as 22 and 10, then 00 holds the place of the check digits.
  const check = 98n - (BigInt(`${rib}221000`) % 97n);
  return `MA${String(check).padStart(2, "0")}${rib}`;
}

/**
 * Checks a telephone number by the ANRT plan; the normalised form is national (`0523481234`). A
 * number of another country keeps its `+` and digits.
 */
export function checkPhone(text: string): IdentifierCheck {
  const phone = compact(text)
    .replace(/^((?:\+|00)212)\(0\)/, "$1")
    .replace(/[()]/g, "");
  const national = /^(?:\+212|00212|0)([5-8][0-9]{8})$/.exec(phone);
  if (national !== null) return good(`0${national[1]}`);
  const foreign = /^(?:\+|00)(?!212)([1-9][0-9]{6,14})$/.exec(phone);
  return foreign === null
    ? bad(phone, "phone_format", "warn")
    : bad(`+${foreign[1]}`, "phone_foreign", "warn");
}

/** A national number as it is shown, `0X XX XX XX XX`; any other text is returned as it is. */
export function formatPhone(normalised: string): string {
  return /^0[0-9]{9}$/.test(normalised)
    ? normalised.replace(/([0-9]{2})(?=[0-9])/g, "$1 ")
    : normalised;
}

/**
 * Checks a national identity card number: one or two letters then up to seven digits, upper case.
 */
export function checkCin(text: string): IdentifierCheck {
  const cin = compact(text).toUpperCase();
  return /^[A-Z]{1,2}[0-9]{1,7}$/.test(cin) ? good(cin) : bad(cin, "cin_format", "warn");
}

const shaped =
  (shape: RegExp, code: IdentifierCode) =>
  (text: string): IdentifierCheck => {
    const value = compact(text);
    return shape.test(value) ? good(value) : bad(value, code, "warn");
  };

/** Checks a trade register number: digits, unique only together with the tribunal that keeps it. */
export const checkRc = shaped(/^[0-9]{1,8}$/, "rc_format");

/** Checks a tax identifier (IF): up to eight digits. */
export const checkTaxId = shaped(/^[0-9]{1,8}$/, "if_format");

/** Checks a business tax number (taxe professionnelle): eight digits. */
export const checkBusinessTax = shaped(/^[0-9]{8}$/, "tp_format");

/** Checks an affiliation number of the CNSS: seven digits. */
export const checkCnss = shaped(/^[0-9]{7}$/, "cnss_format");

/** Checks a postal code: five digits. */
export const checkPostalCode = shaped(/^[0-9]{5}$/, "postal_format");

/** A CIN with all but its last two characters hidden; four characters or fewer are all hidden. */
export function maskCin(normalised: string): string {
  const shown = normalised.length > 4 ? normalised.slice(-2) : "";
  return "•".repeat(normalised.length - shown.length) + shown;
}
