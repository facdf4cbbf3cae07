import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ActionView } from "../../../src-main/contract/journal.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { columnLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant, formatNumber } from "../../lib/format.ts";
import { ChangeList, ErrorState, Skeleton } from "../../ui/index.ts";
import classes from "./Journal.module.css";

/** Changes read of one action: an import has thousands. */
const READ = 50;

/** What is known of an action: who, when, on what, and which fields it changed. */
export function Details({ action }: { action: ActionView }) {
  const { t } = useTranslation("journal");
  const catalogue = useCatalogue();
  const [record = ""] = action.kind.split(".");
  const read = (key: string, value: string | number): string => {
    if (key === "champ") return columnLabel(t, record, String(value));
    if (key === "vers") return catalogue.label("etat_procedure", String(value));
    return typeof value === "number" ? formatNumber(value) : value;
  };
  const facts: [string, string][] = [
    [t("fait.auteur"), action.user ?? t("anonyme")],
    [t("fait.quand"), formatInstant(action.at)],
    ...Object.entries(action.params)
      .filter(([, value]) => value !== "")
      .map(([key, value]): [string, string] => [
        t(`fait.${key}`, { defaultValue: key }),
        read(key, value),
      ]),
    [t("fait.changements"), formatNumber(action.changes, 0)],
  ];
  const { data, error, refetch } = useQuery(
    orpc.journal.details.queryOptions({ input: { actionId: action.id, limit: READ } }),
  );
  return (
    <div className={classes.details}>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd>
              <Auto>{value}</Auto>
            </dd>
          </div>
        ))}
        <div className={classes.fact}>
          <dt>{t("fait.numero")}</dt>
          <dd>
            <Iso>{action.id}</Iso>
          </dd>
        </div>
      </dl>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && <ChangeList changes={data.details} />}
      {data && data.total > READ && <p>{t("autresChangements", { count: data.total })}</p>}
    </div>
  );
}
