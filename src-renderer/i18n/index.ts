import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { formatNumber } from "../lib/format.ts";
import type { Langue } from "../../src-main/contract/primitives.ts";

const files = import.meta.glob<Record<string, unknown>>("./{fr,ar,en}/*.json", {
  eager: true,
  import: "default",
});

/** `./fr/commun.json` → resources.fr.commun */
const resources: Record<string, Record<string, Record<string, unknown>>> = {};
for (const [path, catalogue] of Object.entries(files)) {
  const [, langue = "", namespace = ""] = /^\.\/(\w+)\/(\w+)\.json$/.exec(path) ?? [];
  (resources[langue] ??= {})[namespace] = langue === "fr" ? withMillions(catalogue) : catalogue;
}

/** French has a plural of its own for round millions (`_many`); our sentences do not need it. */
function withMillions(tree: Record<string, unknown>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(tree)) {
    whole[key] = typeof value === "object" ? withMillions(value as Record<string, unknown>) : value;
    if (key.endsWith("_other")) whole[key.replace(/other$/, "many")] ??= value;
  }
  return whole;
}

/** The languages of the interface, each under its own name. */
export const LANGUES: readonly { code: Langue; nom: string; court: string }[] = [
  { code: "fr", nom: "Français", court: "FR" },
  { code: "ar", nom: "العربية", court: "AR" },
  { code: "en", nom: "English", court: "EN" },
];

/** Writing direction of a language. */
export const directionOf = (langue: Langue): "rtl" | "ltr" => (langue === "ar" ? "rtl" : "ltr");

const isLangue = (value: string | null): value is Langue =>
  value === "fr" || value === "ar" || value === "en";

/** Language of the last session, to paint the first screen before the store answers. */
const KEY = "daftar.langue";

/** Changes the language and the direction of the page, at once. */
export async function setLangue(langue: Langue): Promise<void> {
  document.documentElement.lang = langue === "fr" ? "fr-MA" : langue === "ar" ? "ar-MA" : "en";
  document.documentElement.dir = directionOf(langue);
  localStorage.setItem(KEY, langue);
  await i18next.changeLanguage(langue);
}

/** Starts the catalogues in the language last used; French the first time. */
export async function startI18n(): Promise<void> {
  const kept = localStorage.getItem(KEY);
  const langue = isLangue(kept) ? kept : "fr";
  await i18next.use(initReactI18next).init({
    resources,
    lng: langue,
    fallbackLng: "fr",
    defaultNS: "commun",
    ns: Object.keys(resources.fr ?? {}),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  // `{{count, n}}` in a catalogue writes the number as the rest of the application does.
  i18next.services.formatter?.add("n", (value: number) => formatNumber(value));
  await setLangue(langue);
}

/** The current language. */
export function useLangue(): Langue {
  const { i18n } = useTranslation();
  return isLangue(i18n.language) ? i18n.language : "fr";
}
