import type { ObservationView } from "../../../src-main/contract/indicateurs.ts";
import { useTableau } from "./contexte.tsx";
import { qualifier } from "./lecture.ts";

interface Published {
  observation: ObservationView | null;
}

/** « more than », « under » or « nearly » before a figure that was published so, for a name read aloud, with the space after them; empty when there is none. */
export function useQualifier(): (point: Published | undefined) => string {
  const { t } = useTableau();
  return (point) => {
    const found = point ? qualifier(point) : null;
    return found === null ? "" : `${t(`qualificatifs.${found}`)} `;
  };
}
