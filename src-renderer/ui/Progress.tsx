import { Progress as MantineProgress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { formatNumber } from "../lib/format.ts";
import classes from "./Progress.module.css";

export interface ProgressProps {
  label: string;
  done: number;
  /** Null while it is not known how much there is. */
  total: number | null;
}

/** How far a long piece of work has come. */
export function Progress({ label, done, total }: ProgressProps) {
  const { t } = useTranslation();
  const part = total ? Math.min(100, (done / total) * 100) : 100;
  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <span>{label}</span>
        <bdi className={classes.number}>
          {total
            ? t("progression.sur", {
                fait: formatNumber(done, 0),
                total: formatNumber(total, 0),
              })
            : done > 0
              ? formatNumber(done, 0)
              : ""}
        </bdi>
      </div>
      <MantineProgress.Root size="sm" className={classes.bar}>
        <MantineProgress.Section
          value={part}
          animated={!total}
          striped={!total}
          aria-label={label}
          color="var(--acc)"
        />
      </MantineProgress.Root>
    </div>
  );
}
