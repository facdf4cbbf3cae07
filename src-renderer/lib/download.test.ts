import { describe, expect, it } from "vitest";
import { toCsv } from "./download.ts";

describe("toCsv", () => {
  it("begins with a byte order mark, without which Excel reads é as Ã©", () => {
    expect(toCsv([["é"]])).toBe("\ufeffé\r\n");
  });
  it("quotes what would break a row", () => {
    expect(toCsv([['a;b"c', 1]])).toBe('\ufeff"a;b""c";1\r\n');
  });
  it("disarms a text that a spreadsheet would run, and leaves numbers alone", () => {
    expect(toCsv([["=1+1", -4]])).toBe("\ufeff'=1+1;-4\r\n");
  });
});
