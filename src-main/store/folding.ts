import { foldText, searchTokens } from "../domain/search-text.ts";
import type { Connection, SqlValue } from "./database.ts";

const folding = new WeakSet<Connection>();

/** Signs of a long text that are searched: a name or a title stands at its beginning. */
const searched = 4000;

/**
 * Gives the connection `plie(text)`, the folding of the search index: for tables too small to have an index of
 * their own.
 */
function withFolding(db: Connection): void {
  if (folding.has(db)) return;
  db.function("plie", { deterministic: true }, (text: unknown) =>
    typeof text === "string" ? foldText(text.slice(0, searched)) : "",
  );
  folding.add(db);
}

/**
 * Conditions of SQL that every word of a text begins a word of one of the expressions, folded.
 * @param expressions SQL known to the caller, never typed by a user.
 * @returns null when the text holds no word.
 */
export function foldedMatch(
  db: Connection,
  text: string,
  expressions: readonly string[],
): { sql: string; params: SqlValue[] } | null {
  const words = searchTokens(text);
  if (words.length === 0) return null;
  withFolding(db);
  const haystack = expressions.map((each) => `' ' || plie(${each})`).join(" || ");
  return {
    sql: words.map(() => `instr(${haystack}, ?) > 0`).join(" AND "),
    params: words.map((word) => ` ${word}`),
  };
}
