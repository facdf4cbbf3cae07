import { expect, test } from "vitest";
import { matchHeaders } from "../../src-main/domain/csv-headers.ts";

const fields = [
  { key: "reference", names: ["Référence", "المرجع"] },
  { key: "montant", names: ["Montant (MDH)"] },
  { key: "emplois", names: ["Emplois à créer"] },
  { key: "porteur", names: ["Porteur/Raison sociale"] },
];

test("accents, case or separators of a header would lose its column", () => {
  expect(
    matchHeaders(
      ["REFERENCE", "montant_mdh", "emplois-a-creer", "Porteur / Raison sociale"],
      fields,
    ),
  ).toEqual({
    mapping: { reference: 0, montant: 1, emplois: 2, porteur: 3 },
    unknown: [],
    duplicated: [],
    missing: [],
  });
});

test("an unknown, repeated, empty or absent column would go unsaid", () => {
  expect(matchHeaders(["المرجع", "Surface", "Référence", ""], fields)).toEqual({
    mapping: { reference: 0 },
    unknown: [
      { index: 1, header: "Surface" },
      { index: 3, header: "" },
    ],
    duplicated: [{ index: 2, header: "Référence", key: "reference" }],
    missing: ["montant", "emplois", "porteur"],
  });
});

test("two fields claiming one header would fill one at random", () => {
  expect(() => matchHeaders([], [...fields, { key: "ref", names: ["reference"] }])).toThrow(
    "reference",
  );
});
