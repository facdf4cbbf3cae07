import { useTranslation } from "react-i18next";
import { formatDate } from "../../lib/format.ts";
import { DateInput } from "../inputs.tsx";
import classes from "./filters.module.css";

/** ISO days, both included. */
export interface Days {
  du?: string | undefined;
  au?: string | undefined;
}

/** First and last day of a filter. */
export function DateRange({ du, au, onChange }: Days & { onChange: (days: Days) => void }) {
  const { t } = useTranslation("filtres");
  return (
    <div className={classes.range}>
      <DateInput
        label={t("du")}
        value={du ?? null}
        onChange={(value) => onChange({ du: value ?? undefined, au })}
        autoFocus
      />
      <DateInput
        label={t("au")}
        value={au ?? null}
        onChange={(value) => onChange({ du, au: value ?? undefined })}
      />
    </div>
  );
}

/** `du … au …` in words; null when there is neither. */
export function useDaysText(): (days: Days) => string | null {
  const { t } = useTranslation("filtres");
  return ({ du, au }) => {
    if (du === undefined && au === undefined) return null;
    const key = du && au ? "entre" : du ? "depuis" : "jusque";
    return t(key, { du: du && formatDate(du), au: au && formatDate(au) });
  };
}
