import { useTranslation } from "react-i18next";
import type { ActionView } from "../../../src-main/contract/journal.ts";
import { useCatalogue } from "../../data/index.ts";
import { columnLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant, formatNumber } from "../../lib/format.ts";
import classes from "./Journal.module.css";

/** What is known of an action: who, when, on what. */
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
  return (
    <dl className={classes.details}>
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
  );
}
