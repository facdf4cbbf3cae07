import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { stageLists } from "../../../src-main/contract/filieres.ts";
import type { Carte, FiliereKey } from "../../../src-main/contract/filieres.ts";
import { useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { daysSince, daysStill } from "../../lib/stages.ts";
import { Pill } from "../../ui/index.ts";

/** The attributes of each stage of a pipeline: colour, limit, days. */
export function useStages(filiere: FiliereKey) {
  const catalogue = useCatalogue();
  return useMemo(
    () => new Map(catalogue.rows(stageLists[filiere]).map((row) => [row.key, row.attrs])),
    [catalogue, filiere],
  );
}

/** Who asks or is accompanied, in the language of the interface when both are known. */
export const whoOf = (row: Carte, langue: string): string | null =>
  langue === "ar" ? (row.demandeurAr ?? row.demandeurFr) : (row.demandeurFr ?? row.demandeurAr);

/** What a card says of time: days an enquiry waits for its answer, days without movement. */
export function useTimes(filiere: FiliereKey): (row: Carte) => ReactNode {
  const { t } = useTranslation("filieres");
  const { today } = useSession();
  const stages = useStages(filiere);
  return (row) => {
    const still = daysStill(row.etapeLe, today, stages.get(row.etape));
    const waits = row.enAttente ? daysSince(row.debutLe, today) : null;
    return (
      <>
        {waits !== null && (
          <Pill tone={still !== null ? "late" : "soon"}>{t("attente", { count: waits })}</Pill>
        )}
        {still !== null && (
          <Pill tone={waits === null ? "late" : "neutral"}>
            {t("sansMouvement", { count: still })}
          </Pill>
        )}
      </>
    );
  };
}

/** One field of a card as it reads; null when it holds nothing. */
export function useCardField(): (row: Carte, field: string) => ReactNode {
  const catalogue = useCatalogue();
  const { i18n } = useTranslation();
  return (row, field) => {
    switch (field) {
      case "demandeur": {
        const who = whoOf(row, i18n.language);
        return who ? <Auto>{who}</Auto> : null;
      }
      case "canal":
        return row.canal ? catalogue.label("canal", row.canal) : null;
      case "programme":
        return row.programme ? catalogue.label("programme", row.programme) : null;
      case "debutLe":
        return <Iso>{formatDate(row.debutLe)}</Iso>;
      case "responsable":
        return row.responsable ? <Auto>{row.responsable}</Auto> : null;
      case "projet":
        return row.projet ? <Iso>{row.projet}</Iso> : null;
      default:
        return null;
    }
  };
}
