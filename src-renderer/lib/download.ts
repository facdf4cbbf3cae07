const cell = (value: string | number): string => {
  // French Excel takes 5.1 for a text, or for the fifth of January.
  const text = typeof value === "number" ? String(value).replace(".", ",") : value;
  // A text that begins like a formula would be run by a spreadsheet.
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as French Excel opens it: `;` between cells, a byte order mark, CRLF. */
export const toCsv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\ufeff${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;

/** Hands a text to the user as a file. */
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** Hands bytes to the user as a file. */
export function downloadBlob(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
