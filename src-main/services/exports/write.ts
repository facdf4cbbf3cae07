import { createReadStream } from "node:fs";
import type { ExportAsked } from "../../contract/exports.ts";
import type { Langue } from "../../contract/primitives.ts";
import { csvFormat, csvLine, recordCounter, totalLine } from "../../exchange/csv.ts";
import { NotWritten, openWhole } from "../../exchange/write-whole.ts";
import { countSheetRows, sheetRows, sheetWriter } from "../../exchange/xlsx.ts";
import type { Context } from "../context.ts";
import { Cancelled } from "../imports/run.ts";
import { exportTable, type Cell, type ExportTable } from "./lists.ts";

/** What the writing of a list tells: how far it is, then what the file holds. */
export type ExportStep =
  | { type: "progress"; step: "export"; done: number; total: number }
  | { type: "written"; rows: number; bytes: number };

/** How one format is written by parts, and how the rows of the file are counted again. */
interface FileWriter {
  begin: () => Uint8Array[];
  rows: (rows: readonly Cell[][]) => Uint8Array[];
  end: (rows: number) => Uint8Array[];
  /** Rows found in the file on disk. */
  count: (path: string) => Promise<number>;
}

/** Rows between two breaths: whoever stops the export is heard. */
const slice = 500;
/** Rows between two words of progress. */
const told = 2000;

const bytesOf = (text: string): Uint8Array[] => [Buffer.from(text, "utf8")];

async function countRecords(path: string): Promise<number> {
  const counter = recordCounter();
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    counter.add(chunk as Uint8Array);
  }
  return counter.count();
}

function csvWriter(table: ExportTable, asked: ExportAsked): FileWriter {
  const format = csvFormat(asked.langue, asked.csv);
  const blanks = table.columns.slice(1).map(() => null);
  return {
    begin: () =>
      bytesOf(
        `${format.bom ? "\uFEFF" : ""}${csvLine(
          table.columns.map(({ label }) => label),
          format,
        )}`,
      ),
    rows: (rows) => bytesOf(rows.map((cells) => csvLine(cells, format)).join("")),
    // As wide as the others: a reader that counts cells takes it.
    end: (rows) => bytesOf(csvLine([totalLine(asked.langue, rows), ...blanks], format)),
    count: async (path) => (await countRecords(path)) - 2,
  };
}

function jsonWriter(table: ExportTable, asked: ExportAsked): FileWriter {
  let first = true;
  const { columns } = table;
  return {
    begin: () =>
      bytesOf(
        `{"list":${JSON.stringify(asked.view.list)},"langue":"${asked.langue}","columns":${JSON.stringify(
          columns.map(({ key, label, kind }) => ({ key, label, kind })),
        )},"rows":[\n`,
      ),
    rows(rows) {
      // One row a line: the lines of the file are its rows.
      const lines = rows.map((cells) =>
        JSON.stringify(Object.fromEntries(columns.map(({ key }, at) => [key, cells[at]]))),
      );
      const text = `${first ? "" : ",\n"}${lines.join(",\n")}`;
      first = false;
      return bytesOf(text);
    },
    end: (rows) => bytesOf(`${first ? "" : "\n"}],"count":${rows}}\n`),
    count: async (path) => {
      let lines = 0;
      for await (const chunk of createReadStream(path)) {
        for (const byte of chunk as Uint8Array) if (byte === 0x0a) lines += 1;
      }
      return lines - 2;
    },
  };
}

function xlsxWriter(table: ExportTable, { langue }: { langue: Langue }): FileWriter {
  const sheet = sheetWriter(table.name, table.columns, { rtl: langue === "ar" });
  return {
    begin: () => sheet.taken(),
    rows(rows) {
      sheet.rows(rows);
      return sheet.taken();
    },
    end(rows) {
      sheet.end(totalLine(langue, rows));
      return sheet.taken();
    },
    count: async (path) => (await countSheetRows(path)) - 2,
  };
}

const writers = { csv: csvWriter, json: jsonWriter, xlsx: xlsxWriter } as const;

/**
 * Writes a list to a file, whole or not at all, and counts its rows again in the file before it takes its place.
 * @param ctx on a connection of its own: what is read is one state of the register.
 * @param stopped asked between slices; true takes the file away.
 * @throws NotWritten, Cancelled, NoSuchColumn
 */
export async function* writeExport(
  ctx: Context,
  asked: ExportAsked,
  path: string,
  stopped: () => boolean,
): AsyncGenerator<ExportStep, void, void> {
  const { db } = ctx.store;
  db.prepare("BEGIN").run();
  try {
    const table = exportTable(ctx, asked);
    if (asked.format === "xlsx" && table.count + 2 > sheetRows) {
      throw new NotWritten("too_many_rows", table.count);
    }
    const writer = writers[asked.format](table, asked);
    const file = await openWhole(path);
    try {
      const put = async (parts: Uint8Array[]) => {
        if (parts.length > 0) await file.write(Buffer.concat(parts));
      };
      yield { type: "progress", step: "export", done: 0, total: table.count };
      await put(writer.begin());
      let rows = 0;
      let part: Cell[][] = [];
      const flush = async () => {
        rows += part.length;
        await put(writer.rows(part));
        part = [];
        await new Promise((resolve) => setImmediate(resolve));
        if (stopped()) throw new Cancelled();
      };
      for (const cells of table.rows()) {
        if (part.push(cells) < slice) continue;
        await flush();
        if (rows % told === 0) {
          yield { type: "progress", step: "export", done: rows, total: table.count };
        }
      }
      if (part.length > 0) await flush();
      await put(writer.end(rows));
      if (stopped()) throw new Cancelled();
      if ((await writer.count(file.beside)) !== rows || rows !== table.count) {
        throw new NotWritten("not_checked", `${rows} of ${table.count}`);
      }
      if (stopped()) throw new Cancelled();
      yield { type: "written", rows, bytes: await file.keep() };
    } finally {
      await file.drop();
    }
  } finally {
    db.prepare("ROLLBACK").run();
  }
}
