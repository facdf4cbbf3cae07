import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ORPCError } from "@orpc/client";
import { z } from "zod";
import { writeReasons } from "../contract/errors.ts";
import type { Langue } from "../contract/primitives.ts";
import type { RapportDu, RapportFait, RapportFormat } from "../contract/rapports.ts";
import { NotWritten, writeWhole } from "../exchange/write-whole.ts";
import { log } from "./log.ts";
import { printRapport } from "./print.ts";
import type { DataClient, StoreHost } from "./store-host.ts";

const memory = z.record(z.string(), z.record(z.string(), z.string()));

/** Into which folder of this desk each recurrent report goes, by register. The page never sees a path. */
export class RapportMemory {
  private readonly file: string;
  private readonly register: string;

  /** @param register path of the open register */
  constructor(userData: string, register: string) {
    this.file = join(userData, "rapports.json");
    this.register = register;
  }

  private all(): z.infer<typeof memory> {
    try {
      return memory.parse(JSON.parse(readFileSync(this.file, "utf8")));
    } catch {
      return {};
    }
  }

  /** The folder of a report; null when none was chosen on this desk. */
  folder(rapportId: string): string | null {
    return this.all()[this.register]?.[rapportId] ?? null;
  }

  /** Remembers the folder of a report. */
  save(rapportId: string, folder: string): void {
    const all = this.all();
    const kept = { ...all, [this.register]: { ...all[this.register], [rapportId]: folder } };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(kept));
  }
}

/** A name that no system refuses as that of a file. */
export const fileName = (text: string): string =>
  text
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[. ]+$/, "")
    .slice(0, 120) || "rapport";

/** A place where no file is yet: another one is never written over. */
function freePlace(folder: string, name: string, format: RapportFormat): string {
  for (let at = 1; ; at += 1) {
    const path = join(folder, `${name}${at === 1 ? "" : ` (${at})`}.${format}`);
    if (!existsSync(path)) return path;
  }
}

/** Writes a report in one format. Throws NotWritten, or the typed error of the store. */
export async function writeTo(
  { host, client }: { host: StoreHost; client: DataClient },
  { tableau, contenu }: Pick<RapportDu, "tableau" | "contenu">,
  format: RapportFormat,
  path: string,
): Promise<void> {
  const asked = { demande: { ...contenu.demande, key: tableau }, options: contenu.options };
  if (format === "pdf") {
    const { pdf } = await printRapport(await client.rapports.document(asked));
    await writeWhole(path, pdf);
    return;
  }
  const token = randomUUID();
  host.send({ type: "file", token, path, name: basename(path) });
  await client.rapports.ecrire({ ...asked, format, token });
}

function reasonOf(error: unknown): NonNullable<RapportFait["echec"]> {
  const code =
    error instanceof NotWritten
      ? error.reason
      : error instanceof ORPCError && error.code === "FILE_NOT_WRITTEN"
        ? (error.data as { reason?: string }).reason
        : undefined;
  return writeReasons.find((each) => each === code) ?? "unknown";
}

/** All the formats of a report, or none. @returns the names of its files */
async function makeAll(
  desk: { host: StoreHost; client: DataClient },
  rapport: RapportDu,
  folder: string,
): Promise<string[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NotWritten("missing_folder", folder);
  }
  const { titre, pourLe, contenu } = rapport;
  const name = `${fileName(titre)} ${pourLe} ${contenu.options.langues.join("-")}`;
  const made: string[] = [];
  try {
    for (const format of contenu.formats) {
      const path = freePlace(folder, name, format);
      await writeTo(desk, rapport, format, path);
      made.push(path);
    }
  } catch (error) {
    for (const path of made) await rm(path, { force: true });
    throw error;
  }
  return made.map((path) => basename(path));
}

const hour = 3_600_000;

/** Makes the recurrent reports of this desk when they are due: at the start, every hour, when the machine wakes. */
export class RecurrentRapports {
  private readonly host: StoreHost;
  private readonly folders: RapportMemory;
  private readonly tell: (rapport: RapportDu, echec: RapportFait["echec"]) => void;
  private running: Promise<void> | null = null;

  /** @param tell says on the desk what was made, or why it could not be */
  constructor(
    host: StoreHost,
    folders: RapportMemory,
    tell: (rapport: RapportDu, echec: RapportFait["echec"]) => void,
  ) {
    this.host = host;
    this.folders = folders;
    this.tell = tell;
  }

  /** Looks now and every hour. @returns how to look again at once */
  start(): () => void {
    const look = () => {
      this.running ??= this.check()
        .catch((error: unknown) => log(`rapports: ${(error as Error).stack ?? String(error)}`))
        .finally(() => (this.running = null));
    };
    look();
    setInterval(look, hour).unref();
    return look;
  }

  private async check(): Promise<void> {
    const { client, close } = await this.host.client();
    try {
      const { rapports } = await client.rapports.dus({});
      for (const rapport of rapports) {
        const folder = this.folders.folder(rapport.id);
        // Another desk may be the one that makes it.
        if (folder !== null) await this.make(client, rapport, folder);
      }
    } finally {
      close();
    }
  }

  private async make(client: DataClient, rapport: RapportDu, folder: string): Promise<void> {
    const desk = { host: this.host, client };
    const outcome = await makeAll(desk, rapport, folder).then(
      (names) => ({ fichier: names.join(", "), echec: null }),
      (error: unknown) => {
        log(`rapport: ${(error as Error).stack ?? String(error)}`);
        return { fichier: null, echec: reasonOf(error) };
      },
    );
    const { actionId } = await client.rapports.noter({
      rapportId: rapport.id,
      pourLe: rapport.pourLe,
      ...outcome,
    });
    // The same failure an hour later is not news.
    if (actionId !== null) this.tell(rapport, outcome.echec);
  }
}

const words: Record<
  Langue,
  Record<
    "fait" | "rattrape" | "echec",
    (titre: string, jour: string) => { title: string; body: string }
  >
> = {
  fr: {
    fait: (titre) => ({ title: "Rapport fait", body: `« ${titre} » est dans son dossier.` }),
    rattrape: (titre, jour) => ({
      title: "Rapport rattrapé",
      body: `« ${titre} », attendu le ${jour}, vient d'être fait avec les chiffres d'aujourd'hui.`,
    }),
    echec: (titre, jour) => ({
      title: "Rapport non écrit",
      body: `« ${titre} » du ${jour} n'a pas pu être écrit : la raison est dans l'écran Rapports. Il sera repris.`,
    }),
  },
  ar: {
    fait: (titre) => ({ title: "تم إعداد التقرير", body: `التقرير «${titre}» موجود في مجلده.` }),
    rattrape: (titre, jour) => ({
      title: "تم تدارك التقرير",
      body: `التقرير «${titre}» المنتظر يوم ${jour} أعد الآن بأرقام اليوم.`,
    }),
    echec: (titre, jour) => ({
      title: "تعذرت كتابة التقرير",
      body: `تعذرت كتابة التقرير «${titre}» ليوم ${jour}: السبب في شاشة التقارير، وستعاد المحاولة.`,
    }),
  },
  en: {
    fait: (titre) => ({ title: "Report made", body: `“${titre}” is in its folder.` }),
    rattrape: (titre, jour) => ({
      title: "Report caught up",
      body: `“${titre}”, due on ${jour}, has just been made with today's figures.`,
    }),
    echec: (titre, jour) => ({
      title: "Report not written",
      body: `“${titre}” of ${jour} could not be written: the reason is on the Reports screen. It will be tried again.`,
    }),
  },
};

/** What the desk says of a recurrent report. */
export function noticeOf(
  { titre, pourLe, rattrape }: RapportDu,
  echec: RapportFait["echec"],
  langue: Langue,
): { title: string; body: string; hash: string } {
  const what = echec !== null ? "echec" : rattrape ? "rattrape" : "fait";
  const jour = pourLe.split("-").toReversed().join("/");
  return { ...words[langue][what](titre, jour), hash: "/rapports" };
}
