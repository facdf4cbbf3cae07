/** Screen of each record that has one, by its table in the register. */
const screens: Record<string, string> = {
  projet: "/projets",
  dossier: "/dossiers",
  seance: "/seances",
  organisation: "/annuaire/organisation",
  personne: "/annuaire/personne",
  demande: "/demandes",
  accompagnement: "/accompagnements",
  financement: "/financements",
  convention: "/conventions",
  edition: "/editions",
  serie: "/indicateurs",
};

/**
 * The address of a record's own screen.
 * @returns null when its table has none.
 */
export function addressOf(table: string | null, id: string | null): string | null {
  const screen = table === null ? undefined : screens[table];
  return screen === undefined || id === null ? null : `${screen}/${id}`;
}
