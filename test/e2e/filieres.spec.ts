import { expect, go, ready, setLangue, startsWith, test, tr } from "./support.ts";

test("an enquiry that the keyboard alone cannot take from its arrival to its answer", async ({
  page,
  desk,
}) => {
  await go(page, "/demandes", "demandes");
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: tr("filieres:nouveau.demande") });
  const subject = dialog.getByRole("textbox", { name: startsWith(tr("champs:demande.objet")) });
  await expect(subject).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(tr("erreurs:faute.required")).first()).toBeVisible();
  await subject.fill("Terrain pour une unité de tri fictive");
  await dialog.getByRole("combobox", { name: startsWith(tr("champs:demande.canal")) }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await subject.focus();
  await page.keyboard.press("Enter");
  await ready(page, "demande");
  const [made] = desk.sql<{ id: string; reference: string; etape: string }>(
    "SELECT id, reference, etape FROM demande WHERE objet LIKE 'Terrain pour une unité de tri%'",
  );
  expect(made).toMatchObject({ etape: "recue" });
  expect(made!.reference).toMatch(/^D-\d{4}-\d{4}$/);

  await go(page, "/demandes", "demandes");
  const card = page.locator(`[data-card="${made!.id}"] [data-main]`);
  await card.focus();
  await page.keyboard.press("d");
  const menu = page.getByRole("menu");
  await expect(menu).toBeVisible();
  const stage = (key: string): string =>
    desk.value<string>(
      "SELECT label_fr FROM reference WHERE list = 'etape_demande' AND key = ?",
      key,
    );
  await menu.getByRole("menuitem", { name: stage("en_traitement") }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(`[data-column=en_traitement] [data-card="${made!.id}"]`)).toBeVisible();
  await expect(card).toBeFocused();
  await expect(card.locator("xpath=ancestor::*[@data-card]")).toContainText(/Sans réponse depuis/);

  await page.keyboard.press("Enter");
  await ready(page, "demande");
  await page.keyboard.press("d");
  await page.getByRole("menuitem", { name: stage("repondue") }).focus();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => desk.value("SELECT etape FROM demande WHERE id = ?", made!.id))
    .toBe("repondue");
  expect(desk.value("SELECT repondu_le FROM demande WHERE id = ?", made!.id)).toMatch(/^\d{4}-/);
  await page.keyboard.press("Control+z");
  await expect
    .poll(() => desk.value("SELECT etape FROM demande WHERE id = ?", made!.id))
    .toBe("en_traitement");

  await setLangue(page, "ar");
  await go(page, "/demandes", "demandes");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    tr("filieres:titre.demande", {}, "ar"),
  );
  await expect(card).toBeVisible();
});

test("a new version of a delay that changes the rule of a dossier deposited before it", async ({
  page,
  desk,
}) => {
  const [rule] = desk.sql<{ id: string; key: string; label: string; attrs: string }>(
    "SELECT id, key, label_fr AS label, attrs FROM reference WHERE list = 'delai' AND key = 'decision_crui' AND effective_to IS NULL",
  );
  const before = JSON.parse(rule!.attrs) as { days: number };
  await go(page, "/references/delai", "references");
  await page
    .getByRole("button", { name: tr("references:menu.nom", { ligne: rule!.label }) })
    .click();
  await page.getByRole("menuitem", { name: tr("references:form.version") }).press("Enter");
  const dialog = page.getByRole("dialog", { name: tr("references:form.version") });
  await dialog.getByRole("textbox", { name: startsWith(tr("references:attr.days")) }).fill("12");
  await dialog
    .getByRole("textbox", { name: startsWith(tr("champs:reference.effectiveFrom")) })
    .fill("01/01/2030");
  await dialog.getByRole("button", { name: tr("references:form.enregistrer") }).click();
  await expect(dialog.getByText(tr("erreurs:faute.required"))).toBeVisible();
  await dialog
    .getByRole("textbox", { name: startsWith(tr("champs:reference.source")) })
    .fill("Circulaire fictive d’essai");
  await dialog.getByRole("button", { name: tr("references:form.enregistrer") }).click();
  await expect(dialog).toHaveCount(0);
  const versions = desk.sql<{ effective_from: string; effective_to: string | null; attrs: string }>(
    "SELECT effective_from, effective_to, attrs FROM reference WHERE list = 'delai' AND key = ? AND deleted_at IS NULL ORDER BY effective_from DESC LIMIT 2",
    rule!.key,
  );
  expect(
    versions.map((row) => [row.effective_to, (JSON.parse(row.attrs) as { days: number }).days]),
  ).toEqual([
    [null, 12],
    ["2029-12-31", before.days],
  ]);
  await page.keyboard.press("Control+z");
  await expect
    .poll(() => desk.value("SELECT effective_to FROM reference WHERE id = ?", rule!.id))
    .toBeNull();
});

test("a project with three acts that makes one dossier, or a visit that the project does not follow", async ({
  page,
  desk,
}) => {
  await page.locator("[role=grid]").focus();
  await page.keyboard.press("n");
  const dialog = page.getByRole("dialog", { name: tr("dossiers:nouveau.titre") });
  const titre = "Verrerie fictive des trois actes";
  await dialog
    .getByRole("textbox", { name: startsWith(tr("champs:projet.intituleFr")) })
    .fill(titre);
  const place = dialog.getByRole("combobox", {
    name: startsWith(tr("champs:projet.territoireId")),
  });
  await place.fill("Afourrer du bas");
  await expect(page.getByText(tr("dossiers:nouveau.communeInconnue"))).toBeVisible();
  await place.fill("Afourer");
  await page.keyboard.press("Escape");
  await dialog.getByRole("combobox", { name: startsWith(tr("champs:dossier.acte")) }).click();
  await page.getByRole("option").first().click();
  for (const n of ["2", "3"]) {
    await dialog.getByRole("button", { name: tr("dossiers:nouveau.ajouterActe") }).click();
    await dialog.getByRole("combobox", { name: tr("dossiers:nouveau.acteN", { n }) }).click();
    await page.getByRole("option").first().click();
  }
  await dialog.getByRole("textbox", { name: startsWith(tr("champs:projet.montant")) }).fill("10");
  await dialog.getByRole("button", { name: tr("dossiers:nouveau.creer") }).click();
  await ready(page, "dossier");
  const projet = desk.value<string>("SELECT id FROM projet WHERE intitule_fr = ?", titre);
  const acts = desk.sql<{ reference: string; acte: string }>(
    "SELECT reference, acte FROM dossier WHERE projet_id = ? ORDER BY reference",
    projet,
  );
  expect(acts.map(({ reference }) => reference.slice(-3))).toEqual(["/C1", "/C2", "/C3"]);
  expect(new Set(acts.map(({ acte }) => acte)).size).toBe(3);

  const card = page.getByRole("region", { name: tr("dossiers:realisation.titre") });
  await card.getByRole("button", { name: tr("dossiers:realisation.ajouter") }).click();
  const form = card.getByRole("form", { name: tr("dossiers:realisation.ajouter") });
  await form.getByRole("combobox", { name: startsWith(tr("champs:visite.suivi")) }).click();
  const hold = desk.value<string>(
    "SELECT label_fr FROM reference WHERE list = 'suivi' AND key = 'stand_by'",
  );
  await page.getByRole("option", { name: hold }).click();
  await form
    .getByRole("textbox", { name: startsWith(tr("champs:visite.montantRealise")) })
    .fill("4000000");
  await form.getByRole("button", { name: tr("dossiers:realisation.enregistrer") }).click();
  await expect(form.getByText(tr("erreurs:faute.stop_without_reason"))).toBeVisible();
  await form
    .getByRole("textbox", { name: startsWith(tr("dossiers:realisation.motif")) })
    .fill("Litige fictif sur le terrain");
  await form.getByRole("button", { name: tr("dossiers:realisation.enregistrer") }).click();
  await expect(form).toHaveCount(0);
  await expect(card).toContainText("Litige fictif sur le terrain");
  await expect(card).toContainText("40");
  expect(
    desk.sql(
      "SELECT suivi, montant_realise AS m, motif_arret AS a FROM projet WHERE id = ?",
      projet,
    ),
  ).toEqual([{ suivi: "stand_by", m: 400_000_000, a: "Litige fictif sur le terrain" }]);
});

test("a choice of card fields, or a person, that Réglages does not keep", async ({
  page,
  desk,
}) => {
  await go(page, "/reglages", "reglages");
  const panel = page.getByRole("region", { name: tr("reglages:filieres.demande"), exact: true });
  const canal = panel.getByRole("checkbox", { name: tr("reglages:champ.canal") });
  await expect(canal).toBeChecked();
  await canal.press("Space");
  await expect(canal).not.toBeChecked();
  await expect
    .poll(() => desk.value("SELECT value FROM reglage WHERE key = 'carte.demande'"))
    .toBe("demandeur responsable");
  await page.getByRole("button", { name: tr("reglages:ajouterPersonne") }).click();
  await page.getByRole("textbox", { name: tr("reglages:nom"), exact: true }).fill("Omar Fictif");
  await page.getByRole("textbox", { name: tr("reglages:nom"), exact: true }).press("Enter");
  await expect(
    page.getByRole("button", { name: tr("reglages:renommer", { nom: "Omar Fictif" }) }),
  ).toBeVisible();
  await panel.scrollIntoViewIfNeeded();
  await go(page, "/dossiers/tableau", "dossiers-tableau");
  await go(page, "/accompagnements", "accompagnements");
  await setLangue(page, "ar");
  await go(page, "/reglages", "reglages");
  await expect(
    page.getByRole("region", { name: tr("reglages:filieres.demande", {}, "ar"), exact: true }),
  ).toBeVisible();
});
