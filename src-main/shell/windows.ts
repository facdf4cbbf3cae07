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

/** A window of the application, shown once it has something to show. */
function newWindow(place: Partial<Rectangle>): BrowserWindow {
  const window = new BrowserWindow({
    ...firstSize,
    ...place,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: "Daftar",
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#151917" : "#f6f7f5",
    webPreferences: pagePreferences(),
  });
  window.once("ready-to-show", () => window.show());
  return window;
}

/** How far one more window stands from the one it came from, in pixels. */
const shift = 32;

/**
 * Opens one more window, a little off the one it was asked from.
 * @param hash address of its first screen.
 */
export function openOtherWindow(from: BrowserWindow | null, hash: string): BrowserWindow {
  const beside = from && !from.isDestroyed() ? from.getNormalBounds() : null;
  const moved = beside && { ...beside, x: beside.x + shift, y: beside.y + shift };
  const window = newWindow(moved && onScreen(moved) ? moved : {});
  void window.loadURL(screenAddress(hash));
  return window;
}

/** Opens the main window where it was last time. */
export function openMainWindow(userData: string): BrowserWindow {
  const file = join(userData, "fenetre.json");
  const remembered = readState(file);
  const place = remembered && onScreen(remembered) ? remembered : null;
  const window = newWindow(
    place ? { x: place.x, y: place.y, width: place.width, height: place.height } : {},
  );
  if (place?.maximized) window.maximize();
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
