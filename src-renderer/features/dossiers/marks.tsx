import { useTranslation } from "react-i18next";
import type { DossierRow } from "../../../src-main/contract/dossiers.ts";
import { useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { Dot, Pill } from "../../ui/index.ts";
import { daysBetween, delayOf } from "./delay.ts";
import styles from "./dossiers.module.css";
import { colourOf, toneOf } from "./look.ts";

/** Nothing known: said, so that an empty cell is never a doubt. */
export const None = () => <span className={styles.none}>–</span>;

/** The sentence of a deadline: days left, today, or days late, with the date. */
export function useDelaySentence(): (due: string | null) => string | null {
  const { t } = useTranslation("dossiers");
  const { today } = useSession();
  return (due) => {
    const delay = delayOf(due, today);
    if (!delay || !due) return null;
    const date = formatDate(due);
    if (delay.days === 0) return t("delai.aujourdhui", { date });
    return delay.days > 0
      ? t("delai.restant", { count: delay.days, date })
      : t("delai.retard", { count: -delay.days, date });
  };
}

/** Days left before the legal due date, in a pill; the whole sentence for who hovers or listens. */
export function DelayPill({ due }: { due: string | null }) {
  const { t } = useTranslation("dossiers");
  const { today } = useSession();
  const sentence = useDelaySentence()(due);
  const delay = delayOf(due, today);
  if (!delay || !sentence) return <None />;
  return (
    <span title={sentence}>
      <Pill tone={delay.tone}>
        <span aria-hidden="true">
          {t("delai.court", { n: formatNumber(delay.days, 0) })}
        </span>
        <span className={styles.hidden}>{sentence}</span>
      </Pill>
    </span>
  );
}

/** A procedure state: its dot and its name. */
export function State({ etat }: { etat: string }) {
  const catalogue = useCatalogue();
  return (
    <span className={styles.state}>
      <Dot color={colourOf(etat)} />
      <span className={styles.cut}>{catalogue.label("etat_procedure", etat)}</span>
    </span>
  );
}

/** A decision of the commission, in a pill. */
export function Decision({ decision }: { decision: string }) {
  const catalogue = useCatalogue();
  return <Pill tone={toneOf(decision)}>{catalogue.label("decision", decision)}</Pill>;
}

/** The title of a project in the language of the interface, the other one when it lacks. */
export function titleOf(row: Pick<DossierRow, "intituleFr" | "intituleAr">, langue: string): string {
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
