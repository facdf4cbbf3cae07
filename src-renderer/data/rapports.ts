import type { Langue } from "../../src-main/contract/primitives.ts";
import type { RapportFormat, RapportOptions } from "../../src-main/contract/rapports.ts";
import type { TableauAsked } from "../../src-main/contract/tableaux.ts";
import { data, shell } from "./client.ts";

export interface RapportAsked {
  titre: string;
  demande: TableauAsked;
  options: RapportOptions;
  format: RapportFormat;
  /** Language of the system's dialog. */
  langue: Langue;
}

export interface RapportMade {
  token: string;
  name: string;
  /** Of a PDF; null for another format. */
  pages: number | null;
}

/** A report as it was before anything was chosen: all the cards, one language, upright. */
export const plainOptions = (langue: Langue): RapportOptions => ({
  langues: [langue],
  orientation: "portrait",
  couverture: {},
  sommaire: true,
});

/**
 * Makes a report in a file that the user names, and records it in the journal.
 * @param told called once the user has named the file, and the work begins
 * @returns null when the user gave up
 */
export async function makeRapport(
  { titre, demande, options, format, langue }: RapportAsked,
  { signal, told }: { signal?: AbortSignal; told?: () => void } = {},
): Promise<RapportMade | null> {
  const file = await shell.chooseRapportFile({ format, langue, nom: titre });
  if (!file) return null;
  told?.();
  const call = signal ? { signal } : {};
  let pages: number | null = null;
  if (format === "pdf") {
    const document = await data.rapports.document({ demande, options }, call);
    ({ pages } = await shell.printRapport({ document, token: file.token }, call));
  } else {
    await data.rapports.ecrire({ demande, options, format, token: file.token }, call);
  }
  await data.rapports.produit({ titre, tableau: demande.key, format, fichier: file.name });
  return { ...file, pages };
}

/** Pages that a report would have on paper. */
export async function countPages(
  { demande, options }: Pick<RapportAsked, "demande" | "options">,
  signal: AbortSignal,
): Promise<number> {
  const document = await data.rapports.document({ demande, options }, { signal });
  return (await shell.printRapport({ document, token: null }, { signal })).pages;
}
