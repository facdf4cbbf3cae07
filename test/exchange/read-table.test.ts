import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { stringify } from "csv-stringify/sync";
import { readTable, Unreadable } from "../../src-main/exchange/read-table.ts";
import { fileOf } from "../support/imports.ts";

const read = (bytes: string | Uint8Array) => readTable(fileOf(bytes));

describe("reading a table", () => {
  it("would catch a line number that is not where the row begins in the file", () => {
    const table = read('a;b\n1;"deux\nlignes"\n\n;\n3;4\n"5\n\n";6\n7;8');
    expect(table.rows.map((row) => row.line)).toEqual([2, 6, 7, 10]);
    expect(read("sep=,\r\na,b\r\n1,2\r\n\r\n3,4\r\n").rows.map((row) => row.line)).toEqual([3, 5]);
    expect(read('"a\nb";c\n1;2\n').rows.map((row) => row.line)).toEqual([3]);
  });

  it("would catch a separator found in the rows or inside quotes instead of the header", () => {
    expect(read("a;b\n1,5;2,5\n").separator).toBe(";");
    expect(read('"a;x;y","b",c\n1;2;3,4,5\n').separator).toBe(",");
    expect(read("a\tb,c\td\n1\t2\t3\n").separator).toBe("\t");
    expect(read("seule\n1\n2\n").rows.map((row) => row.cells)).toEqual([["1"], ["2"]]);
  });

  it("would catch a file whose lines end in several ways read as one long line", () => {
    const { rows } = read('a,b\r\n1,2\n3,"4\n5"\r6,7\n');
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["1", "2"],
      ["3", "4\n5"],
      ["6", "7"],
    ]);
  });

  it("would catch letters lost in an encoding of the office", () => {
    const latin = Uint8Array.from([
      ...Buffer.from("Intitul"),
      0xe9,
      0x3b,
      0x80,
      0x9c,
      0x0a,
      0x31,
      0x3b,
      0x32,
      0x0a,
    ]);
    const table = read(latin);
    expect([table.encoding, table.headers]).toEqual(["windows-1252", ["Intitulé", "€œ"]]);
    const swapped = Buffer.from("\uFEFFa;أحمد\n1;2\n", "utf16le").swap16();
    const wide = read(swapped);
    expect([wide.encoding, wide.headers]).toEqual(["utf-16be", ["a", "أحمد"]]);
  });

  it("would catch a quote inside a cell that swallows the rest of the file", () => {
    expect(read('a;b\nplaque 5";2\nx;y\n').rows.map((row) => row.cells)).toEqual([
      ['plaque 5"', "2"],
      ["x", "y"],
    ]);
  });

  it("would catch bytes that are no text taken for a table", () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 255);
    for (const bytes of [noise, Uint8Array.from([0, 1, 2, 3]), new Uint8Array(100)]) {
      expect(() => read(bytes)).toThrow(Unreadable);
    }
  });

  it("would catch a cell altered between writing and reading", () => {
    const cell = fc.string({ unit: fc.constantFrom(...Array.from("abé;,\t\"\n 'أ01=")) });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(";", ",", "\t"),
        (rows, delimiter) => {
          const table = read(
            stringify([["un", "deux", "trois"], ...rows], { delimiter, quoted: true }),
          );
          const kept = rows.filter((row) => row.some((text) => text.trim() !== ""));
          expect(table.rows.map((row) => row.cells)).toEqual(kept);
          expect(table.separator).toBe(delimiter);
        },
      ),
      { numRuns: 60, seed: 20260302 },
    );
  });
});
