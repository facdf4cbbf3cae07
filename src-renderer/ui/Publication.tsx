import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ObservationView } from "../../src-main/contract/indicateurs.ts";
import type { Langue, Libelle } from "../../src-main/contract/primitives.ts";
import { uniteTexte } from "../../src-main/contract/tableaux-mots.ts";
import { useCatalogue } from "../data/catalogue.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { formatDate, formatFigure, pick } from "../lib/format.ts";
import { sourceNames, sourceUrl } from "../../src-main/contract/sources.ts";
import { Pill } from "./surfaces.tsx";
import { SourceTag } from "./SourceTag.tsx";
import classes from "./Publication.module.css";

export interface PublicationProps {
  row: ObservationView;
  /** The figure as it reads. */
  value: string;
  /** Name of its unit, when it stands beside it. */
  unit?: string;
  /** Covers part of a year, and says so. */
  partial: boolean;
  inForce: boolean;
  /** Commands at the end of its first line. */
  actions?: ReactNode;
}

/** Names of places and sources in the language of the session. */
function useNames() {
  const { i18n } = useTranslation();
  const langue = i18n.language as Langue;
  const catalogue = useCatalogue();
  return useMemo(() => {
    const text = (label: Libelle): string => pick(label, langue);
    return { text, sourceName: sourceNames(catalogue.rows("source"), text) };
  }, [catalogue, langue]);
}

/** One publication of one figure, as a line of a list: its place, period, date, source and parts. */
export function Publication({ row, value, unit, partial, inForce, actions }: PublicationProps) {
  const { t } = useTranslation("tableaux");
  const { text, sourceName } = useNames();
  return (
    <li className={classes.item}>
      <div className={classes.line}>
        <b className={classes.value}>
          <Iso>{value}</Iso>
          {unit && <>&nbsp;{unit}</>}
        </b>
        <span>
          {text(row.territoireLabel)} · <PeriodText period={row.period} />
        </span>
        {partial && <Pill tone="neutral">{t("periodePartielle")}</Pill>}
        {inForce && <Pill tone="ok">{t("enVigueur")}</Pill>}
        {actions}
      </div>
      <div className={classes.meta}>
        {t("editionDu")} <Iso>{formatDate(row.asOf)}</Iso> ({t(`bases.${row.asOfBasis}`)})
      </div>
      {row.calcul ? (
        <Parts calcul={row.calcul} confidence={row.confidence} />
      ) : (
        <SourceTag
          source={sourceName(row.source)}
          url={sourceUrl(row.source)}
          confidence={row.confidence}
        />
      )}
      {row.note && !row.calcul && (
        <div className={classes.note}>
          {t("noteOrigine")} <Auto>{row.note}</Auto>
        </div>
      )}
    </li>
  );
}

type Calcul = NonNullable<ObservationView["calcul"]>;

/** What a computed figure is made of: the formula, then each part with its date and source. */
function Parts({
  calcul,
  confidence,
}: {
  calcul: Calcul;
  confidence: ObservationView["confidence"];
}) {
  const { t } = useTranslation("tableaux");
  const { text, sourceName } = useNames();
  return (
    <>
      <SourceTag
        source={t(calcul.formule === null ? "calculDe.somme" : "calculDe.formule")}
        confidence={confidence}
      />
      {calcul.formule !== null && (
        <code className={classes.formula} dir="ltr">
          {calcul.formule}
        </code>
      )}
      <ul className={classes.parts}>
        {calcul.parts.map((part, index) => (
          <li key={index}>
            <Iso>{part.indicateur}</Iso> · {text(part.territoireLabel)} ·{" "}
            <PeriodText period={part.period} /> ·{" "}
            <b>
              <Iso>{formatFigure(part.value)}</Iso>&nbsp;{text(uniteTexte(part.unit))}
            </b>
            {part.role !== "exact" && <> · {t(`calculDe.role.${part.role}`)}</>} ·{" "}
            <SourceTag
              source={sourceName(part.source)}
              url={sourceUrl(part.source)}
              asOf={part.asOf}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A period as people read it: a span of days by its two dates, any other as published. */
export function PeriodText({ period }: { period: string }) {
  const { t } = useTranslation("tableaux");
  const days = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(period);
  if (!days?.[1] || !days[2]) return <Iso>{period}</Iso>;
  return <>{t("chiffres.periode", { du: formatDate(days[1]), au: formatDate(days[2]) })}</>;
}
