import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BrowserWindow, nativeTheme, screen, type Rectangle } from "electron";
import { z } from "zod";
import { appOrigin } from "./protocol.ts";

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(800),
  height: z.number().int().min(500),
  maximized: z.boolean(),
});
type WindowState = z.infer<typeof windowState>;

const firstSize = { width: 1366, height: 768 };

function readState(file: string): WindowState | null {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** A window remembered on a screen that is gone would open out of sight. */
function onScreen(state: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(state.x + state.width, workArea.x + workArea.width);
    const bottom = Math.min(state.y + state.height, workArea.y + workArea.height);
    return (
      right - Math.max(state.x, workArea.x) > 200 && bottom - Math.max(state.y, workArea.y) > 100
    );
  });
}

/** Preferences shared by every window: sandboxed, isolated, without Node. */
export function pagePreferences(): Electron.WebPreferences {
  return {
    preload: join(import.meta.dirname, "../preload/index.cjs"),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

/** The address of a screen of the application. */
export function screenAddress(hash: string): string {
  return `${appOrigin}/index.html#${hash}`;
}

/** Opens the main window where it was last time. */
export function openMainWindow(userData: string): BrowserWindow {
  const file = join(userData, "fenetre.json");
  const remembered = readState(file);
  const place = remembered && onScreen(remembered) ? remembered : null;
  const window = new BrowserWindow({
    ...firstSize,
    ...(place ? { x: place.x, y: place.y, width: place.width, height: place.height } : {}),
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: "Daftar",
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#151917" : "#f6f7f5",
    webPreferences: pagePreferences(),
  });
  if (place?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    const state: WindowState = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  };
  window.on("resize", soon);
  window.on("move", soon);
  window.on("close", () => {
    clearTimeout(timer);
    save();
  });
  void window.loadURL(screenAddress("/"));
  return window;
}
