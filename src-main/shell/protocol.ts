import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { protocol, type Session } from "electron";

export const appOrigin = "app://daftar";

const mediaTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
};

/** The policy of every page: nothing from outside, no eval, styles by nonce only. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // The reader of PDF works in a thread of its own, from our own files.
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}

/**
 * The file behind an address of the application.
 * @returns null when the address is not ours or leaves the folder.
 */
export function fileOf(folder: string, address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "app:" || url.host !== "daftar") return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes("\0") || path.includes("\\")) return null;
  const file = normalize(join(folder, path === "/" ? "index.html" : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** Must run before the application is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: "app",
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page, and nothing else, as `app://daftar`. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle("app", async (request) => {
    const file = request.method === "GET" ? fileOf(folder, request.url) : null;
    const type = file && mediaTypes[extname(file)];
    if (!file || !type) return new Response("", { status: 404 });
    let body: Buffer;
    try {
      body = await readFile(file);
    } catch {
      return new Response("", { status: 404 });
    }
    const headers: Record<string, string> = {
      "content-type": type,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
    };
    if (extname(file) !== ".html") return new Response(new Uint8Array(body), { headers });
    const nonce = randomBytes(16).toString("base64");
    headers["content-security-policy"] = contentSecurityPolicy(nonce);
    headers["cache-control"] = "no-store";
    return new Response(body.toString("utf8").replaceAll("__CSP_NONCE__", nonce), { headers });
  });
}
