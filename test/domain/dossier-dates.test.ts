import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../src-main/domain/dates.ts";
import { checkDossierDates, type DossierDates } from "../../src-main/domain/dossier-dates.ts";

const none: DossierDates = {
  deposeLe: null,
  valideLe: null,
  diffuseLe: null,
  passages: [],
  pvLe: null,
  delivreLe: null,
};

test("a deposit after the circulation would pass when the validation is unknown", () => {
  expect(checkDossierDates({ ...none, deposeLe: "2026-03-10", diffuseLe: "2026-03-05" })).toEqual([
    {
      code: "date_order",
      first: { field: "deposeLe", date: "2026-03-10" },
      second: { field: "diffuseLe", date: "2026-03-05" },
    },
  ]);
});

test("a passage without circulation would be accepted", () => {
  expect(checkDossierDates({ ...none, deposeLe: "2026-03-01", passages: ["2026-03-09"] })).toEqual([
    {
      code: "passage_without_diffusion",
      first: { field: "diffuseLe", date: null },
      second: { field: "passage", date: "2026-03-09" },
    },
  ]);
});

test("minutes dated before the last of several passages would be accepted", () => {
  const dates = {
    ...none,
    diffuseLe: "2026-03-01",
    passages: ["2026-04-02", "2026-03-03"],
    pvLe: "2026-03-20",
  };
  expect(checkDossierDates(dates)).toEqual([
    {
      code: "date_order",
      first: { field: "passage", date: "2026-04-02" },
      second: { field: "pvLe", date: "2026-03-20" },
    },
  ]);
});

test("each passage before the circulation would not be named", () => {
  const dates = {
    ...none,
    diffuseLe: "2026-03-05",
    passages: ["2026-03-01", "2026-03-02", "2026-03-09"],
  };
  expect(checkDossierDates(dates).map((fault) => fault.second.date)).toEqual([
    "2026-03-01",
    "2026-03-02",
  ]);
});

const steps = fc.array(fc.option(fc.nat(40), { nil: null }), { minLength: 6, maxLength: 6 });
const at = (offset: number | null): string | null =>
  offset === null ? null : addDays("2026-01-01", offset);

test("known dates in legal order would be refused, or out of order accepted", () => {
  fc.assert(
    fc.property(steps, (offsets) => {
      const [deposeLe, valideLe, diffuseLe, passage, pvLe, delivreLe] = offsets.map(at);
      const faults = checkDossierDates({
        deposeLe: deposeLe!,
        valideLe: valideLe!,
        diffuseLe: diffuseLe!,
        passages: passage === null ? [] : [passage!],
        pvLe: pvLe!,
        delivreLe: delivreLe!,
      });
      const known = offsets.filter((offset) => offset !== null);
      const sorted = known.every((offset, index) => index === 0 || known[index - 1]! <= offset);
      expect(faults.every((fault) => fault.code !== "date_order")).toBe(sorted);
      expect(faults.some((fault) => fault.code === "passage_without_diffusion")).toBe(
        passage !== null && diffuseLe === null,
      );
    }),
  );
});
