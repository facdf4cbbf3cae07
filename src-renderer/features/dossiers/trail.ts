/** The list the user came from, in its order: what « précédent » and « suivant » walk through. */
let ids: readonly string[] = [];

/** Remembers the loaded rows around the record that is being opened. */
export function leaveTrail(rows: readonly { id: string }[]): void {
  ids = rows.map((row) => row.id);
}

/** The neighbours of a record in the list it was opened from; null at an end or without a list. */
export function neighbours(id: string): { before: string | null; after: string | null } {
  const at = ids.indexOf(id);
  if (at < 0) return { before: null, after: null };
  return { before: ids[at - 1] ?? null, after: ids[at + 1] ?? null };
}
