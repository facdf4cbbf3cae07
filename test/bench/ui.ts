import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron, type ElectronApplication, type Page } from "@playwright/test";
import { ensureBuild } from "../../src-main/launch/build.ts";
import { prepareElectron } from "../../src-main/launch/index.ts";
import { electronLoader } from "../support/electron-loader.ts";
import { compare, options, publish, register, root, type Figure } from "./support.ts";

type Prepared = Awaited<ReturnType<typeof prepareElectron>>;

async function open(
  prepared: Prepared,
  folder: string,
  args: string[],
): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: prepared.executablePath,
    env: { ...prepared.env, DAFTAR_QUIET_FAILURE: "1" },
    args: ["-r", electronLoader, ...prepared.args, `--user-data-dir=${folder}`, ...args],
  });
}

const ready = (page: Page, screen: string) =>
  page.waitForFunction((key) => document.documentElement.dataset["ready"] === key, screen, {
    timeout: 60_000,
    polling: "raf",
  });

/** Milliseconds from an action inside the page to the second frame after its effect is there. */
function painted(page: Page, act: string, done: string): Promise<number> {
  return page.evaluate(
    `new Promise((resolve, reject) => {
      const start = performance.now();
      const limit = setTimeout(() => reject(new Error("not painted: " + ${JSON.stringify(done)})), 20000);
      ${act};
      const look = () => {
        if (${done}) requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(limit); resolve(performance.now() - start); }));
        else requestAnimationFrame(look);
      };
      look();
    })`,
  );
}

async function sample(runs: number, work: (i: number) => Promise<number>) {
  const times: number[] = [];
  for (let i = -1; i < runs; i += 1) {
    const time = await work(i);
    if (i >= 0) times.push(time);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, p95: times[Math.ceil(times.length * 0.95) - 1]! };
}

const firstRow = `document.querySelector('[role="grid"] [data-id]')?.dataset.id`;
const settled = `document.querySelector('[role="grid"]')?.getAttribute("aria-busy") === "false"`;

/** Megabytes held by some processes, a page that several share counted once; Linux only. */
function proportionalMemory(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

async function measure(prepared: Prepared, files: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  const folder = mkdtempSync(join(tmpdir(), "daftar-bench-ui-"));
  const db = join(folder, "registre.db");
  copyFileSync(await register(files), db);
  const add = (
    what: string,
    figure: { median: number; p95: number },
    bar: number | null,
    floor: number | null = null,
  ) => figures.push({ files, what, ...figure, floor, bar });

  // An empty window of the same Electron is the floor of a start.
  const empty = join(folder, "empty");
  mkdirSync(empty);
  writeFileSync(join(empty, "package.json"), '{"name":"empty","main":"main.cjs"}');
  writeFileSync(
    join(empty, "main.cjs"),
    'const {app,BrowserWindow}=require("electron");app.whenReady().then(()=>new BrowserWindow({show:true}).loadURL("data:text/html,<p>x</p>"))',
  );
  const bare = await sample(5, async () => {
    const from = performance.now();
    const app = await _electron.launch({
      executablePath: prepared.executablePath,
      env: prepared.env,
      args: [
        "-r",
        electronLoader,
        ...prepared.args.filter((arg) => arg.startsWith("--")),
        empty,
        `--user-data-dir=${join(folder, "p0")}`,
      ],
    });
    await (await app.firstWindow()).waitForSelector("p");
    const spent = performance.now() - from;
    await app.close();
    return spent;
  });
  const start = await sample(5, async () => {
    const from = performance.now();
    const app = await open(prepared, join(folder, "p1"), [`--daftar-db=${db}`]);
    await ready(await app.firstWindow(), "journee");
    const spent = performance.now() - from;
    await app.close();
    return spent;
  });
  add("start to rows visible, beside an empty window", start, 1000, bare.median);

  const app = await open(prepared, join(folder, "p1"), [`--daftar-db=${db}`]);
  const page = await app.firstWindow();
  await page.setViewportSize({ width: 1366, height: 768 });
  await ready(page, "journee");
  await page.evaluate(`location.hash = "/dossiers"`);
  await ready(page, "dossiers");
  await page.evaluate(
    `window.longest = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration); }).observe({ type: "longtask" })`,
  );

  const keys = ["montant", "reference", "intitule", "emplois"];
  add(
    "sort click → rows painted",
    await sample(16, (i) =>
      painted(
        page,
        `window.was = ${firstRow}; document.querySelector('[data-key="${keys[(i + 4) % 4]}"]').click()`,
        `${settled} && ${firstRow} !== window.was`,
      ),
    ),
    50,
  );
  const filters = ["?etat=programmee&province=05.091", "?etat=complement&secteur=industrie", ""];
  add(
    "filter → rows painted",
    await sample(15, (i) =>
      painted(
        page,
        `window.was = ${firstRow}; location.hash = "/dossiers${filters[(i + 3) % 3]}"`,
        `${settled} && ${firstRow} !== window.was`,
      ),
    ),
    50,
  );
  await page.evaluate(`location.hash = "/dossiers"`);
  await ready(page, "dossiers");
  const places = [0.5, 0.9, 0.1, 0.7, 0.3];
  add(
    "jump of the scroll bar → rows painted",
    await sample(15, (i) =>
      painted(
        page,
        `const grid = document.querySelector('[role="grid"]'); window.was = ${firstRow}; grid.scrollTop = grid.scrollHeight * ${places[(i + 5) % 5]}`,
        `${firstRow} && ${firstRow} !== window.was`,
      ),
    ),
    50,
  );
  const search = page.locator("[role=search] input").first();
  await search.focus();
  const letters = [..."exemple soleil "];
  add(
    "search keystroke → results",
    await sample(12, async (i) => {
      const from = Date.now();
      await page.keyboard.press(letters[i + 1]!);
      await page.waitForFunction(
        () => document.querySelectorAll('[role="option"]').length > 0,
        undefined,
        { polling: "raf" },
      );
      return Date.now() - from;
    }),
    50,
  );
  await page.keyboard.press("Escape");
  add(
    "board open",
    await sample(8, async () => {
      await page.evaluate(`location.hash = "/dossiers"`);
      await ready(page, "dossiers");
      return painted(
        page,
        `location.hash = "/dossiers/tableau"`,
        `document.documentElement.dataset.ready === "dossiers-tableau" && document.querySelectorAll("[data-card]").length > 10`,
      );
    }),
    100,
  );
  add(
    "dashboard open, 23 cards",
    await sample(6, async () => {
      await page.evaluate(`location.hash = "/dossiers"`);
      await ready(page, "dossiers");
      return painted(
        page,
        `location.hash = "/tableaux/barometre"`,
        `document.documentElement.dataset.ready === "tableau-barometre"`,
      );
    }),
    150,
  );
  const told = `document.querySelector('[data-carte="calcul_nombre"]')?.textContent`;
  let at = 0;
  add(
    "dashboard filter",
    await sample(8, async () => {
      const province = ["05.081", "05.091", "05.255", "05.301", "05.311", "05.inter"][at++ % 6]!;
      await page.evaluate(`window.before = ${told}`);
      return painted(
        page,
        `location.hash = "/tableaux/barometre?province=${province}"`,
        `${told} !== window.before`,
      );
    }),
    100,
  );
  const longest = (await page.evaluate("window.longest")) as number;
  add("longest block of the page in all this", { median: longest, p95: longest }, 50);
  const pids = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map((each) => each.pid),
  );
  process.stderr.write(
    `memory of all processes at ${files} files: ${Math.round(proportionalMemory(pids))} MB (bar 400)\n`,
  );
  await app.close();
  rmSync(folder, { recursive: true, force: true });
  return figures;
}

const { sizes, compare: pair } = options();
if (pair) compare(pair);
else {
  process.chdir(root);
  await ensureBuild();
  const prepared = await prepareElectron();
  try {
    const figures: Figure[] = [];
    for (const size of sizes) figures.push(...(await measure(prepared, size)));
    publish("ui", figures);
  } finally {
    prepared.stop();
  }
}
