import { expect, test } from "./support.ts";

interface Witness {
  seen: string[];
}

test("a page that reaches Node, or a preload that hands it something", async ({ page, app }) => {
  const globals = await page.evaluate(() =>
    [
      "require",
      "process",
      "module",
      "Buffer",
      "global",
      "ipcRenderer",
      "electron",
      "__dirname",
    ].filter((name) => name in window),
  );
  expect(globals).toEqual([]);
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    // Not in the types, but the only way to read what is in force.
    const contents = window!.webContents as unknown as {
      getLastWebPreferences(): Electron.WebPreferences;
    };
    const { contextIsolation, nodeIntegration, sandbox, webviewTag, webSecurity } =
      contents.getLastWebPreferences();
    return { contextIsolation, nodeIntegration, sandbox, webviewTag, webSecurity };
  });
  expect(preferences).toEqual({
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webviewTag: false,
    webSecurity: true,
  });
});

test("a policy that lets a page run a text or an inline script", async ({ page, desk }) => {
  desk.provoked.push(/Content Security Policy/);
  const policy = await page.evaluate(
    async () => (await fetch("/index.html")).headers.get("content-security-policy") ?? "",
  );
  const rules = new Map(
    policy.split(";").map((rule) => {
      const [name = "", ...values] = rule.trim().split(/\s+/);
      return [name, values];
    }),
  );
  expect(rules.get("default-src")).toEqual(["'none'"]);
  expect(rules.get("script-src")).toEqual(["'self'"]);
  expect(policy).not.toMatch(/unsafe-eval|unsafe-inline|https?:|\*/);

  // From a timer: what the test's own protocol runs is let through.
  const evaluated = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-eval -- the very thing that must be refused
            done(String((0, eval)("1 + 1")));
          } catch (error) {
            done((error as Error).name);
          }
        });
      }),
  );
  expect(evaluated).toBe("EvalError");
  const inline = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.body.dataset.inline = 'ran'";
    document.body.append(script);
    return document.body.dataset["inline"] ?? "refused";
  });
  expect(inline).toBe("refused");
  const remote = await page.evaluate(() =>
    fetch("https://example.org/").then(
      () => "fetched",
      () => "refused",
    ),
  );
  expect(remote).toBe("refused");
});

test("a page that navigates away from the application", async ({ page, app, desk }) => {
  desk.provoked.push(/Not allowed to load local resource/);
  await app.evaluate(({ BrowserWindow }) => {
    const witness: Witness = { seen: [] };
    (globalThis as { witness?: Witness }).witness = witness;
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    webContents.on("will-frame-navigate", (event) => {
      witness.seen.push(`${event.url} ${event.defaultPrevented ? "refused" : "followed"}`);
    });
    webContents.on("did-navigate", (_event, url) => witness.seen.push(`${url} shown`));
  });
  const seen = (): Promise<string[]> =>
    app.evaluate(() => (globalThis as { witness?: Witness }).witness!.seen);
  const address = page.url();
  await page.evaluate(() => {
    location.href = "https://example.org/";
  });
  await expect.poll(seen).toEqual(["https://example.org/ refused"]);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.href = "http://example.org/lien";
    document.body.append(link);
    link.click();
  });
  await expect.poll(seen).toContain("http://example.org/lien refused");
  await page.evaluate(() => {
    location.href = "file:///etc/passwd";
  });
  // The page lives on and still answers, where it was.
  const alive = await app.evaluate(async ({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const drawn: unknown = await webContents.executeJavaScript(
      "new Promise(requestAnimationFrame).then(() => document.querySelector('[role=grid]') !== null)",
    );
    return { drawn, address: webContents.getURL() };
  });
  expect(alive).toEqual({ drawn: true, address });
  expect((await seen()).filter((line) => !line.endsWith("refused"))).toEqual([]);
});

test("a window opened by a page, or an address of any kind given to the system", async ({
  page,
  app,
  desk,
}) => {
  desk.provoked.push(/Not allowed to load local resource|JavaScript URL/);
  await app.evaluate(({ shell }) => {
    const witness: Witness = { seen: [] };
    (globalThis as { witness?: Witness }).witness = witness;
    shell.openExternal = async (address: string) => {
      witness.seen.push(address);
    };
  });
  const windows = await page.evaluate(() =>
    [
      "http://example.org/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "data:text/html,essai",
      "smb://serveur/partage",
      "ms-msdt:/id",
      "app://daftar/index.html",
      "https://example.org/page",
      "mailto:essai@example.org",
    ].map((address) => window.open(address) === null),
  );
  expect(windows).toEqual(windows.map(() => true));
  await expect
    .poll(() => app.evaluate(() => (globalThis as { witness?: Witness }).witness!.seen))
    .toEqual(["https://example.org/page", "mailto:essai@example.org"]);
  expect(app.windows()).toHaveLength(1);
});

test("a permission granted to a page", async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const refused = (call: Promise<unknown>): Promise<string> =>
      call.then(
        () => "granted",
        () => "refused",
      );
    return {
      geolocation: (await navigator.permissions.query({ name: "geolocation" })).state,
      notifications: (await navigator.permissions.query({ name: "notifications" })).state,
      asked: await Notification.requestPermission(),
      position: await refused(
        new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail)),
      ),
      media: await refused(navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
      screen: await refused(navigator.mediaDevices.getDisplayMedia()),
    };
  });
  expect(answers).toEqual({
    geolocation: "denied",
    notifications: "denied",
    asked: "denied",
    position: "refused",
    media: "refused",
    screen: "refused",
  });
});

test("a file outside the built page served through app://", async ({ app }) => {
  const statuses = await app.evaluate(async ({ net }) => {
    const found: Record<string, number> = {};
    for (const address of [
      "app://daftar/index.html",
      "app://daftar/../../package.json",
      "app://daftar/../main/index.js",
      "app://daftar/%2e%2e/main/index.js",
      "app://daftar/..%2fmain%2findex.js",
      "app://daftar/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json",
      "app://daftar/..%5cmain%5cindex.js",
      "app://daftar/%5c..%5cmain%5cindex.js",
      "app://daftar//etc/passwd",
      "app://daftar/index.html%00.js",
      "app://daftar/%zz",
      "app://autre/index.html",
      "app://daftar.autre/index.html",
    ]) {
      found[address] = await net.fetch(address).then(
        ({ status }) => status,
        () => 0,
      );
    }
    return found;
  });
  const { "app://daftar/index.html": own, ...others } = statuses;
  expect(own).toBe(200);
  for (const [address, status] of Object.entries(others))
    expect([0, 404], address).toContain(status);
});

test("a foreign page that gets a port to the register", async ({ app }) => {
  const ports = (address: string): Promise<string[]> =>
    app.evaluate(async ({ app: main, BrowserWindow, ipcMain }, url) => {
      const preload = `${main.getAppPath()}/out/app/preload/index.cjs`;
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      const { webContents } = window;
      try {
        await window.loadURL(url);
        const asked = new Promise<void>((done) => {
          const onAsk = (event: Electron.IpcMainEvent): void => {
            if (event.sender !== webContents) return;
            ipcMain.off("daftar:connect", onAsk);
            done();
          };
          ipcMain.on("daftar:connect", onAsk);
        });
        await webContents.executeJavaScript(
          `window.names = [];
           addEventListener("message", (event) => {
             if (event.data.type === "daftar:port") names.push(event.data.name + event.ports.length);
           });
           postMessage({ type: "daftar:connect" }, "*"); 0`,
        );
        await asked;
        // Longer than the store takes to hand a port to a page of ours, just below.
        await new Promise((done) => setTimeout(done, 700));
        return (await webContents.executeJavaScript("window.names")) as string[];
      } finally {
        window.destroy();
      }
    }, address);
  expect(await ports("data:text/html,<title>essai</title>")).toEqual([]);
  expect(await ports("about:blank")).toEqual([]);
  const own = new Set(await ports("app://daftar/index.html"));
  expect([...own].toSorted()).toEqual(["data1", "shell1"]);
});

test("a frame of a page that gets a port or loads anything", async ({ page, app, desk }) => {
  desk.provoked.push(/Content Security Policy|Framing|frame/i);
  const asked = await app.evaluate(({ ipcMain }) => {
    const witness: Witness = { seen: [] };
    (globalThis as { witness?: Witness }).witness = witness;
    ipcMain.on("daftar:connect", (event) => witness.seen.push(event.senderFrame?.url ?? ""));
    return witness.seen.length;
  });
  expect(asked).toBe(0);
  const loaded = await page.evaluate(async () => {
    const frame = document.createElement("iframe");
    const settled = new Promise((done) => {
      frame.addEventListener("load", done);
      frame.addEventListener("error", done);
    });
    frame.src = "/index.html";
    document.body.append(frame);
    await settled;
    frame.contentWindow?.postMessage({ type: "daftar:connect" }, "*");
    let title: string | null = null;
    try {
      title = frame.contentDocument?.title ?? null;
    } catch {
      // An error page of another origin: nothing of ours was loaded.
    }
    return title;
  });
  expect(loaded).not.toBe("Daftar");
  // What the frame could have asked comes before what its page asks now.
  await page.evaluate(() => postMessage({ type: "daftar:connect" }, "*"));
  await expect
    .poll(() => app.evaluate(() => (globalThis as { witness?: Witness }).witness!.seen.length))
    .toBe(1);
});

test("a webview attached to a page", async ({ app }) => {
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
    const { webContents } = window;
    let attached = false;
    webContents.on("did-attach-webview", () => (attached = true));
    const tried = new Promise<boolean>((done) => {
      webContents.on("will-attach-webview", (event) => done(event.defaultPrevented));
    });
    try {
      await window.loadURL(
        `data:text/html,<webview src="data:text/html,essai" style="width:99px;height:99px"></webview>`,
      );
      return { prevented: await tried, attached };
    } finally {
      window.destroy();
    }
  });
  expect(outcome).toEqual({ prevented: true, attached: false });
});

test("a download that the page did not make itself", async ({ page, app }) => {
  await app.evaluate(({ session }) => {
    const witness: Witness = { seen: [] };
    (globalThis as { witness?: Witness }).witness = witness;
    session.defaultSession.on("will-download", (event, item) => {
      witness.seen.push(
        `${item.getURL().split(":")[0]} ${event.defaultPrevented ? "refused" : "kept"}`,
      );
      if (!event.defaultPrevented) item.cancel();
    });
  });
  await page.evaluate(() => {
    const save = (href: string): void => {
      const link = document.createElement("a");
      link.href = href;
      link.download = "essai.txt";
      link.click();
    };
    save("data:text/plain,essai");
    save(URL.createObjectURL(new Blob(["essai"])));
  });
  await expect
    .poll(async () =>
      (await app.evaluate(() => (globalThis as { witness?: Witness }).witness!.seen)).toSorted(),
    )
    .toEqual(["blob kept", "data refused"]);
});
