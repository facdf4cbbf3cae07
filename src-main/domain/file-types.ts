/** What a file is by its first bytes and, when they do not tell, by its extension. */
export type FileVerdict =
  | { ok: true; mediaType: string }
  | { ok: false; reason: "executable" | "active" | "macro" | "unknown" };

/** Extensions that a system runs, whatever the bytes say. */
const runnable = new Set(
  "exe com scr pif msi msp bat cmd ps1 psm1 vbs vbe js jse mjs cjs wsf wsh hta cpl jar sh bash zsh csh py pl rb php lnk url desktop app command scpt reg dll so dylib sys drv apk deb rpm appimage iso img chm inf scf gadget".split(
    " ",
  ),
);
/** Extensions of pages that carry scripts. */
const active = new Set("htm html xhtml shtml mht mhtml svg svgz xml xsl xslt swf".split(" "));
const macros = new Set("docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm xlsb".split(" "));

/** Whether a system may run a file of this extension: no setting makes the application hand it over. */
export const runs = (extension: string): boolean =>
  runnable.has(extension) || active.has(extension) || macros.has(extension);

/** Extension of a name, lower case, without its dot; empty when it has none. */
export function extensionOf(name: string): string {
  return /\.([^.\\/]{1,16})$/.exec(name.trim())?.[1]?.toLowerCase() ?? "";
}

const ascii = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.subarray(from, to));

const starts = (head: Uint8Array, ...bytes: number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

function isProgram(head: Uint8Array): boolean {
  if (ascii(head, 0, 2) === "MZ" || ascii(head, 0, 2) === "#!") return true;
  if (starts(head, 0x7f, 0x45, 0x4c, 0x46)) return true;
  // Mach-O in both orders, fat binaries and Java classes, Windows shortcuts, WebAssembly.
  if (/^(?:feedfac[ef]|c[ef]faedfe|cafebabe|4c000000|0061736d)$/.test(hex(head, 4))) return true;
  return ascii(head, 0, 4) === "dex\n" || ascii(head, 0, 8) === "!<arch>\n";
}

const hex = (head: Uint8Array, length: number): string =>
  [...head.subarray(0, length)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A page or a drawing that a viewer would run: by what the text opens with. */
function isActive(head: Uint8Array): boolean {
  const opening = [...head.subarray(0, 1024)]
    .filter((byte) => byte !== 0)
    .map((byte) => String.fromCharCode(byte))
    .join("")
    .replace(/^(?:ï»¿|ÿþ|þÿ)/, "")
    .trimStart()
    .toLowerCase();
  return /^(?:<!doctype|<html|<head|<body|<script|<svg|<\?xml|<!--|<iframe|<\?php)/.test(opening);
}

/** Whether these bytes can be a text somebody wrote: no control sign but tab and ends of line. */
function isText(head: Uint8Array): boolean {
  if (starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)) return true;
  return !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
}

const images = (head: Uint8Array): string | null => {
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "image/png";
  if (starts(head, 0xff, 0xd8, 0xff)) return "image/jpeg";
  if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) return "image/gif";
  if (ascii(head, 0, 4) === "RIFF" && ascii(head, 8, 12) === "WEBP") return "image/webp";
  if (/^(?:49492a00|4d4d002a)$/.test(hex(head, 4))) return "image/tiff";
  if (ascii(head, 4, 8) === "ftyp" && /^(?:hei|mif1|msf1)/.test(ascii(head, 8, 12)))
    return "image/heic";
  if (/^AC10\d\d$/.test(ascii(head, 0, 6))) return "image/vnd.dwg";
  return null;
};

const office: readonly [prefix: string, mediaType: string][] = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
];
const openDocument: Record<string, string> = {
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
};

function zipped(names: readonly string[], extension: string): FileVerdict {
  if (names.some((name) => /(?:^|\/)vbaProject\.bin$/i.test(name))) {
    return { ok: false, reason: "macro" };
  }
  if (names.some((name) => name.startsWith("META-INF/MANIFEST.MF"))) {
    return { ok: false, reason: "executable" };
  }
  if (names.includes("[Content_Types].xml")) {
    const found = office.find(([prefix]) => names.some((name) => name.startsWith(prefix)));
    if (found) return { ok: true, mediaType: found[1] };
  }
  if (names[0] === "mimetype" && openDocument[extension]) {
    return { ok: true, mediaType: openDocument[extension] };
  }
  return { ok: true, mediaType: "application/zip" };
}

const ole: Record<string, string> = {
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  msg: "application/vnd.ms-outlook",
};
const texts: Record<string, string> = {
  txt: "text/plain",
  csv: "text/csv",
  tsv: "text/csv",
  eml: "message/rfc822",
};

/**
 * The real type of a file. Bytes win over the extension: a programme renamed `.pdf` is a programme.
 * @param head its first bytes, a few thousand at least.
 * @param entries names inside it when it is a zip, in their order.
 */
export function fileType(name: string, head: Uint8Array, entries: readonly string[]): FileVerdict {
  const extension = extensionOf(name);
  if (isProgram(head) || runnable.has(extension)) return { ok: false, reason: "executable" };
  if (macros.has(extension)) return { ok: false, reason: "macro" };
  if (active.has(extension)) return { ok: false, reason: "active" };
  const image = images(head);
  if (image) return { ok: true, mediaType: image };
  if (ascii(head, 0, 1024).includes("%PDF-")) return { ok: true, mediaType: "application/pdf" };
  if (starts(head, 0x50, 0x4b, 0x03, 0x04) || starts(head, 0x50, 0x4b, 0x05, 0x06)) {
    return zipped(entries, extension);
  }
  if (hex(head, 8) === "d0cf11e0a1b11ae1") {
    const mediaType = ole[extension];
    return mediaType ? { ok: true, mediaType } : { ok: false, reason: "unknown" };
  }
  if (isActive(head)) return { ok: false, reason: "active" };
  const mediaType = texts[extension];
  if (mediaType && isText(head)) return { ok: true, mediaType };
  return { ok: false, reason: "unknown" };
}

/** Names of the entries of a zip, from its central directory. @returns [] when it has none. */
export function zipEntries(directory: Uint8Array): string[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const names: string[] = [];
  let at = 0;
  while (at + 46 <= view.byteLength && view.getUint32(at, true) === 0x02014b50) {
    const length = view.getUint16(at + 28, true);
    if (at + 46 + length > view.byteLength) break;
    names.push(new TextDecoder().decode(directory.subarray(at + 46, at + 46 + length)));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** A name that can be written in any folder: no path, no control sign, no reserved sign. */
export function safeName(name: string): string {
  const plain = name
    .split(/[\\/]/)
    .at(-1)!
    // oxlint-disable-next-line no-control-regex -- and the signs that reverse the reading of a name
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/^\.+|[. ]+$/g, "")
    .trim();
  return plain.slice(0, 200) || "fichier";
}

/** A text in the encoding its bytes tell: UTF-8, UTF-16 by its mark, else Windows. */
export function decodeText(bytes: Uint8Array): { texte: string; encodage: string } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return { texte: new TextDecoder("utf-16le").decode(bytes), encodage: "UTF-16" };
  if (first === 0xfe && second === 0xff)
    return { texte: new TextDecoder("utf-16be").decode(bytes), encodage: "UTF-16" };
  try {
    // `stream`: a sign cut by the limit of what is read is no mistake.
    const texte = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return { texte, encodage: "UTF-8" };
  } catch {
    const high = bytes.filter((byte) => byte >= 0xc0);
    // Arabic letters of Windows-1256 stand in runs; French accents stand alone.
    let runs = 0;
    for (let i = 1; i < bytes.length; i++) {
      if (bytes[i]! >= 0xc0 && bytes[i - 1]! >= 0xc0) runs += 1;
    }
    const arabic = high.length > 0 && runs / high.length > 0.4;
    const encodage = arabic ? "windows-1256" : "windows-1252";
    return { texte: new TextDecoder(encodage).decode(bytes), encodage };
  }
}
