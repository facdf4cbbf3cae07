import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Notification, type BrowserWindow } from "electron";
import { z } from "zod";

const memory = z.record(z.string(), z.string());

/** Which calendar file each register of this desk keeps up to date. The page never sees a path. */
export class AgendaMemory {
  private readonly file: string;
  private readonly register: string;

  /** @param register path of the open register */
  constructor(userData: string, register: string) {
    this.file = join(userData, "agenda.json");
    this.register = register;
  }

  private all(): Record<string, string> {
    try {
      return memory.parse(JSON.parse(readFileSync(this.file, "utf8")));
    } catch {
      return {};
    }
  }

  /** The file to keep up to date; null when there is none. */
  get path(): string | null {
    return this.all()[this.register] ?? null;
  }

  /** Remembers a file, or forgets it. */
  save(path: string | null): void {
    const { [this.register]: _former, ...others } = this.all();
    const kept = path === null ? others : { ...others, [this.register]: path };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(kept));
  }
}

/** Notifications on screen: one that nothing holds may lose its click. */
const shown = new Set<Notification>();

/** Shows a notification of the system; its click brings the window forward, on a screen of the application. */
export function notifyDesk(
  window: BrowserWindow,
  notice: { title: string; body: string; hash: string },
): boolean {
  if (!Notification.isSupported()) return false;
  const notification = new Notification({ title: notice.title, body: notice.body });
  shown.add(notification);
  notification.on("close", () => shown.delete(notification));
  notification.on("click", () => {
    shown.delete(notification);
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    void window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(notice.hash)}`);
  });
  notification.show();
  return true;
}
