import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  BadFormula,
  computeFormula,
  cycleOf,
  parseFormula,
  seriesOf,
  seriesUnder,
  type Figure,
} from "../../src-main/domain/formules.ts";
import { mixableMethods } from "../../src-main/domain/methodes.ts";
import { parsePeriod } from "../../src-main/domain/periods.ts";

const figure = (period: string, value: number, territoire = "05.081"): Figure => {
  const read = parsePeriod(period, null)!;
  return { territoire, period: read, value, partial: read.partial };
};

/** Region of the provinces of the tests. */
const regionOf = (code: string): string | null => (code.startsWith("05.") ? "05" : null);

function compute(text: string, figures: Record<string, Figure[]>) {
  const { figures: made, absences } = computeFormula(parseFormula(text), {
    figures: new Map(Object.entries(figures)),
    regionOf,
  });
  return {
    made: made.map((each) => [each.territoire, each.period.label, each.value]),
    absent: absences.map((each) => [each.territoire, each.period.label, each.code]),
    parts: made.map(({ parts }) =>
      parts.map((part) => `${part.key} ${part.figure.period.label} ${part.role}`),
    ),
    partial: made.map((each) => each.partial),
  };
}

const codeOf = (text: string): string => {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof BadFormula) return error.code;
    throw error;
  }
  return "read";
};

describe("reading a formula", () => {
  test.each([
    ["", "formula_empty"],
    ["   ", "formula_empty"],
    ["a".repeat(501), "formula_too_long"],
    ["pib /", "formula_syntax"],
    ["pib population", "formula_syntax"],
    ["(pib", "formula_syntax"],
    ["pib, population", "formula_syntax"],
    ["pib.x", "formula_syntax"],
    ["pib[0]", "formula_syntax"],
    ["pib ? 1 : 2", "formula_syntax"],
    ["this", "formula_syntax"],
    ["pib ^ 2", "formula_operator"],
    ["pib % 2", "formula_operator"],
    ["!pib", "formula_operator"],
    ["pib * 1e999", "formula_number"],
    ["pib * 'x'", "formula_number"],
    ["true * pib", "formula_number"],
    ["PIB * 2", "formula_name"],
    ["é * 2", "formula_name"],
    ["moyenne(pib)", "formula_function"],
    ["croissance()", "formula_arguments"],
    ["croissance(pib, 2)", "formula_arguments"],
    ["part(pib, region)", "formula_arguments"],
    ["part(12)", "formula_arguments"],
    ["1 + 1", "formula_without_series"],
    [`${"-".repeat(60)}pib`, "formula_deep"],
  ])("would catch %j read, or refused for another reason", (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it("would catch a text that makes the reader fail otherwise than by its own error", () => {
    const words = fc.constantFrom(
      "pib",
      "part",
      "cumul",
      "(",
      ")",
      "+",
      "-",
      "*",
      "/",
      ",",
      "1",
      ".",
      '"',
      "'",
      "[",
      "]",
      "\\",
      " ",
      "?",
      ":",
      "`",
      "{",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 600 }),
      fc.array(words, { maxLength: 200 }).map((each) => each.join("")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(typeof codeOf(text)).toBe("string");
      }),
      { numRuns: 2000 },
    );
  });

  it("would catch a formula that does not compute what arithmetic says", () => {
    const [aa, bb] = [7, -2];
    const leaf = fc.constantFrom(
      { text: "aa", value: aa },
      { text: "bb", value: bb },
      { text: "3", value: 3 },
      { text: "0.5", value: 0.5 },
    );
    const signs = {
      "+": (l: number, r: number) => l + r,
      "-": (l: number, r: number) => l - r,
      "*": (l: number, r: number) => l * r,
    };
    const sign = fc.constantFrom("+", "-", "*" as const) as fc.Arbitrary<keyof typeof signs>;
    const { tree } = fc.letrec<{ tree: { text: string; value: number } }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.tuple(tie("tree"), sign, tie("tree")).map(([left, by, right]) => ({
          text: `(${left.text} ${by} ${right.text})`,
          value: signs[by](left.value, right.value),
        })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(text.length < 470);
        const figures = { aa: [figure("2023", aa)], bb: [figure("2023", bb)] };
        const { made } = compute(`aa * 0 + bb * 0 + ${text}`, figures);
        expect(made).toEqual([["05.081", "2023", 0 + value]]);
      }),
    );
  });

  it("would catch a series left out, or a running total of what is no flow unseen", () => {
    const formula = parseFormula('croissance(aa / bb) + cumul(cc - aa) + part(dd, "MA")');
    expect(seriesOf(formula)).toEqual(["aa", "bb", "cc", "dd"]);
    expect(seriesUnder(formula, "cumul")).toEqual(["cc", "aa"]);
  });
});

test("a series that refers to itself, directly or through others, would pass", () => {
  const formulas = new Map(
    Object.entries({ aa: "bb + 1", bb: "cc * 2", cc: "aa / dd", ee: "ee", ff: "dd + bb" }).map(
      ([key, text]) => [key, parseFormula(text)] as const,
    ),
  );
  expect(cycleOf("aa", formulas)).toEqual(["aa", "bb", "cc", "aa"]);
  expect(cycleOf("ee", formulas)).toEqual(["ee", "ee"]);
  expect(cycleOf("ff", formulas)).toEqual(["bb", "cc", "aa", "bb"]);
  expect(cycleOf("dd", formulas)).toBeNull();
});

describe("evaluating a formula", () => {
  it("would catch a figure per head made of another year than it says", () => {
    const population = [figure("RGPH 2014", 100), figure("RGPH 2024", 200)];
    const read = compute("pib * 10 / population", {
      pib: [figure("2013", 5), figure("2021", 50), figure("2024", 60), figure("2025", 80)],
      population,
    });
    expect(read.made).toEqual([
      ["05.081", "2021", 5],
      ["05.081", "2024", 3],
      ["05.081", "2025", 4],
    ]);
    expect(read.parts[0]).toEqual(["pib 2021 exact", "population RGPH 2014 census"]);
    expect(read.parts[2]).toEqual(["pib 2025 exact", "population RGPH 2024 census"]);
    expect(read.absent).toEqual([["05.081", "2013", "missing"]]);
  });

  it("would catch two different censuses mixed in one figure", () => {
    const read = compute("pib / population / menages", {
      pib: [figure("2025", 5)],
      population: [figure("RGPH 2024", 200)],
      menages: [figure("RGPH 2014", 20)],
    });
    expect(read.made).toEqual([]);
    expect(read.absent).toEqual([["05.081", "2025", "census_differs"]]);
  });

  it("would catch periods of different lengths put together", () => {
    const read = compute("montant / projets", {
      montant: [figure("2023", 10), figure("2024-01/11", 30)],
      projets: [figure("2023", 5), figure("2024", 6), figure("2022-Q1", 1)],
    });
    expect(read.made).toEqual([["05.081", "2023", 2]]);
    expect(read.absent.map(([, period, code]) => [period, code])).toEqual([
      ["2022-Q1", "missing"],
      ["2024-01/11", "missing"],
      ["2024", "missing"],
    ]);
  });

  it("would catch a division by zero shown as a figure, or that stops the other periods", () => {
    const read = compute("aa / (bb - 4)", {
      aa: [figure("2022", 1), figure("2023", 6)],
      bb: [figure("2022", 4), figure("2023", 6)],
    });
    expect(read.made).toEqual([["05.081", "2023", 3]]);
    expect(read.absent).toEqual([["05.081", "2022", "zero_division"]]);
  });

  it("would catch a growth against another span, or against nothing", () => {
    const read = compute("croissance(aa)", {
      aa: [
        figure("2021", 10),
        figure("2022", 15),
        figure("2024", 20),
        figure("2023-Q2", 4),
        figure("2024-Q2", 3),
        figure("2024-Q3", 9),
      ],
    });
    expect(read.made).toEqual([
      ["05.081", "2022", 50],
      ["05.081", "2024-Q2", -25],
    ]);
    expect(read.absent.map(([, period, code]) => [period, code])).toEqual([
      ["2021", "no_previous"],
      ["2023-Q2", "no_previous"],
      ["2024-Q3", "no_previous"],
      ["2024", "no_previous"],
    ]);
    const census = compute("croissance(aa)", {
      aa: [figure("RGPH 2014", 200), figure("RGPH 2024", 210)],
    });
    expect(census.made).toEqual([["05.081", "RGPH 2024", 5]]);
    expect(census.parts).toEqual([["aa RGPH 2024 exact", "aa RGPH 2014 previous"]]);
    expect(
      compute("croissance(aa)", { aa: [figure("2021", -4), figure("2022", 1)] }).absent[1],
    ).toEqual(["05.081", "2022", "negative_base"]);
    expect(
      compute("croissance(aa)", { aa: [figure("2021", 0), figure("2022", 1)] }).absent[1],
    ).toEqual(["05.081", "2022", "zero_division"]);
  });

  it("would catch a share of another whole, or of a whole that is not published", () => {
    const aa = [
      figure("2023", 20),
      figure("2023", 80, "05"),
      figure("2023", 400, "MA"),
      figure("2024", 30),
    ];
    expect(compute("part(aa)", { aa }).made).toEqual([["05.081", "2023", 25]]);
    expect(compute("part(aa)", { aa }).absent).toEqual([["05.081", "2024", "missing"]]);
    expect(compute('part(aa, "MA")', { aa }).made).toEqual([
      ["05.081", "2023", 5],
      ["05", "2023", 20],
    ]);
  });

  it("would catch a running total that jumps a missing year", () => {
    const aa = [figure("2020", 1), figure("2021", 2), figure("2022", 4), figure("2024", 8)];
    const read = compute("cumul(aa)", { aa });
    expect(read.made.map(([, period, value]) => [period, value])).toEqual([
      ["2020", 1],
      ["2021", 3],
      ["2022", 7],
    ]);
    expect(read.absent).toEqual([["05.081", "2024", "gap"]]);
    const partial = compute("cumul(aa)", { aa: [figure("2023", 5), figure("2024-01/06", 2)] });
    expect(partial.made.at(-1)).toEqual(["05.081", "2024-01/06", 7]);
    expect(partial.partial).toEqual([false, true]);
  });
});

test("a census and a survey would share an axis, or other methods be kept apart", () => {
  expect(mixableMethods(["recensement", "enquete", null])?.code).toBe("census_and_survey");
  expect(mixableMethods(["recensement", "comptes_regionaux", null])).toBeNull();
  expect(mixableMethods(["enquete", "enquete"])).toBeNull();
  expect(
    Object.values(mixableMethods(["enquete", "recensement"])!.texte).every(
      (each) => each.length > 20,
    ),
  ).toBe(true);
});
