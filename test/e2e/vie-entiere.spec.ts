import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import PizZip from "pizzip";
import { addDays } from "../../src-main/domain/dates.ts";
import {
  answerDialogs,
  edit,
  expect,
  fieldOf,
  french,
  frenchDate,
  go,
  holdsWords,
  printedText,
  ready,
  setLangue,
  startsWith,
  test,
  tr,
  withoutPdftotext,
} from "./support.ts";
import type { Desk, Langue } from "./support.ts";

test.use({ register: "vide" });

const own = {
  fr: { projet: "Conserverie d’olives d’essai", porteur: "Société Exemple Olives" },
  ar: { projet: "تعليب الزيتون التجريبي", porteur: "شركة مثال الزيتون" },
};
type Paper = "fr" | "ar";

/** What a Word file says, a line per paragraph. */
const wordsOf = (path: string): string =>
  new PizZip(readFileSync(path))
    .file("word/document.xml")!
    .asText()
    .replaceAll("</w:p>", "\n")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .replace(/&(apos|#39);/g, "'")
    .replace(/[\u2066-\u2069]/g, "");

/** Saves a document from its menu and returns where. */
async function save(
  { app, page, desk }: { app: ElectronApplication; page: Page; desk: Desk },
  button: Locator,
  choice: string,
  name: string,
): Promise<string> {
  const path = join(desk.folder, name);
  await answerDialogs(app, { save: path });
  await button.click();
  await page.getByRole("menuitem", { name: choice, exact: true }).click();
  await expect.poll(() => existsSync(path), { timeout: 30_000 }).toBe(true);
  return path;
}

/** Writes a day in a field of the page and waits until it stands there. */
async function setDay(page: Page, key: string, iso: string): Promise<void> {
  const editor = await edit(page, key);
  await editor.fill(frenchDate(iso));
  await editor.press("Enter");
  await expect(fieldOf(page, key)).toContainText(frenchDate(iso));
}

/** The label of a code in a language, as the register has it. */
const labelIn = (desk: Desk, list: string, key: string, langue: Paper): string =>
  desk.value<string>(
    `SELECT label_${langue} FROM reference WHERE list = ? AND key = ? ORDER BY effective_from DESC LIMIT 1`,
    list,
    key,
  );

test("screens, letter, agenda and minutes tell one life in several ways, in French or in Arabic", async ({
  desk,
  app,
  page,
}) => {
  test.setTimeout(240_000);
  const world = { app, page, desk };
  const today = await page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  const ago = (days: number): string => addDays(today, -days);
  const label = (list: string, key: string, langue: Paper = "fr") =>
    labelIn(desk, list, key, langue);
  const card = (name: string | RegExp): Locator => page.getByRole("region", { name });
  const [place] = desk.sql<Record<Paper, string>>(
    "SELECT nom_fr AS fr, nom_ar AS ar FROM territoire WHERE level = 'commune' AND nom_ar <> '' AND nom_fr <> 'Azilal' ORDER BY code LIMIT 1",
  ) as [Record<Paper, string>];
  let id = "";
  const line = () => desk.sql("SELECT * FROM dossier_ligne WHERE id = ?", id)[0]!;
  const openDossier = () => go(page, `/dossiers/${id}`, "dossier");

  await test.step("a project with three acts, through the form", async () => {
    await page.keyboard.press("n");
    const form = page.getByRole("dialog", { name: tr("dossiers:nouveau.titre") });
    const box = (key: string) =>
      form.getByRole("textbox", { name: startsWith(tr(`champs:${key}`)) });
    await box("projet.intituleFr").fill(own.fr.projet);
    await box("projet.intituleAr").fill(own.ar.projet);
    const choose = async (field: Locator, acte: string): Promise<void> => {
      await field.click();
      await page.getByRole("option", { name: label("acte", acte), exact: true }).click();
    };
    await choose(
      form.getByRole("combobox", { name: startsWith(tr("champs:dossier.acte")) }),
      "permis_de_construire",
    );
    for (const [place, acte] of ["avna", "eie"].entries()) {
      await form.getByRole("button", { name: tr("dossiers:nouveau.ajouterActe") }).click();
      await choose(
        form.getByRole("combobox", {
          name: tr("dossiers:nouveau.acteN", { n: String(place + 2) }),
        }),
        acte,
      );
    }
    await box("dossier.deposeLe").fill(frenchDate(ago(150)));
    await form.getByRole("combobox", { name: tr("champs:colonnes.porteur") }).fill(own.fr.porteur);
    await page
      .getByRole("option", { name: tr("commun:saisie.fiche.creer", { nom: own.fr.porteur }) })
      .click();
    const entry = page.getByRole("dialog", { name: tr("commun:saisie.fiche.organisation") });
    await entry
      .getByRole("textbox", { name: startsWith(tr("champs:organisation.nomAr")) })
      .fill(own.ar.porteur);
    await entry.getByRole("button", { name: tr("commun:saisie.fiche.valider") }).click();
    await expect(entry).toBeHidden();
    const commune = form.getByRole("combobox", {
      name: startsWith(tr("champs:projet.territoireId")),
    });
    await commune.fill(place.fr);
    await page.getByRole("option", { name: startsWith(place.fr) }).click();
    await box("projet.montant").fill("25");
    await box("projet.emploisPrevus").fill("40");
    await form.getByRole("button", { name: tr("dossiers:nouveau.creer") }).click();
    await ready(page, "dossier");
    id = /dossiers\/([\w-]+)/.exec(page.url())![1]!;
    await expect(page.getByRole("heading", { level: 1 })).toContainText(own.fr.projet);
    expect(line()).toMatchObject({
      acte: "permis_de_construire",
      depose_le: ago(150),
      montant: 2_500_000_000,
      porteur_fr: own.fr.porteur,
      porteur_ar: own.ar.porteur,
    });
    const acts = desk.sql<{ reference: string; acte: string }>(
      "SELECT reference, acte FROM dossier WHERE deleted_at IS NULL ORDER BY reference",
    );
    expect(acts.map(({ acte }) => acte).toSorted()).toEqual([
      "avna",
      "eie",
      "permis_de_construire",
    ]);
    const shown = card(tr("dossiers:actes.titre_other", { count: "3" }));
    for (const { reference, acte } of acts) {
      await expect(shown).toContainText(reference);
      await expect(shown).toContainText(label("acte", acte));
    }
  });

  const reference = String(line()["reference"]);
  const lineOfPiece = page
    .getByRole("grid", { name: tr("instruction:pieces.titre") })
    .getByRole("row");
  const clock = () => page.locator("[data-genre=decision]");
  const requests = page.getByRole("table", { name: tr("instruction:complements.titre") });
  const asked: string[] = [];
  const given: string[] = [];

  await test.step("two documents lack: the clock stops, and the letter names those two", async () => {
    await expect(clock()).toContainText(frenchDate(ago(120)));
    const pieces = desk.sql<{ type: string }>(
      "SELECT type FROM piece WHERE dossier_id = ? ORDER BY ordre",
      id,
    );
    await expect(lineOfPiece).toHaveCount(pieces.length);
    asked.push(...pieces.slice(0, 2).map(({ type }) => type));
    given.push(...pieces.slice(2).map(({ type }) => type));
    expect(given.length).toBeGreaterThan(1);
    for (const place of given.keys()) {
      await lineOfPiece.nth(place + 2).focus();
      await page.keyboard.press("r");
      await expect(lineOfPiece.nth(place + 2)).toContainText(label("statut_piece", "recue"));
    }
    await page.keyboard.press("i");
    const form = page.getByRole("form", { name: tr("instruction:demande.titre") });
    for (const type of asked) await expect(form).toContainText(label("piece_requise", type));
    await form
      .getByRole("textbox", { name: tr("champs:complement.demandeLe") })
      .fill(frenchDate(ago(147)));
    await form.getByRole("textbox", { name: tr("champs:complement.motif") }).fill("Pour examen");
    await form.getByRole("button", { name: tr("instruction:demande.valider") }).click();
    await expect(requests).toContainText(`${reference}/CP1`);
    await expect(clock()).toHaveAttribute("data-status", "suspendu");
    await expect(card(tr("delais:titre")).locator("[data-plume]")).toHaveAttribute(
      "data-plume",
      "porteur",
    );
    expect(line()).toMatchObject({ suspendu_le: ago(147), etat: "complement" });
  });

  const letters = async (langue: Paper): Promise<void> => {
    const ui: Langue = langue;
    const i = (key: string, params = {}) => tr(`instruction:${key}`, params, ui);
    const menu = page.getByRole("button", {
      name: i("lettre.de", { numero: `${reference}/CP1` }),
    });
    const word = wordsOf(
      await save(world, menu, i(`lettre.choix.${langue}_docx`), `lettre-${langue}.docx`),
    );
    const pdf = await save(world, menu, i(`lettre.choix.${langue}_pdf`), `lettre-${langue}.pdf`);
    const paper = withoutPdftotext ? null : printedText(pdf);
    const names = (types: string[]) => types.map((type) => label("piece_requise", type, langue));
    const figures = [`${reference}/CP1`, frenchDate(ago(147)), frenchDate(ago(150))];
    const texts = [own[langue].projet, own[langue].porteur, ...names(asked)];
    for (const text of [...figures, ...texts]) expect(word).toContain(text);
    for (const text of names(given)) expect(word).not.toContain(text);
    if (paper === null) return;
    for (const text of figures) expect(paper).toContain(text);
    for (const text of texts) expect(holdsWords(paper, text), `${text} / ${paper}`).toBe(true);
    for (const text of names(given)) expect(holdsWords(paper, text)).toBe(false);
  };

  await test.step("the letter, in French then in Arabic", async () => {
    await letters("fr");
    await setLangue(page, "ar");
    await expect(page.getByRole("heading", { level: 1 })).toContainText(own.ar.projet);
    await expect(clock()).toHaveAttribute("data-status", "suspendu");
    const list = page.getByRole("grid", { name: tr("instruction:pieces.titre", {}, "ar") });
    for (const type of asked) await expect(list).toContainText(label("piece_requise", type, "ar"));
    await letters("ar");
    await setLangue(page, "fr");
  });

  await test.step("the documents come in: the clock runs again, twelve days later", async () => {
    for (const place of asked.keys()) {
      const row = lineOfPiece.nth(place);
      await row.focus();
      await page.keyboard.press("r");
      await expect(row).toContainText(label("statut_piece", "recue"));
      await row
        .getByRole("button", { name: startsWith(`${tr("champs:piece.recueLe")} :`) })
        .click();
      const day = row.getByRole("textbox", { name: tr("champs:piece.recueLe") });
      await day.fill(frenchDate(ago(136)));
      await day.press("Enter");
      await expect(row).toContainText(frenchDate(ago(136)));
    }
    await expect(requests).toContainText(frenchDate(ago(136)));
    // Thirty days, and twelve of pause, both ends included.
    await expect(clock()).toContainText(frenchDate(ago(150 - 30 - 12)));
    await expect(clock()).toContainText(
      tr("delais:pause", { du: frenchDate(ago(147)), au: frenchDate(ago(136)) }),
    );
    expect(line()).toMatchObject({ suspendu_le: "", echeance_le: ago(108) });
  });

  await test.step("validated and circulated, the three acts go to a first sitting", async () => {
    for (const { id: each } of desk.sql<{ id: string }>("SELECT id FROM dossier")) {
      await go(page, `/dossiers/${each}`, "dossier");
      await setDay(page, "dossier.valideLe", ago(135));
      await setDay(page, "dossier.diffuseLe", ago(134));
    }
  });

  const plan = async (day: string, langue: Paper, count: number): Promise<string> => {
    const s = (key: string, params = {}) => tr(`seances:${key}`, params, langue);
    await go(page, "/seances", "seances");
    await page.keyboard.press("n");
    const form = page.getByRole("dialog");
    await form
      .getByRole("textbox", { name: startsWith(tr("champs:seance.tenueLe", {}, langue)) })
      .fill(frenchDate(day));
    await form.getByRole("button", { name: s("creer") }).click();
    await ready(page, "seance");
    await page
      .getByRole("button", { name: s("inscrire.ouvrir") })
      .first()
      .click();
    const choice = page.getByRole("dialog");
    await expect(choice.getByRole("listitem").getByRole("checkbox")).toHaveCount(count);
    await choice.getByRole("button").last().click();
    await expect(page.locator("[data-row]")).toHaveCount(count);
    return desk.value<string>("SELECT id FROM seance ORDER BY created_at DESC, id DESC LIMIT 1");
  };

  /** Every paper of a sitting, Word then print. */
  const papers = async (
    menu: "ordre_du_jour" | "pv",
    ui: Paper,
    langue: Paper,
    name: string,
  ): Promise<{ word: string; print: string | null }> => {
    const button = page.getByRole("button", {
      name: tr(`documents:menu.${menu}`, {}, ui),
      exact: true,
    });
    const choice = (format: string) =>
      tr(
        "documents:menu.choix",
        {
          format: tr(`documents:menu.format.${format}`, {}, ui),
          langue: tr(`documents:menu.langue.${langue}`, {}, ui),
        },
        ui,
      );
    const word = wordsOf(await save(world, button, choice("docx"), `${name}-${langue}.docx`));
    const pdf = await save(world, button, choice("pdf"), `${name}-${langue}.pdf`);
    return { word, print: withoutPdftotext ? null : printedText(pdf) };
  };

  await test.step("first sitting, by keys: one complement, two favourable", async () => {
    await plan(ago(126), "fr", 3);
    const order = () =>
      desk.sql<{ id: string; decision: string | null }>(
        `SELECT i.dossier_id AS id, p.decision FROM inscription i LEFT JOIN passage p ON p.id = i.passage_id AND p.deleted_at IS NULL
         WHERE i.deleted_at IS NULL ORDER BY i.ordre`,
      );
    await page.getByRole("button", { name: tr("seances:mode.ouvrir") }).click();
    await ready(page, "seance-mode");
    for (const [place, { id: each }] of order().entries()) {
      await expect(page.locator("article")).toContainText(own.fr.projet);
      if (each === id) {
        await page.keyboard.press("o");
        await page.keyboard.type("Plan de façade à revoir");
        await page.keyboard.press("Control+Enter");
      }
      await page.keyboard.press(each === id ? "c" : "f");
      await expect.poll(() => order()[place]!.decision).not.toBeNull();
      await page.keyboard.press("j");
    }
    await expect(page.getByText(tr("seances:mode.termine"))).toBeVisible();
    for (const each of order())
      expect(each.decision).toBe(each.id === id ? "complement" : "favorable");
    await page.keyboard.press("Escape");
    await ready(page, "seance");
    await page.getByRole("button", { name: tr("seances:clore.ouvrir") }).click();
    const close = page.getByRole("dialog");
    await close.getByRole("textbox", { name: tr("champs:seance.pvLe") }).fill(frenchDate(ago(125)));
    await close.getByRole("button", { name: tr("seances:clore.valider") }).click();
    await expect(close).toBeHidden();

    await openDossier();
    const passages = page.getByRole("table", { name: tr("dossiers:passages.titre") });
    await expect(passages).toContainText(frenchDate(ago(126)));
    await expect(passages).toContainText(label("decision", "complement"));
    await expect(passages).toContainText("Plan de façade à revoir");
    await expect(clock()).toHaveAttribute("data-status", "suspendu");
    // The project bears the worst of its three decisions.
    const verdict = card(tr("dossiers:actes.titre_other", { count: "3" }));
    await expect(verdict).toContainText(
      new RegExp(`${tr("dossiers:actes.decision")}\\s*${label("decision", "complement")}`),
    );
    expect(line()).toMatchObject({ etat: "complement", suspendu_le: ago(126) });
  });

  await test.step("what the commission asked for comes in on another day than the one it is noted", async () => {
    await page
      .getByRole("button", { name: tr("instruction:complements.completer"), exact: true })
      .click();
    const row = requests.getByRole("row").filter({ hasText: `${reference}/CP2` });
    await row
      .getByRole("button", { name: startsWith(`${tr("champs:complement.completeLe")} :`) })
      .click();
    const day = row.getByRole("textbox", { name: tr("champs:complement.completeLe") });
    await day.fill(frenchDate(ago(119)));
    await day.press("Enter");
    // Counted from the validation once there is one: thirty days, and eight of pause.
    await expect(clock()).toContainText(frenchDate(ago(135 - 30 - 8)));
    expect(line()).toMatchObject({ suspendu_le: "", echeance_le: ago(97) });
  });

  let second = "";
  await test.step("second sitting, in Arabic: favourable with a reserve", async () => {
    await setLangue(page, "ar");
    second = await plan(ago(112), "ar", 1);
    const entry = page.locator("[data-row]").first();
    await expect(entry).toContainText(own.ar.projet);
    await expect(entry).toContainText(own.ar.porteur);
    await expect(entry).toContainText(place.ar);
    // The first passage stands in the observations of the agenda.
    await expect(entry).toContainText(frenchDate(ago(126)));
    await expect(entry).toContainText(label("decision", "complement", "ar"));
    for (const langue of ["fr", "ar"] as const) {
      const { word, print } = await papers("ordre_du_jour", "ar", langue, "ordre-du-jour");
      const passage = `${frenchDate(ago(126))} · ${label("decision", "complement", langue)} · Plan de façade à revoir`;
      for (const text of [
        reference,
        own[langue].projet,
        own[langue].porteur,
        place[langue],
        passage,
      ])
        expect(word).toContain(text);
      expect(word).toContain(french(25, 2));
      if (print === null) continue;
      for (const text of [frenchDate(ago(126)), french(25, 2)]) expect(print).toContain(text);
      // A cell folds its text beside its neighbour's: word by word.
      for (const one of own[langue].porteur.split(" ").concat(place[langue].split(" ")))
        expect(holdsWords(print, one), `${one} in ${print}`).toBe(true);
    }
    await page.getByRole("button", { name: tr("seances:mode.ouvrir", {}, "ar") }).click();
    await ready(page, "seance-mode");
    await expect(page.locator("article")).toContainText(own.ar.projet);
    await page.keyboard.press("r");
    const reserves = page.getByRole("textbox", { name: tr("seances:mode.reserves", {}, "ar") });
    await expect(reserves).toBeFocused();
    await reserves.fill("Fournir le bornage");
    await page.keyboard.press("Control+Enter");
    await expect
      .poll(() => desk.value<number>("SELECT count(*) FROM reserve WHERE deleted_at IS NULL"))
      .toBe(1);
    await expect(page.getByRole("status").first()).toContainText(
      label("decision", "favorable_sous_reserve", "ar"),
    );
    for (const langue of ["fr", "ar"] as const) {
      const { word, print } = await papers("pv", "ar", langue, "pv");
      const decision = label("decision", "favorable_sous_reserve", langue);
      for (const text of [reference, own[langue].projet, own[langue].porteur, decision])
        expect(word).toContain(text);
      expect(word).toContain(place[langue]);
      expect(word).toContain("Fournir le bornage");
      expect(word).toContain(frenchDate(ago(112)));
      if (print === null) continue;
      // pdftotext may set the first letter of a left-to-right word apart on a right-to-left line.
      for (const text of [reference.slice(1), frenchDate(ago(112)), "Fournir le bornage"])
        expect(print).toContain(text);
      expect(holdsWords(print, decision), print).toBe(true);
    }
    await page.keyboard.press("Escape");
    await ready(page, "seance");
    await page.getByRole("button", { name: tr("seances:clore.ouvrir", {}, "ar") }).click();
    const close = page.getByRole("dialog");
    await close
      .getByRole("textbox", { name: tr("champs:seance.pvLe", {}, "ar") })
      .fill(frenchDate(ago(111)));
    await close.getByRole("button", { name: tr("seances:clore.valider", {}, "ar") }).click();
    await expect(close).toBeHidden();
    await openDossier();
    const passages = page.getByRole("table", { name: tr("dossiers:passages.titre", {}, "ar") });
    await expect(passages.locator("tbody tr")).toHaveCount(2);
    await expect(passages).toContainText(label("decision", "favorable_sous_reserve", "ar"));
    await setLangue(page, "fr");
    expect(line()).toMatchObject({ etat: "actions_a_realiser", phase: "post_crui" });
    expect(desk.value("SELECT pv_le FROM dossier WHERE id = ?", id)).toBe(ago(111));
    await expect(fieldOf(page, "dossier.pvLe")).toContainText(frenchDate(ago(111)));
    await expect(clock()).toContainText(tr("delais:fin", { date: frenchDate(ago(112)) }));
  });

  await test.step("the reserve is lifted, the act delivered", async () => {
    const due = String(line()["acte_echeance_le"]);
    const acte = card(tr("instruction:acte.titre"));
    await expect(acte).toContainText(frenchDate(due));
    await expect(acte).toContainText(tr("instruction:reserves.restent_one", { count: "1" }));
    const reserves = card(startsWith(tr("instruction:reserves.titre")));
    await expect(reserves).toContainText("Fournir le bornage");
    await reserves.getByRole("button", { name: tr("instruction:reserves.lever") }).click();
    const form = page.getByRole("form", { name: tr("instruction:reserves.lever") });
    await form
      .getByRole("textbox", { name: tr("champs:reserve.leveeLe") })
      .fill(frenchDate(ago(104)));
    await form
      .getByRole("textbox", { name: tr("champs:reserve.justification") })
      .fill("Plan de bornage reçu");
    await form.getByRole("button", { name: tr("instruction:reserves.lever") }).click();
    await expect(reserves).toContainText(frenchDate(ago(104)));
    await expect(reserves).toContainText(tr("instruction:reserves.toutesLevees"));
    const number = await edit(page, "dossier.acteNumero");
    await number.fill("PC 12/2026");
    await number.press("Enter");
    // A day typed wrong says that the act was late; corrected, it no longer does.
    await setDay(page, "dossier.delivreLe", addDays(due, 1));
    await expect(acte).toContainText(tr("instruction:acte.tard"));
    await setDay(page, "dossier.delivreLe", ago(111));
    await expect(acte).not.toContainText(tr("instruction:acte.tard"));
    await expect(acte).toContainText(tr("instruction:acte.delivre"));
    expect(due > ago(111)).toBe(true);
    expect(desk.value("SELECT delivre_le FROM dossier WHERE id = ?", id)).toBe(ago(111));
  });

  await test.step("two visits, and the project is where the second saw it", async () => {
    const part = card(tr("dossiers:realisation.titre"));
    const visit = async (day: string, suivi: string, dh: string, jobs: string): Promise<void> => {
      await part.getByRole("button", { name: tr("dossiers:realisation.ajouter") }).click();
      const form = page.getByRole("form", { name: tr("dossiers:realisation.ajouter") });
      await form
        .getByRole("textbox", { name: startsWith(tr("champs:visite.faiteLe")) })
        .fill(frenchDate(day));
      await form.getByRole("combobox", { name: startsWith(tr("champs:visite.suivi")) }).click();
      await page.getByRole("option", { name: label("suivi", suivi), exact: true }).click();
      await form.getByRole("textbox", { name: tr("champs:visite.montantRealise") }).fill(dh);
      await form.getByRole("textbox", { name: tr("champs:visite.emploisRealises") }).fill(jobs);
      await form.getByRole("button", { name: tr("dossiers:realisation.enregistrer") }).click();
      await expect(form).toBeHidden();
    };
    await visit(ago(60), "gros_oeuvre_en_cours", "9 000 000", "0");
    await visit(ago(1), "travaux_acheves_activite_demarree", "24 000 000", "31");
    const visits = page.getByRole("table", { name: tr("dossiers:realisation.visites") });
    await expect(visits.locator("tbody tr")).toHaveCount(2);
    expect(desk.sql("SELECT suivi, montant_realise, emplois_realises FROM projet")).toEqual([
      {
        suivi: "travaux_acheves_activite_demarree",
        montant_realise: 2_400_000_000,
        emplois_realises: 31,
      },
    ]);
    await expect(part.locator("[aria-current=step]")).toHaveText(
      label("suivi", "travaux_acheves_activite_demarree"),
    );
    await expect(part).toContainText(french(24, 1));
    await setLangue(page, "ar");
    const arabic = card(tr("dossiers:realisation.titre", {}, "ar"));
    await expect(arabic.locator("[aria-current=step]")).toHaveText(
      label("suivi", "travaux_acheves_activite_demarree", "ar"),
    );
    await expect(arabic).toContainText(frenchDate(ago(60)));
    expect(second).not.toBe("");
  });
});
