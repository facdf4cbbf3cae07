import { IconPlayerPauseFilled } from "@tabler/icons-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DelaiCompte } from "../../src-main/contract/dossiers.ts";
import { formatDate, formatNumber } from "../lib/format.ts";
import { Hidden } from "./Hidden.tsx";
import { Pill } from "./surfaces.tsx";
import type { Tone } from "./surfaces.tsx";

/** The colour of each state of a legal delay, wherever it is shown. */
export const delayTones: Record<DelaiCompte["status"], Tone> = {
  a_temps: "ok",
  proche: "soon",
  en_retard: "late",
  suspendu: "info",
  termine: "neutral",
};

type Count = Pick<DelaiCompte, "due" | "left" | "status" | "unit">;

// Keeps the sign of a number on its left inside an Arabic sentence, where no element can be put.
const isolate = (text: string): string => `\u2066${text}\u2069`;

export interface Deadlines {
  /** Days left, today, or days late, in the unit of the rule, with the date; or that the delay rests. */
  sentence: (delai: Count) => string | null;
  /**
   * The same in a pill; the whole sentence for who hovers or listens.
   * @param narrow where the word of a resting delay has no room: its sign stands for it.
   */
  pill: (delai: Count, narrow?: boolean) => ReactNode;
}

/** What is left of a legal delay, in the words and colours of every screen. */
export function useDeadlines(): Deadlines {
  const { t } = useTranslation("delais");
  return useMemo(() => {
    const sentence = ({ due, left, status, unit }: Count): string | null => {
      if (status === "termine") return null;
      if (status === "suspendu" || due === null) return t("suspendu", { count: left });
      const date = formatDate(due);
      if (left === 0 && status !== "en_retard") return t("reste.aujourdhui", { date });
      return status === "en_retard"
        ? t(`retard.${unit}`, { count: -left, date })
        : t(`reste.${unit}`, { count: left, date });
    };
    return {
      sentence,
      pill: (delai, narrow) => {
        const whole = sentence(delai);
        if (whole === null) return null;
        return (
          <span title={whole}>
            <Pill tone={delayTones[delai.status]}>
              <span aria-hidden="true">
                {delai.status !== "suspendu" ? (
                  t("court", { n: isolate(formatNumber(delai.left, 0)) })
                ) : narrow ? (
                  <IconPlayerPauseFilled size={11} style={{ verticalAlign: "-1px" }} />
                ) : (
                  t("etat.suspendu")
                )}
              </span>
              <Hidden>{whole}</Hidden>
            </Pill>
          </span>
        );
      },
    };
  }, [t]);
}
