import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { fieldOf, fields } from "../../src-main/contract/fields.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { ChangeView } from "../../src-main/contract/journal.ts";
import { columnLabel, tableLabel } from "../lib/actions.ts";
import { Hidden } from "./Hidden.tsx";
import { FieldText } from "./FieldText.tsx";
import classes from "./ChangeList.module.css";

const fieldFor = ({ table, column }: ChangeView) =>
  column !== null && table in fields ? fieldOf(table as RecordKey, column) : undefined;

/**
 * Fields that an action changed, before and after. What the machine keeps for itself (folded names, order
 * keys) is no news to a reader and is left out.
 */
export function ChangeList({ changes }: { changes: readonly ChangeView[] }) {
  const { t } = useTranslation("journal");
  const shown = changes.filter(
    (change) => change.op === "update" && fieldFor(change) && change.before !== change.after,
  );
  if (shown.length === 0) return null;
  const tables = new Set(shown.map(({ table }) => table));
  return (
    <ul className={classes.changes}>
      {shown.map((change) => (
        <li key={`${change.rowId}${change.column}`}>
          <span className={classes.name}>
            {tables.size > 1 && `${tableLabel(t, change.table)}, `}
            {columnLabel(t, change.table, change.column ?? "")}
          </span>
          <span className={classes.change}>
            <s>
              <Value change={change} value={change.before} />
            </s>
            <span aria-hidden="true" className={classes.arrow}>
              →
            </span>
            <Hidden>{t("devient")}</Hidden>
            <Value change={change} value={change.after} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Value({ change, value }: { change: ChangeView; value: FieldValue }) {
  const field = fieldFor(change);
  return field ? <FieldText field={field} value={value} /> : null;
}
