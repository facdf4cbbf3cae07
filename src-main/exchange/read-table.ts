import { readFileSync, statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { isTotalLine, unprotected } from "./csv.ts";

/** Why a file could not be read as a table. Nothing was written. */
export type UnreadableReason =
  | "missing"
  | "empty"
  | "too_large"
  | "not_text"
  | "no_header"
  | "columns"
  | "token";

export class Unreadable extends Error {
  readonly reason: UnreadableReason;
  readonly detail: string | undefined;
  constructor(reason: UnreadableReason, detail?: string) {
    super(detail ? `${reason}: ${detail}` : reason);
    this.name = "Unreadable";
    this.reason = reason;
    this.detail = detail;
  }
}

export interface TableLine {
  /** Line of the file where the row begins; the header is line 1. */
  line: number;
  cells: string[];
}

export interface Table {
  encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
  separator: ";" | "," | "\t";
  headers: string[];
  rows: TableLine[];
}

/** Bytes; beyond, the file is surely not a list of files or figures. */
const largestFile = 256 * 1024 * 1024;

/** Windows-1252 text of these bytes could not be typed by a person: the file is no text. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000e-\u001f]/;

function decode(bytes: Buffer): { encoding: Table["encoding"]; text: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { encoding: "utf-16le", text: new TextDecoder("utf-16le").decode(bytes) };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { encoding: "utf-16be", text: new TextDecoder("utf-16be").decode(bytes) };
  }
  try {
    return { encoding: "utf-8", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { encoding: "windows-1252", text: new TextDecoder("windows-1252").decode(bytes) };
  }
}

const separators = [";", ",", "\t"] as const;

/** The separator that splits the header into the most cells, outside quotes. */
function separatorOf(header: string): Table["separator"] {
  let quoted = false;
  const counts = { ";": 0, ",": 0, "\t": 0 };
  for (const char of header) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ";" || char === "," || char === "\t")) counts[char] += 1;
  }
  return separators.reduce((best, each) => (counts[each] > counts[best] ? each : best));
}

/**
 * Reads a delimited file whole: encoding, separator and header are recognised.
 * @throws Unreadable
 */
export function readTable(path: string): Table {
  let bytes: Buffer;
  try {
    if (!statSync(path).isFile()) throw new Unreadable("missing", "not a file");
    if (statSync(path).size > largestFile) throw new Unreadable("too_large");
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable("missing", (error as NodeJS.ErrnoException).code);
  }
  if (bytes.length === 0) throw new Unreadable("empty");
  const decoded = decode(bytes);
  const text = decoded.text.replace(/^\uFEFF/, "");
  if (controls.test(text)) throw new Unreadable("not_text");
  // Excel writes its separator on a first line of its own.
  const declared = /^sep=([;,\t])\r?\n/i.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  const firstLine = body.slice(0, /\r?\n/.exec(body)?.index ?? body.length);
  if (firstLine.trim() === "") throw new Unreadable("no_header");
  const separator = (declared?.[1] as Table["separator"] | undefined) ?? separatorOf(firstLine);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(body, {
      delimiter: separator,
      // A file put together by hand may end its lines in several ways.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      info: true,
    }) as unknown as typeof records;
  } catch (error) {
    throw new Unreadable("not_text", (error as Error).message);
  }
  const [head, ...rest] = records;
  if (!head) throw new Unreadable("no_header");
  const offset = declared ? 1 : 0;
  let previous = head.info.lines;
  const rows: TableLine[] = [];
  for (const { record, info } of rest) {
    // `lines` is where the record ends; it began after the one before ended.
    const line = previous + 1 + offset;
    previous = info.lines;
    if (record.every((cell) => cell.trim() === "")) continue;
    rows.push({ line, cells: record });
  }
  // A list that was exported: what was protected from spreadsheets is as it was in the register.
  if (isTotalLine(rows.at(-1)?.cells ?? [])) {
    for (const row of rows) row.cells = row.cells.map(unprotected);
  }
  return { encoding: decoded.encoding, separator, headers: head.record, rows };
}
