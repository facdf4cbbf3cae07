import { uniteTexte } from "../../../../src-main/contract/tableaux-mots.ts";
import { useLangue } from "../../../i18n/index.ts";
import { pick } from "../../../lib/format.ts";

/** A unit in the language of the session. */
export function useUniteMots(): (unite: string) => string {
  const langue = useLangue();
  return (unite) => pick(uniteTexte(unite), langue);
}
