import { expect, it } from "vitest";
import { nearest } from "./nearest.ts";

it("would catch a misspelt commune that finds no name, or a far word that finds one", () => {
  const names = ["Afourar (Azilal)", "Béni Mellal (Béni Mellal)", "Khénifra (Khénifra)"];
  expect(nearest("Afourer", names)).toEqual(["Afourar (Azilal)"]);
  expect(nearest("beni melal", names)).toEqual(["Béni Mellal (Béni Mellal)"]);
  expect(nearest("Casablanca", names)).toEqual([]);
});
