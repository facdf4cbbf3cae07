import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkBusinessTax,
  checkCin,
  checkCnss,
  checkIce,
  checkPhone,
  checkPostalCode,
  checkRc,
  checkRib,
  checkTaxId,
  formatPhone,
  ibanFromRib,
  maskCin,
} from "../../src-main/domain/identifiers.ts";

describe("ICE and RIB", () => {
  test.each(["001561191000066", "002136093000040", "001 561 191 000 066", "٠٠١٥٦١١٩١٠٠٠٠٦٦"])(
    "the real ICE %s would be refused or lose its zeros",
    (ice) => {
      expect(checkIce(ice)).toMatchObject({ ok: true, level: null });
      expect(checkIce(ice).normalised).toMatch(/^00\d{13}$/);
    },
  );

  test.each(["011519000001205000534921", "310 810 1014029004423101 33"])(
    "the real RIB %s would be refused",
    (rib) => expect(checkRib(rib).ok).toBe(true),
  );

  test("a single mistyped digit would pass", () => {
    for (const [check, valid] of [
      [checkIce, "001561191000066"],
      [checkRib, "011519000001205000534921"],
    ] as const) {
      fc.assert(
        fc.property(fc.nat(valid.length - 1), fc.nat(9), (at, digit) => {
          fc.pre(valid[at] !== String(digit));
          const result = check(valid.slice(0, at) + digit + valid.slice(at + 1));
          expect(result).toMatchObject({
            ok: false,
            level: "error",
            code: expect.stringContaining("key"),
          });
        }),
      );
    }
    expect(checkIce("1561191000066")).toMatchObject({ ok: false, code: "ice_length" });
    expect(checkRib("0115190000012050005349")).toMatchObject({ ok: false, code: "rib_length" });
  });

  test("an IBAN would be built with wrong check digits, or from a wrong RIB", () => {
    expect(ibanFromRib("011519000001205000534921")).toBe("MA64011519000001205000534921");
    expect(ibanFromRib("011519000001205000534922")).toBeNull();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 22n - 1n }), (body) => {
        const key = 97n - ((body * 100n) % 97n);
        const rib = String(body).padStart(22, "0") + String(key).padStart(2, "0");
        const iban = ibanFromRib(rib)!;
        expect(BigInt(`${iban.slice(4)}2210${iban.slice(2, 4)}`) % 97n).toBe(1n);
      }),
    );
  });
});

describe("telephone and CIN", () => {
  test.each([
    "0523481234",
    "05 23 48 12 34",
    "+212 523-481234",
    "00212523481234",
    "+212 (0) 523 48 12 34",
    "٠٥٢٣٤٨١٢٣٤",
  ])("%s would not be the same number", (phone) =>
    expect(checkPhone(phone)).toMatchObject({ ok: true, normalised: "0523481234" }),
  );

  test("a number outside the plan would pass, or a foreign one be lost", () => {
    for (const phone of ["0423481234", "052348123", "05234812345", "+212423481234", "abc"]) {
      expect(checkPhone(phone)).toMatchObject({ ok: false, level: "warn", code: "phone_format" });
    }
    expect(checkPhone("+33 6 12 34 56 78")).toMatchObject({
      code: "phone_foreign",
      normalised: "+33612345678",
    });
  });

  test("a number would not be shown by pairs", () => {
    expect(formatPhone("0523481234")).toBe("05 23 48 12 34");
    expect(formatPhone("+33612345678")).toBe("+33612345678");
  });

  test("a CIN would be stored in lower case, or shown whole", () => {
    expect(checkCin("ab 123456")).toMatchObject({ ok: true, normalised: "AB123456" });
    expect(checkCin("1234")).toMatchObject({ ok: false, level: "warn", code: "cin_format" });
    expect(maskCin("AB123456")).toBe("••••••56");
    expect(maskCin("A123")).toBe("••••");
  });
});

describe("numbers without a published key", () => {
  const lengths = [
    [checkRc, "rc_format", 1, 8],
    [checkTaxId, "if_format", 1, 8],
    [checkBusinessTax, "tp_format", 8, 8],
    [checkCnss, "cnss_format", 7, 7],
    [checkPostalCode, "postal_format", 5, 5],
  ] as const;

  test("a number of the right length would be refused, another kept without a word, or an error made of it", () => {
    for (const [check, code, least, most] of lengths) {
      fc.assert(
        fc.property(fc.stringMatching(/^[0-9]{1,14}$/), (digits) => {
          const result = check(digits);
          expect(result.normalised).toBe(digits);
          expect(result.ok).toBe(digits.length >= least && digits.length <= most);
          if (!result.ok) expect(result).toMatchObject({ code, level: "warn" });
        }),
      );
    }
  });

  test("spaces or Arabic digits would make a number another one, or letters pass for one", () => {
    for (const [check, , , most] of lengths) {
      fc.assert(
        fc.property(fc.stringMatching(new RegExp(`^[0-9]{${most}}$`)), (digits) => {
          const arabic = digits.replace(/\d/g, (digit) =>
            String.fromCharCode(0x0660 + Number(digit)),
          );
          expect(check(`${arabic.slice(0, 2)} ${arabic.slice(2)}`)).toMatchObject({
            ok: true,
            normalised: digits,
          });
          expect(check(`${digits.slice(1)}A`).ok).toBe(false);
        }),
      );
    }
  });
});
