import type { FiliereKey } from "../../../src-main/contract/filieres.ts";

interface Config {
  path: string;
  /** Fields of the page, by group. */
  groups: readonly (readonly string[])[];
  /** Fields asked for at once; the page holds the others. */
  quick: readonly string[];
}

/** What differs between the two pipelines. */
export const CONFIG: Record<FiliereKey, Config> = {
  demande: {
    path: "/demandes",
    groups: [
      ["objet", "texte"],
      ["etape", "recueLe", "canal", "assigneId", "reponduLe"],
      ["reponse"],
      ["nom", "telephone", "email"],
    ],
    quick: ["objet", "recueLe", "canal", "nom", "telephone", "email", "assigneId", "texte"],
  },
  accompagnement: {
    path: "/accompagnements",
    groups: [
      ["intitule", "observation"],
      ["etape", "ouvertLe", "programme", "conseillerId", "closLe"],
    ],
    quick: ["intitule", "ouvertLe", "programme", "conseillerId", "observation"],
  },
};
