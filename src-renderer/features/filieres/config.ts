import type { FiliereKey } from "../../../src-main/contract/filieres.ts";

interface Config {
  path: string;
  /** Fields of the page, by group. */
  groups: readonly (readonly string[])[];
  /** Records it names. */
  links: readonly string[];
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
    links: ["organisationId", "personneId", "projetId"],
    quick: ["objet", "recueLe", "canal", "nom", "telephone", "email", "assigneId", "texte"],
  },
  accompagnement: {
    path: "/accompagnements",
    groups: [
      ["intitule", "observation"],
      ["etape", "ouvertLe", "programme", "conseillerId", "closLe"],
      ["issue", "cout", "entrepriseCreeeLe", "emploisCrees"],
    ],
    links: ["organisationId", "personneId", "projetId", "mentorId", "cohorteId", "conventionId"],
    quick: ["intitule", "ouvertLe", "programme", "conseillerId", "observation"],
  },
};
