import {
  Checkbox as MantineCheckbox,
  SegmentedControl as MantineSegmentedControl,
  Select as MantineSelect,
  Textarea as MantineTextarea,
  TextInput as MantineTextInput,
} from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, ReactNode, Ref } from "react";
import { useTranslation } from "react-i18next";
import { parseDecimal } from "../../src-main/contract/decimal.ts";
import { fold } from "../lib/fold.ts";
import { formatDate, formatNumber, parseDate } from "../lib/format.ts";
import classes from "./inputs.module.css";

export interface Option {
  value: string;
  label: string;
}

interface FieldProps {
  /** Visible label; use `ariaLabel` when the label stands elsewhere. */
  label?: ReactNode;
  ariaLabel?: string;
  description?: ReactNode;
  /** Sentence shown under the field. */
  error?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  size?: "xs" | "sm";
  className?: string;
  autoFocus?: boolean;
  id?: string;
  name?: string;
}

/** The hint stands under the field, so that fields side by side line up. */
const ORDER: ("label" | "input" | "description" | "error")[] = [
  "label",
  "input",
  "description",
  "error",
];

const common = ({ ariaLabel, label, size = "sm", className, autoFocus, ...rest }: FieldProps) => ({
  ...rest,
  label,
  size,
  className,
  inputWrapperOrder: ORDER,
  ...(autoFocus ? { "data-autofocus": true, autoFocus: true } : {}),
  ...(ariaLabel ? { "aria-label": ariaLabel } : {}),
  classNames: {
    input: classes.input,
    label: classes.label,
    error: classes.error,
    description: classes.description,
    wrapper: classes.wrapper,
  },
});

const dropdown = { dropdown: classes.dropdown, option: classes.option };

function matching<T extends { label?: string }>(options: readonly T[], search: string): T[] {
  const words = fold(search).split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const text = fold(option.label ?? "");
    return words.every((word) => text.includes(word));
  });
}

export interface SelectProps extends FieldProps {
  value: string | null;
  onChange: (value: string | null) => void;
  options: readonly Option[];
  searchable?: boolean;
  clearable?: boolean;
  placeholder?: string;
  /** Opens at once, for a cell being edited. */
  defaultOpened?: boolean;
  /** The sentence when no option matches what was typed. */
  nothingFound?: (search: string) => ReactNode;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: (event: FocusEvent<HTMLInputElement>) => void;
}

/** One choice of a list. */
export function Select({
  value,
  onChange,
  options,
  searchable = false,
  clearable = false,
  placeholder,
  defaultOpened,
  nothingFound,
  onKeyDown,
  onBlur,
  ...field
}: SelectProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const base = common(field);
  return (
    <MantineSelect
      {...base}
      classNames={{ ...base.classNames, ...dropdown }}
      value={value}
      onChange={(next) => onChange(next)}
      data={[...options]}
      searchable={searchable}
      clearable={clearable}
      allowDeselect={clearable}
      placeholder={placeholder}
      defaultDropdownOpened={defaultOpened ?? false}
      nothingFoundMessage={nothingFound ? nothingFound(search) : t("aucunResultat")}
      {...(nothingFound ? { onSearchChange: setSearch } : {})}
      filter={({ options: all, search }) => matching(all as Option[], search)}
      clearButtonProps={{ "aria-label": t("effacer") }}
      comboboxProps={{ transitionProps: { duration: 60 }, shadow: "md" }}
      maxDropdownHeight={260}
      {...(onKeyDown ? { onKeyDown } : {})}
      {...(onBlur ? { onBlur } : {})}
    />
  );
}

export interface TextInputProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  maxLength?: number;
  dir?: "rtl" | "ltr" | "auto";
  leftSection?: ReactNode;
  rightSection?: ReactNode;
  type?: "text" | "search" | "email" | "tel";
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: (event: FocusEvent<HTMLInputElement>) => void;
  onFocus?: (event: FocusEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}

/** One line of text. */
export function TextInput({ value, onChange, ref, ...props }: TextInputProps) {
  const {
    label,
    ariaLabel,
    description,
    error,
    required,
    disabled,
    size,
    className,
    autoFocus,
    id,
    name,
    ...rest
  } = props;
  const field: FieldProps = {
    label,
    description,
    error,
    required: required ?? false,
    disabled: disabled ?? false,
    ...(ariaLabel ? { ariaLabel } : {}),
    ...(size ? { size } : {}),
    ...(className ? { className } : {}),
    ...(autoFocus ? { autoFocus } : {}),
    ...(id ? { id } : {}),
    ...(name ? { name } : {}),
  };
  return (
    <MantineTextInput
      {...common(field)}
      {...rest}
      ref={ref}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export interface NumberInputProps extends Omit<TextInputProps, "value" | "onChange" | "dir"> {
  value: number | null;
  onChange: (value: number | null) => void;
  /** Shown after the number: DH, MDH, m²… */
  unit?: ReactNode;
  /** Digits after the comma when shown. */
  decimals?: number;
  /** Called with false while the text is no number. */
  onValid?: (valid: boolean) => void;
}

/** A number typed as people write it: `1 234,5`, `1.234,5`, `1234.5`. */
export function NumberInput({
  value,
  onChange,
  unit,
  decimals,
  onValid,
  error,
  onBlur,
  onFocus,
  ...props
}: NumberInputProps) {
  const { t } = useTranslation();
  const show = (number: number | null): string =>
    number === null ? "" : formatNumber(number, decimals);
  const [text, setText] = useState(() => show(value));
  const [wrong, setWrong] = useState(false);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) setText(show(value));
    // oxlint-disable-next-line react/exhaustive-deps -- show depends on decimals alone
  }, [value, decimals]);

  const read = (typed: string): void => {
    setText(typed);
    const parsed = typed.trim() === "" ? null : parseDecimal(typed);
    const valid = parsed === null || parsed.ok;
    setWrong(!valid);
    onValid?.(valid);
    if (parsed === null) onChange(null);
    else if (parsed.ok) onChange(parsed.value);
  };
  return (
    <TextInput
      {...props}
      dir="ltr"
      className={[classes.number, props.className].join(" ")}
      value={text}
      onChange={read}
      error={error ?? (wrong ? t("erreurs:faute.not_a_number") : undefined)}
      {...(unit ? { rightSection: <span className={classes.unit}>{unit}</span> } : {})}
      onFocus={(event) => {
        focused.current = true;
        onFocus?.(event);
      }}
      onBlur={(event) => {
        focused.current = false;
        if (!wrong) setText(show(value));
        onBlur?.(event);
      }}
    />
  );
}

export interface DateInputProps extends Omit<TextInputProps, "value" | "onChange" | "dir"> {
  /** ISO date. */
  value: string | null;
  onChange: (value: string | null) => void;
  onValid?: (valid: boolean) => void;
}

/** A calendar date typed as dd/mm/yyyy (or ISO); no time, no time zone. */
export function DateInput({ value, onChange, onValid, error, onBlur, ...props }: DateInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (value ? formatDate(value) : ""));
  const [wrong, setWrong] = useState(false);
  const focused = useRef(false);
  useEffect(() => {
    if (!focused.current) setText(value ? formatDate(value) : "");
  }, [value]);

  const read = (typed: string): void => {
    focused.current = true;
    setText(typed);
    const parsed = parseDate(typed);
    // Half a date is not yet a mistake.
    setWrong(parsed === undefined && typed.replace(/\D/g, "").length >= 8);
    onValid?.(parsed !== undefined);
    if (parsed !== undefined) onChange(parsed);
  };
  return (
    <TextInput
      {...props}
      dir="ltr"
      value={text}
      onChange={read}
      placeholder={props.placeholder ?? t("formatDate")}
      error={error ?? (wrong ? t("erreurs:faute.not_a_date") : undefined)}
      onBlur={(event) => {
        focused.current = false;
        const parsed = parseDate(text);
        setWrong(parsed === undefined);
        if (parsed !== undefined) {
          setText(parsed ? formatDate(parsed) : "");
          if (parsed !== value) onChange(parsed);
        }
        onBlur?.(event);
      }}
    />
  );
}

export interface TextareaProps extends FieldProps {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  rows?: number;
  maxLength?: number;
  dir?: "rtl" | "ltr" | "auto";
  onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onBlur?: (event: FocusEvent<HTMLTextAreaElement>) => void;
}

/** Several lines of text; grows with what is written. */
export function Textarea({
  value,
  onChange,
  rows = 2,
  placeholder,
  maxLength,
  dir,
  onKeyDown,
  onBlur,
  ...field
}: TextareaProps) {
  return (
    <MantineTextarea
      {...common(field)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={rows}
      maxRows={12}
      {...(placeholder ? { placeholder } : {})}
      {...(maxLength ? { maxLength } : {})}
      {...(dir ? { dir } : {})}
      {...(onKeyDown ? { onKeyDown } : {})}
      {...(onBlur ? { onBlur } : {})}
    />
  );
}

export interface ToggleProps {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  description?: ReactNode;
  indeterminate?: boolean;
}

/** Yes or no, among others or before a command. */
export function Checkbox({ onChange, label, ...props }: ToggleProps) {
  return (
    <MantineCheckbox
      {...props}
      size="xs"
      label={label}
      classNames={{ label: classes.checkLabel, input: classes.check }}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

export interface SegmentedControlProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; disabled?: boolean }[];
  /** Name of the choice for screen readers. */
  label: string;
  size?: "xs" | "sm";
}

/** One of a few choices, all in sight. */
export function SegmentedControl({
  value,
  onChange,
  options,
  label,
  size = "sm",
}: SegmentedControlProps) {
  return (
    <MantineSegmentedControl
      value={value}
      onChange={onChange}
      data={[...options]}
      size={size === "xs" ? "xs" : "sm"}
      aria-label={label}
      transitionDuration={80}
      classNames={{
        root: classes.segments,
        indicator: classes.indicator,
        label: classes.segment,
      }}
    />
  );
}
