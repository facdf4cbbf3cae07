import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, extname, join, resolve } from "node:path";
import { spawn } from "node:child_process";
import { langue, type Langue } from "../contract/primitives.ts";
import type { RapportDocument, RapportOptions } from "../contract/rapports.ts";
import { pageCount } from "../exchange/pdf.ts";
import { openWhole, writeWhole } from "../exchange/write-whole.ts";
import { ensureBuild, prepareElectron } from "../launch/index.ts";
import type { Context } from "../services/context.ts";
import { rapportDe } from "../services/rapports/rapport.ts";
import { writeRapport, type FormatSansFenetre } from "../services/rapports/write.ts";
import { listTableaux, tableauDefinition } from "../services/tableaux/index.ts";
import { note, print, Refused, text, Usage, withStore, type Call } from "./call.ts";
import { tableauAskedOf } from "./tableaux.ts";

const formats: readonly (FormatSansFenetre | "pdf")[] = ["pdf", "xlsx", "pptx", "docx", "csv"];

/** The languages asked, one after the other: `fr+ar`. @throws Usage */
function languesOf(call: Call): Langue[] {
  const asked = text(call, "lang") ?? "fr";
  const langues = asked.split("+").map((each) => langue.safeParse(each));
  if (langues.some(({ success }) => !success)) {
    throw new Usage(
      `--lang attend fr, ar, en ou plusieurs joints par + (fr+ar), pas « ${asked} ».`,
    );
  }
  return [...new Set(langues.map(({ data }) => data!))];
}

/** The cards asked, by their keys; all of them when none is. @throws Usage */
function cartesOf(ctx: Context, call: Call, key: string): RapportOptions["cartes"] {
  const asked = text(call, "cards");
  if (asked === undefined) return null;
  const known = tableauDefinition(ctx, key).cartes.map((carte) => carte.key);
  const keys = asked
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean);
  const unknown = keys.find((each) => !known.includes(each));
  if (unknown !== undefined) {
    throw new Usage(`Carte inconnue : « ${unknown} ». Cartes : ${known.join(", ")}.`);
  }
  if (keys.length === 0) throw new Usage("--cards attend au moins une carte.");
  return keys.map((each) => ({ key: each }));
}

function optionsOf(ctx: Context, call: Call, key: string): RapportOptions {
  const titre = text(call, "title")?.trim();
  return {
    langues: languesOf(call),
    orientation: call.values["landscape"] === true ? "paysage" : "portrait",
    cartes: cartesOf(ctx, call, key),
    couverture: titre ? { titre: { fr: titre, ar: titre, en: titre } } : {},
    sommaire: true,
  };
}

/** Ends with the last words of what was started, when it fails. */
function ended(command: string, args: string[], env: Record<string, string>): Promise<void> {
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr
    .setEncoding("utf8")
    .on("data", (part: string) => (said = (said + part).slice(-4000)));
  const refused = (why: string) =>
    new Refused("not_printed", `La mise en page a échoué : rien n'a été écrit. ${why}`);
  return new Promise((done, fail) => {
    child.once("error", ({ message }) => fail(refused(message)));
    child.once("close", (code) => {
      if (code === 0) return done();
      fail(refused(said.trim().split("\n").slice(0, 3).join(" ")));
    });
  });
}

/**
 * Prints a report with the application's own layout, on a page that no window shows: whatever register another
 * Daftar has open, this one opens none.
 * @throws LaunchError, Refused
 */
async function printed(document: RapportDocument): Promise<Uint8Array> {
  const prepared = await prepareElectron();
  const folder = await mkdtemp(join(tmpdir(), "daftar-rapport-"));
  try {
    await ensureBuild();
    await writeFile(join(folder, "rapport.json"), JSON.stringify(document));
    const args = [
      ...prepared.args,
      `--user-data-dir=${join(folder, "profil")}`,
      `--daftar-rapport=${folder}`,
    ];
    await ended(prepared.executablePath, args, prepared.env);
    return await readFile(join(folder, "rapport.pdf"));
  } finally {
    prepared.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `daftar report KEY --out FILE`: writes a report in the format that the name of its file says. */
export async function reportCommand(call: Call): Promise<number> {
  const [key, ...rest] = call.args;
  if (key === undefined || rest.length > 0) throw new Usage("report CLÉ --out FICHIER");
  languesOf(call);
  const out = text(call, "out");
  if (!out) throw new Usage("--out FICHIER est obligatoire.");
  const format = formats.find((each) => `.${each}` === extname(out).toLowerCase());
  if (!format) {
    throw new Usage(`--out attend un fichier ${formats.map((f) => `.${f}`).join(", ")}.`);
  }
  // What cannot be written there is known before anything is computed.
  await (await openWhole(resolve(out))).drop();
  const document = await withStore(call, async (ctx) => {
    const keys = listTableaux(ctx).tableaux.map((each) => each.key);
    if (!keys.includes(key)) {
      throw new Usage(`Tableau inconnu : « ${key} ». Tableaux : ${keys.join(", ")}.`);
    }
    const options = optionsOf(ctx, call, key);
    const asked = tableauAskedOf(ctx, call, key);
    note("Calcul du tableau de bord…");
    return rapportDe(ctx, asked, options);
  });
  let pages: number | null = null;
  if (format === "pdf") {
    note("Mise en page…");
    const pdf = await printed(document);
    pages = pageCount(pdf);
    await writeWhole(resolve(out), pdf);
  } else await writeRapport(document, format, resolve(out));
  const cartes = document.volets[0]!.cartes.length;
  const langues = document.volets.map((volet) => volet.langue);
  print(
    call,
    { key, format, langues, cartes, pages, out },
    () => `${basename(out)} : ${cartes} cartes${pages === null ? "" : `, ${pages} pages`}`,
  );
  return 0;
}
