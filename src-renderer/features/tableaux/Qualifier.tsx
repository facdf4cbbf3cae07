import type { CardPoint } from "../../../src-main/contract/indicateurs.ts";
import { useTableau } from "./contexte.tsx";
import { qualifier } from "./lecture.ts";

/** « more than », « under » or « nearly » before a figure that was published so; nothing before others. */
export function Qualifier({ point }: { point: CardPoint }) {
  const { t } = useTableau();
  const found = qualifier(point);
  return found === null ? null : <>{t(`qualificatifs.${found}`)} </>;
}
