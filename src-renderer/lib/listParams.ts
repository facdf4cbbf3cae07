const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** Reads the address of a list: choices of codes, and days. What it does not understand is left out. */
export interface ListParams {
  /** Codes of a parameter; none when it is not there. */
  codes: (name: string) => string[];
  day: (name: string) => string | undefined;
  text: (name: string) => string;
}

/** @param search query part of an address, without its question mark */
export function listParams(search: string): ListParams {
  const params = new URLSearchParams(search);
  const text = (name: string): string => params.get(name)?.slice(0, 200) ?? "";
  return {
    text,
    codes: (name) =>
      (params.get(name) ?? "")
        .split(",")
        .filter((code) => code !== "" && code.length <= 64)
        .slice(0, 50),
    day: (name) => (ISO.test(text(name)) ? text(name) : undefined),
  };
}
