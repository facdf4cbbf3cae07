import fc from "fast-check";
import { expect, test } from "vitest";
import { worstDecision } from "../../src-main/domain/decisions.ts";

const ranks = new Map([
  ["favorable", 1],
  ["favorable_sous_reserve", 2],
  ["complement", 3],
  ["reprogrammer", 4],
  ["defavorable", 5],
  ["ajourne", 4],
]);
const decisions = fc.array(fc.constantFrom(null, ...ranks.keys()));

test("one refused act would leave the project favourable", () => {
  expect(worstDecision(["favorable", "defavorable", "reprogrammer"], ranks)).toBe("defavorable");
  expect(worstDecision(["favorable", null, "favorable_sous_reserve"], ranks)).toBe(
    "favorable_sous_reserve",
  );
});

test("a project without decision would get one, or an unknown code be ignored", () => {
  expect(worstDecision([], ranks)).toBeNull();
  expect(worstDecision([null, null], ranks)).toBeNull();
  expect(() => worstDecision(["favorabel"], ranks)).toThrow("favorabel");
});

test("the order of the dossiers would change the decision", () => {
  const shuffled = decisions.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(
      shuffled,
      ([list, other]) => worstDecision(list, ranks) === worstDecision(other, ranks),
    ),
  );
});

test("counting a dossier twice or grouping by act first would change the decision", () => {
  fc.assert(
    fc.property(decisions, decisions, (some, others) => {
      const worst = worstDecision([...some, ...others], ranks);
      expect(worstDecision([...some, ...others, worst], ranks)).toBe(worst);
      expect(worstDecision([worstDecision(some, ranks), worstDecision(others, ranks)], ranks)).toBe(
        worst,
      );
    }),
  );
});

test("one more dossier would improve the decision", () => {
  const rank = (code: string | null): number => (code === null ? 0 : ranks.get(code)!);
  fc.assert(
    fc.property(decisions, decisions, (some, more) => {
      expect(rank(worstDecision([...some, ...more], ranks))).toBeGreaterThanOrEqual(
        rank(worstDecision(some, ranks)),
      );
    }),
  );
});
