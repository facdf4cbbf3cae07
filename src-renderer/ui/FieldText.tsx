import { useTranslation } from "react-i18next";
import { pickable } from "../../src-main/contract/annuaire.ts";
import type { Field } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { useCatalogue } from "../data/catalogue.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber, formatPhone, formatRib } from "../lib/format.ts";
import { RecordName } from "./RecordPicker.tsx";
import classes from "./InlineEdit.module.css";

/** A field's value as it reads, in the current language. */
export function FieldText({ field, value }: { field: Field; value: FieldValue }) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  if (value === null || value === "") return <span className={classes.none}>–</span>;
  switch (field.kind) {
    case "money":
      return <Iso>{formatDh(Number(value))}</Iso>;
    case "integer":
      return <Iso>{formatNumber(Number(value), 0)}</Iso>;
    case "decimal":
      return <Iso>{formatNumber(Number(value))}</Iso>;
    case "area":
      return <Iso>{`${formatNumber(Number(value))}\u00a0m²`}</Iso>;
    case "date":
      return <Iso>{formatDate(String(value))}</Iso>;
    case "boolean":
      return <>{t(value === true || value === 1 || value === "1" ? "oui" : "non")}</>;
    case "choice":
      return <>{catalogue.label(field.list ?? "", String(value))}</>;
    case "territoire": {
      const row = catalogue.territoires.find(({ id, code }) => id === value || code === value);
      return <>{row ? catalogue.territoire(row.code) : catalogue.territoire(String(value))}</>;
    }
    case "utilisateur":
      return <Auto>{catalogue.utilisateur(String(value))}</Auto>;
    case "phone":
      return <Iso>{formatPhone(String(value))}</Iso>;
    case "rib":
      return <Iso>{formatRib(String(value))}</Iso>;
    case "record": {
      const record = pickable.options.find((one) => one === field.record);
      return record ? <RecordName record={record} id={String(value)} /> : <>{String(value)}</>;
    }
    case "time":
    case "ice":
    case "cin":
    case "email":
      return <Iso>{String(value)}</Iso>;
    default:
      return <Auto className={classes.text}>{String(value)}</Auto>;
  }
}
