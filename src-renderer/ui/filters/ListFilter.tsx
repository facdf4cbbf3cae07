import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sansCode } from "../../../src-main/contract/primitives.ts";
import { Select } from "../inputs.tsx";
import type { Option } from "../inputs.tsx";
import { ChoiceList } from "./ChoiceList.tsx";
import { DateRange, useDaysText } from "./DateRange.tsx";
import type { Days } from "./DateRange.tsx";
import { FilterChip } from "./FilterChip.tsx";

export interface ListFilterProps {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** What stands in the field when nothing is chosen; without it the filter shows only when it is in force. */
  placeholder?: string;
  /** Name of a code that is not among the options. */
  nameOf?: (code: string) => ReactNode;
}

/** A filter of a list by codes: a field for one, a chip for several or for « not stated ». */
export function ListFilter({
  label,
  options,
  chosen,
  onChange,
  placeholder,
  nameOf,
}: ListFilterProps) {
  const { t } = useTranslation("filtres");
  const [opened, setOpened] = useState(false);
  const [one] = chosen;
  const plain = chosen.length < 2 && one !== sansCode;
  if (placeholder !== undefined && plain)
    return (
      <Select
        size="xs"
        ariaLabel={label}
        placeholder={placeholder}
        value={one ?? null}
        onChange={(next) => onChange(next === null ? [] : [next])}
        options={options}
        clearable
        searchable={options.length > 8}
      />
    );
  if (chosen.length === 0) return null;
  const name = (code: string): ReactNode =>
    code === sansCode
      ? t("nonRenseigne")
      : (options.find(({ value }) => value === code)?.label ?? nameOf?.(code) ?? code);
  const value = (
    <>
      {chosen.slice(0, 2).map((code, place) => (
        <span key={code}>
          {place > 0 && t("separateur")}
          {name(code)}
        </span>
      ))}
      {chosen.length > 2 && ` +${chosen.length - 2}`}
    </>
  );
  return (
    <FilterChip
      title={label}
      value={value}
      opened={opened}
      onOpenChange={setOpened}
      onRemove={() => onChange([])}
    >
      <ChoiceList
        options={[...options, { value: sansCode, label: t("nonRenseigne") }]}
        chosen={chosen}
        onChange={onChange}
      />
    </FilterChip>
  );
}

/** A filter of a list between two days; it shows only when it is in force. */
export function DaysFilter({
  label,
  du,
  au,
  onChange,
}: Days & { label: string; onChange: (days: Days) => void }) {
  const [opened, setOpened] = useState(false);
  const text = useDaysText()({ du, au });
  if (text === null && !opened) return null;
  return (
    <FilterChip
      title={label}
      value={text}
      width={300}
      opened={opened}
      onOpenChange={setOpened}
      onRemove={() => onChange({})}
    >
      <DateRange du={du} au={au} onChange={onChange} />
    </FilterChip>
  );
}
