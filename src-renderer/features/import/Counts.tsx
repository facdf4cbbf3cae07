import { useTranslation } from "react-i18next";
import type { ImportReport } from "../../../src-main/contract/imports.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatNumber } from "../../lib/format.ts";
import classes from "./Importer.module.css";

/** How many lines were read, and what becomes of them. */
export function Counts({ report, written }: { report: ImportReport; written: boolean }) {
  const { t } = useTranslation("import");
  const counts = [
    { key: written ? "creees" : "aCreer", value: report.created, tone: "" },
    { key: written ? "modifiees" : "aModifier", value: report.updated, tone: "" },
    { key: "inchangees", value: report.unchanged, tone: "" },
    { key: "refusees", value: report.refused.length, tone: report.refused.length ? "late" : "" },
  ];
  return (
    <div className={classes.counts}>
      <p className={classes.read}>{t("lues", { count: report.read })}</p>
      <dl className={classes.figures}>
        {counts.map((one) => (
          <div key={one.key} className={classes.figure} data-tone={one.tone || undefined}>
            <dd>
              <Iso>{formatNumber(one.value, 0)}</Iso>
            </dd>
            <dt>{t(one.key)}</dt>
          </div>
        ))}
      </dl>
    </div>
  );
}
