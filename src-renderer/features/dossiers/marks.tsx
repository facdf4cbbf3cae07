import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DossierRow } from "../../../src-main/contract/dossiers.ts";
import { useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { stageColour } from "../../lib/stages.ts";
import { Dot, Pill } from "../../ui/index.ts";
import { daysBetween, delayOf } from "./delay.ts";
import styles from "./dossiers.module.css";
import { toneOf } from "./look.ts";

/** Nothing known: said, so that an empty cell is never a doubt. */
export const None = () => <span className={styles.none}>–</span>;

// Keeps the sign of a number on its left inside an Arabic sentence, where no element can be put.
const isolate = (text: string): string => `\u2066${text}\u2069`;

export interface Marks {
  /** A procedure state: its dot and its name. */
  state: (etat: string) => ReactNode;
  /** A decision of the commission, in a pill. */
  decision: (decision: string) => ReactNode;
  /** Days left before the legal due date, in a pill; the whole sentence for who hovers or listens. */
  delay: (due: string | null) => ReactNode;
  /** The sentence of a deadline: days left, today, or days late, with the date. */
  sentence: (due: string | null) => string | null;
}

/** What is drawn the same everywhere. Read once per screen: a list draws hundreds of them. */
export function useMarks(): Marks {
  const { t } = useTranslation("dossiers");
  const { today } = useSession();
  const catalogue = useCatalogue();
  return useMemo(() => {
    const sentence = (due: string | null): string | null => {
      const delay = delayOf(due, today);
      if (!delay || !due) return null;
      const date = formatDate(due);
      if (delay.days === 0) return t("delai.aujourdhui", { date });
      return delay.days > 0
        ? t("delai.restant", { count: delay.days, date })
        : t("delai.retard", { count: -delay.days, date });
    };
    return {
      sentence,
      state: (etat) => (
        <span className={styles.state}>
          <Dot
            color={stageColour(
              catalogue.rows("etat_procedure").find(({ key }) => key === etat)?.attrs,
            )}
          />
          <span className={styles.cut}>{catalogue.label("etat_procedure", etat)}</span>
        </span>
      ),
      decision: (decision) => (
        <Pill tone={toneOf(decision)}>{catalogue.label("decision", decision)}</Pill>
      ),
      delay: (due) => {
        const delay = delayOf(due, today);
        const whole = sentence(due);
        if (!delay || !whole) return <None />;
        return (
          <span title={whole}>
            <Pill tone={delay.tone}>
              <span aria-hidden="true">
                {t("delai.court", { n: isolate(formatNumber(delay.days, 0)) })}
              </span>
              <span className={styles.hidden}>{whole}</span>
            </Pill>
          </span>
        );
      },
    };
  }, [t, today, catalogue]);
}

/** The title of a project in the language of the interface, the other one when it lacks. */
export function titleOf(
  row: Pick<DossierRow, "intituleFr" | "intituleAr">,
  langue: string,
): string {
  return langue === "ar" ? (row.intituleAr ?? row.intituleFr) : row.intituleFr;
}

/** The name of the holder in the language of the interface, the other one when it lacks. */
export function holderOf(
  row: Pick<DossierRow, "porteurFr" | "porteurAr">,
  langue: string,
): string | null {
  return langue === "ar" ? (row.porteurAr ?? row.porteurFr) : (row.porteurFr ?? row.porteurAr);
}

export const Title = ({ row, langue }: { row: DossierRow; langue: string }) => (
  <Auto>{titleOf(row, langue)}</Auto>
);

/** How much of the legal delay is spent: from the start of the count to the due date. */
export function Clock({ from, due }: { from: string | null; due: string | null }) {
  const { today } = useSession();
  const delay = delayOf(due, today);
  if (!from || !due || !delay) return null;
  const whole = Math.max(1, daysBetween(from, due));
  const spent = Math.min(1, Math.max(0, daysBetween(from, today) / whole));
  return (
    <div className={styles.clock} aria-hidden="true">
      <span data-tone={delay.tone} style={{ inlineSize: `${Math.round(spent * 100)}%` }} />
    </div>
  );
}

/** A reference, left-to-right wherever it stands. */
export const Reference = ({ children }: { children: string }) => (
  <Iso className={styles.reference}>{children}</Iso>
);
