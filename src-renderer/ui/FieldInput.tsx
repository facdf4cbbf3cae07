import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { useCatalogue } from "../data/catalogue.ts";
import type { CatalogueView, Option } from "../data/catalogue.ts";
import { Iso } from "../lib/bidi.tsx";
import { formatMdh, formatRib } from "../lib/format.ts";
import { DateInput, NumberInput, Select, Textarea, TextInput } from "./inputs.tsx";

/** Options of the kinds that choose among rows of the register; null for the others. */
function optionsOf(field: Field, catalogue: CatalogueView, t: (key: string) => string) {
  if (field.kind === "choice" && field.list) return catalogue.options(field.list);
  if (field.kind === "boolean")
    return [
      { value: "1", label: t("oui") },
      { value: "0", label: t("non") },
    ];
  if (field.kind === "utilisateur")
    return catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }));
  if (field.kind === "territoire") return placesOf(catalogue);
  return null;
}

/** Communes with their province, then provinces; cercles and centres are not places of a project. */
function placesOf(catalogue: CatalogueView): Option[] {
  return catalogue.territoires
    .filter((row) => ["commune", "province", "interprovincial"].includes(row.level))
    .map((row) => {
      const name = catalogue.territoire(row.code);
      const province = row.level === "commune" ? catalogue.territoire(row.province) : "";
      return { value: row.id, label: province ? `${name} (${province})` : name };
    })
    .sort((a, b) => a.label.localeCompare(b.label));
}

/** What the editor holds for a value of the register. */
export const toDraft = (field: Field, value: FieldValue): FieldValue => {
  if (value === null) return null;
  if (field.kind === "money") return Number(value) / 100;
  if (field.kind === "rib") return formatRib(String(value));
  if (field.kind === "boolean") return value === true || value === 1 || value === "1" ? "1" : "0";
  return value;
};

/** What the register holds for a draft. */
export const fromDraft = (field: Field, draft: FieldValue): FieldValue => {
  if (draft === null) return null;
  if (field.kind === "money") return Math.round(Number(draft) * 100);
  if (field.kind === "boolean") return draft === "1";
  if (typeof draft === "string") {
    const text = field.kind === "time" ? timeOf(draft) : draft.trim();
    return text === "" ? null : text;
  }
  return draft;
};

/** `9h30`, `9:5` and `0930` as the register writes them, `09:30`; anything else as typed. */
function timeOf(typed: string): string {
  const text = typed.trim();
  const [, hours, minutes = "0"] =
    /^(\d{1,2})\s*[h:.]\s*(\d{1,2})?$/i.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? text : `${hours.padStart(2, "0")}:${minutes.padStart(2, "0")}`;
}

const textDirection = (field: Field): "rtl" | "ltr" | "auto" =>
  field.rtl ? "rtl" : field.kind === "text" ? "auto" : "ltr";

export interface FieldInputProps {
  field: Field;
  /** What is being typed, as `toDraft` makes it. */
  draft: FieldValue;
  onDraft: (draft: FieldValue) => void;
  /** Instead of the options of the field's own list. */
  options?: readonly Option[];
  /** A choice was made in a list that opened at once: an editor in place saves it. */
  onChosen?: (draft: FieldValue) => void;
  /** A list that opened at once was left without a choice. */
  onLeave?: () => void;
  onValid?: (valid: boolean) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  onBlur?: () => void;
  label?: ReactNode;
  ariaLabel?: string;
  error?: ReactNode;
  hint?: ReactNode;
  autoFocus?: boolean;
}

/** The control that a field of the catalogue is typed in, whatever its kind but a record's. */
export function FieldInput(props: FieldInputProps) {
  const { field, draft, onDraft, onChosen, onLeave, onValid, onKeyDown, onBlur, hint } = props;
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const options = props.options ?? optionsOf(field, catalogue, t);
  const shared = {
    ...(props.label === undefined ? {} : { label: props.label }),
    ...(props.ariaLabel === undefined ? {} : { ariaLabel: props.ariaLabel }),
    error: props.error,
    required: props.label !== undefined && (field.required ?? false),
    autoFocus: props.autoFocus ?? false,
    ...(hint === undefined ? {} : { description: hint }),
  };
  const keys = { ...(onKeyDown ? { onKeyDown } : {}), ...(onBlur ? { onBlur } : {}) };
  if (options) {
    return (
      <Select
        {...shared}
        value={draft === null ? null : String(draft)}
        options={options}
        searchable={options.length > 8}
        clearable={!field.required}
        defaultOpened={onChosen !== undefined}
        onChange={(next) => {
          onDraft(next);
          onChosen?.(next);
        }}
        onBlur={onLeave ?? (() => undefined)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onKeyDown?.(event);
        }}
      />
    );
  }
  switch (field.kind) {
    case "money":
    case "integer":
    case "decimal":
    case "area":
      return (
        <NumberInput
          {...shared}
          {...keys}
          value={draft === null ? null : Number(draft)}
          onChange={onDraft}
          {...(onValid ? { onValid } : {})}
          decimals={field.kind === "integer" ? 0 : undefined}
          unit={field.kind === "money" ? "DH" : field.kind === "area" ? "m²" : undefined}
          {...(field.kind === "money" && draft !== null
            ? { description: <Iso>{`= ${formatMdh(Number(draft) * 100, 3)}\u00a0MDH`}</Iso> }
            : {})}
        />
      );
    case "date":
      return (
        <DateInput
          {...shared}
          {...keys}
          value={draft === null ? null : String(draft)}
          onChange={onDraft}
          {...(onValid ? { onValid } : {})}
        />
      );
    case "longtext":
      return (
        <Textarea
          {...shared}
          {...keys}
          value={draft === null ? "" : String(draft)}
          onChange={onDraft}
          rows={3}
          dir={field.rtl ? "rtl" : "auto"}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          {...keys}
          value={draft === null ? "" : String(draft)}
          onChange={onDraft}
          dir={textDirection(field)}
          {...(field.kind === "time" ? { placeholder: t("formatHeure") } : {})}
        />
      );
  }
}
