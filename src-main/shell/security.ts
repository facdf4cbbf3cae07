import { app, shell, type Session, type WebContents, type WebFrameMain } from "electron";
import { appOrigin } from "./protocol.ts";

const externalSchemes = new Set(["https:", "mailto:"]);

/**
 * Opens an address in the system's browser.
 * @returns false when it is neither `https:` nor `mailto:`; nothing was then opened.
 */
export async function openExternal(address: string): Promise<boolean> {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (!externalSchemes.has(url.protocol)) return false;
  await shell.openExternal(url.href);
  return true;
}

/** Node's URL gives a custom scheme no origin, so addresses are compared as text. */
const isOwn = (address: string) => address.startsWith(`${appOrigin}/`);

/** Whether a message comes from the top frame of one of our own pages. */
export function isOwnTopFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwn(frame.url);
}

function guard(contents: WebContents): void {
  contents.on("will-navigate", (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: "deny" };
  });
}

/** Closes every door: other pages, new windows, webviews and permissions are refused everywhere. */
export function hardenApp(): void {
  app.on("web-contents-created", (_event, contents) => guard(contents));
}

/** Refuses all permissions and every download that the page did not make itself. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault();
  });
}
