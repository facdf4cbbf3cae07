import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { colourKeys } from "../../../src-main/contract/references.ts";
import type { Attribut } from "../../../src-main/contract/references.ts";
import { useCatalogue } from "../../data/index.ts";
import type { CatalogueView } from "../../data/index.ts";
import { Checkbox, NumberInput, Select, Textarea, TextInput } from "../../ui/index.ts";
import type { TFunction } from "i18next";
import { valueWord } from "./attributes.tsx";

/** Hundredths in the register, whole units on screen: dirhams, percents. */
const HUNDREDTHS = new Set(["money", "rate"]);

interface AttributInputProps {
  attribut: Attribut;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  /** Told whether what is typed reads as a number. */
  onValid: (valid: boolean) => void;
  error: string | undefined;
}

/** What an attribute may be, when it is chosen and not typed. */
export function choicesOf(
  { kind, list, options }: Attribut,
  catalogue: CatalogueView,
  t: TFunction,
): { value: string; label: string }[] | null {
  switch (kind) {
    case "unit":
      return [
        { value: "calendar", label: t("references:form.calendar") },
        { value: "working", label: t("references:form.working") },
      ];
    case "colour":
      return colourKeys.map((key) => ({ value: key, label: t(`references:valeur.${key}`) }));
    case "option":
      return (options ?? []).map((key) => ({ value: key, label: valueWord(t, key) || key }));
    case "code":
      return catalogue.options(list ?? "");
    default:
      return null;
  }
}

/** The field of an attribute, by its kind. */
export function AttributInput({ attribut, value, onChange, onValid, error }: AttributInputProps) {
  const { t } = useTranslation("references");
  const catalogue = useCatalogue();
  const { key, kind } = attribut;
  const label = t(`attr.${key}`, key);
  const choices = choicesOf(attribut, catalogue, t);
  if (kind === "boolean")
    return <Checkbox label={label} checked={value === true} onChange={onChange} />;
  if (choices)
    return (
      <Select
        label={label}
        value={value === null ? null : String(value)}
        onChange={onChange}
        options={choices}
        error={error}
        clearable
        {...(key === "primeCategory" ? { description: t("form.categorieProvince") } : {})}
      />
    );
  const typed = {
    label,
    value: value === null ? "" : String(value),
    onChange: (text: string) => onChange(text || null),
    error,
    dir: "auto",
  } as const;
  if (kind === "lines") return <Textarea {...typed} description={t("form.parLigne")} />;
  if (kind === "text") return <TextInput {...typed} />;
  const parts = HUNDREDTHS.has(kind) ? 100 : 1;
  return (
    <NumberInput
      label={label}
      value={typeof value === "number" ? value / parts : null}
      onChange={(number) =>
        onChange(number === null ? null : kind === "number" ? number : Math.round(number * parts))
      }
      onValid={onValid}
      error={error}
      {...(kind === "money" ? { unit: "DH" } : kind === "rate" ? { unit: "%" } : {})}
    />
  );
}
