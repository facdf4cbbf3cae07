import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  inferDecimalFormat,
  parseDecimal,
  scaleDecimal,
  type DecimalFormat,
} from "../../src-main/contract/decimal.ts";

const canonical = (text: string, format?: DecimalFormat): string | null => {
  const parsed = parseDecimal(text, format);
  return parsed.ok ? parsed.text : null;
};

describe("parseDecimal", () => {
  test.each([
    ["1 234,5", "1234.5"],
    ["1\u202f234\u00a0567,89", "1234567.89"],
    ["1.234,5", "1234.5"],
    ["1234.5", "1234.5"],
    ["1,234.50", "1234.5"],
    ["1.234.567", "1234567"],
    ["-110.7", "-110.7"],
    ["−5", "-5"],
    ["٩٥٫٥", "95.5"],
    ["٢٬٥٢٥٬٨٠١", "2525801"],
    ["1'234.5", "1234.5"],
    ["0,125", "0.125"],
    [",5", "0.5"],
    ["007", "7"],
    ["-0,00", "0"],
    ["+3", "3"],
  ])("%s would be read as another number", (text, expected) => {
    const parsed = parseDecimal(text);
    expect(parsed).toEqual({
      ok: true,
      value: Number(expected),
      text: expected,
      ambiguous: false,
    });
  });

  test.each([
    "",
    "-",
    "(5)",
    "12 34",
    "1.23.456",
    "1,2,3",
    "5-",
    "12 MDH",
    "1e5",
    "5,",
    "1 234 5",
    "n.d.",
  ])("%j would be taken for a number", (text) => {
    expect(parseDecimal(text)).toEqual({ ok: false });
  });

  test("a lone sign before three digits would be believed without the column", () => {
    expect(parseDecimal("95.034")).toEqual({
      ok: true,
      value: 95.034,
      text: "95.034",
      ambiguous: true,
    });
    expect(canonical("95.034", { decimal: ",", group: "." })).toBe("95034");
    expect(canonical("95.034", { decimal: ".", group: "," })).toBe("95.034");
    expect(canonical("1.000,00", { decimal: ",", group: "." })).toBe("1000");
  });

  test("a cell against its column's format would become ten times larger", () => {
    expect(canonical("-110.7", { decimal: ",", group: "." })).toBeNull();
    expect(canonical("12,5", { decimal: ".", group: "," })).toBeNull();
    expect(canonical("95.034", { decimal: ",", group: " " })).toBeNull();
  });

  test("a number written in a format would not be read back in it", () => {
    const formats = fc.constantFrom<DecimalFormat>(
      { decimal: ",", group: "." },
      { decimal: ",", group: " " },
      { decimal: ".", group: "," },
      { decimal: ".", group: " " },
    );
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(999),
        formats,
        fc.boolean(),
        (whole, cents, format, grouped) => {
          const digits = String(Math.abs(whole));
          const shown = grouped ? digits.replace(/\B(?=(\d{3})+$)/g, format.group) : digits;
          const fraction = String(cents).padStart(3, "0");
          const text = `${whole < 0 ? "-" : ""}${shown}${format.decimal}${fraction}`;
          expect(parseDecimal(text, format)).toMatchObject({
            ok: true,
            value: Number(`${whole}.${fraction}`) || 0,
          });
        },
      ),
    );
  });
});

describe("inferDecimalFormat", () => {
  test.each<[string[], DecimalFormat, boolean, number[]]>([
    [["95.034", "12,5"], { decimal: ",", group: "." }, false, []],
    [["95.034", "12.5"], { decimal: ".", group: " " }, false, []],
    [["-110.7", "5"], { decimal: ".", group: " " }, false, []],
    [["1.000,00"], { decimal: ",", group: "." }, false, []],
    [["1,234.50", "3"], { decimal: ".", group: "," }, false, []],
    [["95.034", "33.351"], { decimal: ",", group: "." }, true, []],
    [["12", "", "1 500", "n.d."], { decimal: ",", group: " " }, false, []],
    [["12.5", "3.25", "7,5"], { decimal: ".", group: " " }, false, [2]],
    [["12.5", "7,5"], { decimal: ",", group: " " }, true, [0]],
    [["0.250", "95.034"], { decimal: ".", group: " " }, false, []],
  ])("the column %j would be read in another format", (samples, format, ambiguous, conflicts) => {
    expect(inferDecimalFormat(samples)).toEqual({ ...format, ambiguous, conflicts });
  });

  test("a column that agrees with itself would lose a cell in its own format", () => {
    const cell = fc
      .tuple(fc.nat(99_999_999), fc.nat(99), fc.boolean())
      .map(([whole, cents, grouped]) => {
        const digits = grouped ? String(whole).replace(/\B(?=(\d{3})+$)/g, ".") : String(whole);
        return { text: `${digits},${String(cents).padStart(2, "0")}`, value: whole + cents / 100 };
      });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const format = inferDecimalFormat(cells.map(({ text }) => text));
        expect(format.conflicts).toEqual([]);
        for (const { text, value } of cells) {
          const parsed = parseDecimal(text, format);
          expect(parsed.ok && Math.abs(parsed.value - value) < 1e-6).toBe(true);
        }
      }),
    );
  });
});

describe("scaleDecimal", () => {
  test.each<[string, number, number | null]>([
    ["12.5", 8, 1_250_000_000],
    ["1.005", 2, null],
    ["1.0050", 3, 1005],
    ["4.35", 2, 435],
    ["-0.1", 2, -10],
    ["90071992.54740991", 8, 9_007_199_254_740_991],
    ["90071992.54740992", 8, null],
    ["abc", 2, null],
    ["0", 2, 0],
  ])("%s × 10^%i would lose or invent centimes", (text, digits, expected) => {
    expect(scaleDecimal(text, digits)).toBe(expected);
  });

  test("an integer of centimes would not come back exactly from its text", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (centimes) => {
        const digits = String(Math.abs(centimes)).padStart(3, "0");
        const text = `${centimes < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(scaleDecimal(text, 2)).toBe(centimes === 0 ? 0 : centimes);
      }),
    );
  });
});
