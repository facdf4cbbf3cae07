import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameBones, skeletonOf } from "../../src-main/domain/name-skeleton.ts";
import { foldText } from "../../src-main/domain/search-text.ts";

describe("skeletons of names", () => {
  test.each([
    ["Fkih", "Fquih"],
    ["Mohamed", "Mohammed"],
    ["Khénifra", "Khenifra"],
    ["Beni", "Béni"],
    ["Achour", "Ashour"],
    ["Djamal", "Jamal"],
    ["الأنوار", "أنوار"],
  ])("two spellings of one name would differ: %s, %s", (one, other) => {
    expect(nameBones(one)).toEqual(nameBones(other));
  });

  test("different names would be taken for one", () => {
    expect(nameBones("Atlas")).not.toEqual(nameBones("Salam"));
    expect(nameBones("Société Rivage SARL")).toEqual(nameBones("rivage"));
  });

  test("a word would lose its skeleton, or bring a sign that the index cuts", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const word of foldText(text).split(" ").filter(Boolean)) {
          expect(skeletonOf(word)).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      }),
    );
  });
});
