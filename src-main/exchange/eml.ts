import PostalMime, { type Address } from "postal-mime";

export interface MailFile {
  nom: string;
  bytes: Uint8Array;
}

/** A mail as the register keeps it: text only, nothing that could run or call outside. */
export interface Mail {
  /** Message-ID without its brackets; null when the mail has none. */
  messageId: string | null;
  objet: string | null;
  /** Sender as written: name and address. */
  correspondant: string | null;
  /** Milliseconds UTC; null when the mail gives no date that can be read. */
  at: number | null;
  texte: string;
  files: MailFile[];
}

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

function entity(whole: string, name: string): string {
  const code = /^#x([0-9a-f]{1,6})$/i.exec(name)
    ? Number.parseInt(name.slice(2), 16)
    : /^#\d{1,7}$/.test(name)
      ? Number(name.slice(1))
      : null;
  if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  return entities[name.toLowerCase()] ?? whole;
}

/** Elements whose content is no text of the mail. */
const silent = new Set(["script", "style", "head", "title", "template", "noscript", "svg"]);
const blocks = /^(?:br|p|div|tr|li|h[1-6]|table|blockquote|section|article|hr)$/;

/**
 * The text of an HTML page: no tag, no script, no address that would be fetched. Walks once, so that
 * hostile nesting costs no more than its length.
 */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  const lower = html.toLowerCase();
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      parts.push(html.slice(at));
      break;
    }
    parts.push(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    const close = html.indexOf(">", open);
    if (close < 0) break;
    const name = /^<\/?([a-z][a-z0-9]*)/.exec(lower.slice(open, open + 20))?.[1];
    at = close + 1;
    if (name === undefined) {
      // `5 < 6`: a sign, not a tag.
      if (!/^<[!/?]/.test(html.slice(open, open + 2))) {
        parts.push("<");
        at = open + 1;
      }
      continue;
    }
    if (silent.has(name) && html[open + 1] !== "/" && html[close - 1] !== "/") {
      const end = lower.indexOf(`</${name}`, close);
      if (end < 0) break;
      at = end;
    }
    if (blocks.test(name)) parts.push("\n");
    else if (name === "td" || name === "th") parts.push(" ");
  }
  return parts
    .join("")
    .replace(/&(#?\w{1,10});/g, entity)
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const person = (from: Address | undefined): string | null => {
  const one = from?.address === undefined ? from?.group?.[0] : from;
  if (!one) return null;
  const { name, address } = one;
  return (name && address ? `${name} <${address}>` : name || address || "").trim() || null;
};

// oxlint-disable-next-line no-control-regex -- and the signs that would reverse the reading of the rest
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/g;
const clean = (text: string) => text.replace(unseen, "").replace(/\r\n?/g, "\n").trim();

/**
 * Reads an e-mail file (.eml). Its HTML becomes text; images and pages inside it stay in the file.
 * @throws when the bytes are no mail: no sender, no date, no subject, no identifier.
 */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const mail = await PostalMime.parse(bytes, {
    attachmentEncoding: "arraybuffer",
    maxNestingDepth: 20,
    maxHeadersSize: 512 * 1024,
  });
  const objet = mail.subject === undefined ? null : clean(mail.subject) || null;
  const correspondant = person(mail.from) ?? null;
  const at = mail.date === undefined ? Number.NaN : Date.parse(mail.date);
  const messageId = mail.messageId?.replace(/^<|>$/g, "").trim() || null;
  if (objet === null && correspondant === null && messageId === null && Number.isNaN(at)) {
    throw new Error("eml: no header of a mail");
  }
  const plain = mail.text === undefined ? "" : clean(mail.text);
  return {
    messageId,
    objet,
    correspondant: correspondant && clean(correspondant),
    at: Number.isNaN(at) ? null : at,
    texte: plain || (mail.html === undefined ? "" : clean(textOfHtml(mail.html))),
    files: mail.attachments.map((each, i) => ({
      nom: each.filename || `piece-${i + 1}${each.mimeType === "message/rfc822" ? ".eml" : ""}`,
      bytes:
        typeof each.content === "string"
          ? new TextEncoder().encode(each.content)
          : new Uint8Array(each.content),
    })),
  };
}
