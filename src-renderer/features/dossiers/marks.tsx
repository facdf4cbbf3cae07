import { useMemo } from "react";
import type { ReactNode } from "react";
import type { DelaiCompte, DossierRow } from "../../../src-main/contract/dossiers.ts";
import { useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { stageColour } from "../../lib/stages.ts";
import { delayTones, Dot, Pill, useDeadlines } from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { toneOf } from "./look.ts";

/** Nothing known: said, so that an empty cell is never a doubt. */
export const None = () => <span className={styles.none}>–</span>;

export interface Marks {
  /** A procedure state: its dot and its name. */
  state: (etat: string) => ReactNode;
  /** A decision of the commission, in a pill. */
  decision: (decision: string) => ReactNode;
  /** What is left of a legal delay, in a pill; the whole sentence for who hovers or listens. */
  delay: (delai: DelaiCompte | null, narrow?: boolean) => ReactNode;
  /** The sentence of a deadline: days left, today, or days late, with the date. */
  sentence: (delai: DelaiCompte | null) => string | null;
}

/** What is drawn the same everywhere. Read once per screen: a list draws hundreds of them. */
export function useMarks(): Marks {
  const deadlines = useDeadlines();
  const catalogue = useCatalogue();
  return useMemo(
    () => ({
      sentence: (delai) => delai && deadlines.sentence(delai),
      delay: (delai, narrow) => (delai && deadlines.pill(delai, narrow)) ?? <None />,
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
    }),
    [deadlines, catalogue],
  );
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

/** How much of the legal delay is spent. */
export function Clock({ delai }: { delai: DelaiCompte | null }) {
  if (!delai) return null;
  const spent = Math.min(1, delai.used / Math.max(1, delai.days));
  return (
    <div className={styles.clock} aria-hidden="true">
      <span
        data-tone={delayTones[delai.status]}
        style={{ inlineSize: `${Math.round(spent * 100)}%` }}
      />
    </div>
  );
}

/** A reference, left-to-right wherever it stands. */
export const Reference = ({ children }: { children: string }) => (
  <Iso className={styles.reference}>{children}</Iso>
);
