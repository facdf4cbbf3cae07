import PizZip from "pizzip";
import { Document, Footer, Packer, Paragraph, TextRun } from "docx";
import { describe, expect, it, test } from "vitest";
import { BadModel, fillModel, readModel } from "../../src-main/exchange/docx.ts";
import { thrownBy } from "../support/register.ts";

/** A Word file of a paragraph per text, with a footer. */
const wordOf = async (texts: readonly string[], foot = ""): Promise<Uint8Array> => {
  const line = (text: string) => new Paragraph({ children: [new TextRun(text)] });
  const file = new Document({
    sections: [
      { children: texts.map(line), footers: { default: new Footer({ children: [line(foot)] }) } },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
};
const textOf = (docx: Uint8Array, part = "word/document.xml") =>
  new PizZip(docx)
    .file(part)!
    .asText()
    .replace(/<\/w:p>/g, "\n")
    .replace(/<[^>]+>/g, "");
const faultsOf = (bytes: Uint8Array) => {
  const error = thrownBy(() => readModel(bytes));
  expect(error).toBeInstanceOf(BadModel);
  return (error as BadModel).faults;
};

describe("the marks of a Word model", () => {
  it("would catch a mark lost in a loop, a condition, a heading or a footer", async () => {
    const marks = readModel(
      await wordOf(
        [
          "{objet}",
          "{#engagements}",
          "{partie} : {libelle}",
          "{/engagements}",
          "{^montant}sans{/montant}",
        ],
        "{numero}",
      ),
    );
    expect(marks.map(({ name, block }) => [name, block])).toEqual(
      expect.arrayContaining([
        ["objet", false],
        ["engagements", true],
        ["montant", true],
        ["numero", false],
      ]),
    );
    const loop = marks.find(({ name }) => name === "engagements");
    expect(loop!.marks.map(({ name }) => name)).toEqual(["partie", "libelle"]);
  });

  test.each([
    [["{objet"], "mark_unclosed"],
    [["objet}"], "mark_unopened"],
    [["{#engagements}", "rien"], "loop_unclosed"],
    [["{/engagements}"], "loop_unopened"],
    [["{#parties}", "{/clauses}"], "loop_crossed"],
    [["{@objet}"], "mark_raw"],
  ])("a malformed model %j is taken, or refused without its reason", async (texts, code) => {
    expect(faultsOf(await wordOf(texts))).toContainEqual(expect.objectContaining({ code }));
  });

  it("would catch a file that is no Word file, or half of one", async () => {
    expect(faultsOf(new Uint8Array([1, 2, 3]))[0]?.code).toBe("model_corrupt");
    const other = new PizZip();
    other.file("a.txt", "rien");
    expect(faultsOf(other.generate({ type: "uint8array" }))[0]?.code).toBe("model_not_word");
    const whole = await wordOf(["{objet}"]);
    expect(faultsOf(whole.slice(0, whole.length / 2))[0]?.code).toBe("model_corrupt");
    const broken = new PizZip(whole);
    broken.file("word/document.xml", "<w:document><w:body>");
    expect(faultsOf(broken.generate({ type: "uint8array" }))).not.toEqual([]);
  });
});

describe("the filling of a Word model", () => {
  it("would catch code that runs, or a value that becomes markup", async () => {
    const model = await wordOf(["[{constructor}][{__proto__}][{toString}][{objet}]"]);
    const text = textOf(fillModel(model, { objet: "<w:br/> & {numero}", numero: "secret" }));
    expect(text).toContain("[][][][&lt;w:br/&gt; &amp; {numero}]");
  });

  it("would catch a loop, a condition or Arabic text that does not come out", async () => {
    const model = await wordOf(
      ["{#engagements}", "• {libelle}{#enRetard} (متأخر){/enRetard}", "{/engagements}"],
      "{region}",
    );
    const filled = fillModel(model, {
      region: "بني ملال - خنيفرة",
      engagements: [
        { libelle: "تشخيص عشرة حاملي مشاريع", enRetard: false },
        { libelle: "Trois campagnes", enRetard: true },
      ],
    });
    expect(textOf(filled)).toContain("• تشخيص عشرة حاملي مشاريع\n• Trois campagnes (متأخر)");
    const footers = Object.keys(new PizZip(filled).files).filter((name) => /footer/.test(name));
    expect(footers.map((name) => textOf(filled, name)).join("")).toContain("بني ملال - خنيفرة");
  });
});
