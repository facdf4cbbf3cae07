import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatDh,
  formatMdh,
  formatMonth,
  formatMonthDay,
  formatNumber,
  formatPercent,
  parseDate,
} from "./format.ts";

describe("numbers", () => {
  it("groups thousands with a narrow no-break space and uses a comma, never dots as fr-MA does", () => {
    expect(formatNumber(1_234_567.891, 2)).toBe("1\u202f234\u202f567,89");
    expect(formatNumber(999)).toBe("999");
    expect(formatNumber(1000)).toBe("1\u202f000");
  });
  it("writes a true minus sign, and none before a number that rounds to zero", () => {
    expect(formatNumber(-5)).toBe("\u22125");
    expect(formatNumber(-0.001, 1)).toBe("0,0");
  });
  it("keeps up to two decimals when none are asked, without trailing zeros", () => {
    expect(formatNumber(12.5)).toBe("12,5");
    expect(formatNumber(12)).toBe("12");
  });
  it("does not show « NaN » to an officer", () => {
    expect(formatNumber(Number.NaN)).toBe("");
  });
  it("reads centimes as dirhams and as millions of dirhams", () => {
    expect(formatDh(123_456_789)).toBe("1\u202f234\u202f567,89\u00a0DH");
    expect(formatMdh(12_650_000_000)).toBe("126,5");
    expect(formatPercent(5.4)).toBe("5,4\u00a0%");
  });
});

describe("dates", () => {
  it("shows a calendar date without passing through a time zone", () => {
    expect(formatDate("2026-03-01")).toBe("01/03/2026");
  });
  it("uses the Moroccan month names in Arabic", () => {
    expect(formatMonth("2024-08-02", "ar")).toBe("غشت 2024");
    expect(formatMonthDay("08-20", "ar")).toBe("20 غشت");
    expect(formatMonthDay("07-30", "fr")).toBe("30 juillet");
  });
  it("reads what an officer types", () => {
    for (const text of ["31/12/2026", "31-12-2026", "31.12.2026", "31122026", "2026-12-31"])
      expect(parseDate(text)).toBe("2026-12-31");
    expect(parseDate("1/2/2026")).toBe("2026-02-01");
    expect(parseDate("  ")).toBeNull();
  });
  it("refuses a day that does not exist instead of rolling over to the next month", () => {
    expect(parseDate("31/02/2026")).toBeUndefined();
    expect(parseDate("29/02/2025")).toBeUndefined();
    expect(parseDate("29/02/2024")).toBe("2024-02-29");
  });
  it("does not guess the century of a two-digit year", () => {
    expect(parseDate("31/12/26")).toBeUndefined();
  });
});
