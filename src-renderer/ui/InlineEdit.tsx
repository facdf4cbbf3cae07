import { IconPencil } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Field } from "../../src-main/contract/fields.ts";
import { useCatalogue } from "../data/catalogue.ts";
import type { CatalogueView, Option } from "../data/catalogue.ts";
import { Iso } from "../lib/bidi.tsx";
import { errorSentence, faultsOf, faultSentence } from "../lib/errors.ts";
import { formatMdh, formatRib } from "../lib/format.ts";
import { announce } from "./announce.tsx";
import { FieldText } from "./FieldText.tsx";
import { DateInput, NumberInput, Select, Textarea, TextInput } from "./inputs.tsx";
import { Hidden } from "./Hidden.tsx";
import { RecordPicker } from "./RecordPicker.tsx";
import classes from "./InlineEdit.module.css";

export interface InlineEditProps {
  label: ReactNode;
  field: Field;
  value: FieldValue;
  /**
   * Saves; a rejection is shown in place and what was typed is kept.
   * @param seen the value when the editor opened: it may have changed under it since.
   */
  onSave: (value: FieldValue, seen: FieldValue) => Promise<unknown>;
  readOnly?: boolean;
  /** Without its label beside it: the line it stands on says what it is. */
  bare?: boolean;
  /** Shown instead of the value while it is not being edited. */
  display?: ReactNode;
  /** Commands beside the value while it is not being edited. */
  aside?: ReactNode;
  /** A remark under the value. */
  note?: ReactNode;
}

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
const toDraft = (field: Field, value: FieldValue): FieldValue => {
  if (value === null) return null;
  if (field.kind === "money") return Number(value) / 100;
  if (field.kind === "rib") return formatRib(String(value));
  if (field.kind === "boolean") return value === true || value === 1 || value === "1" ? "1" : "0";
  return value;
};

/** What the register holds for a draft. */
const fromDraft = (field: Field, draft: FieldValue): FieldValue => {
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

/** A label and its value, edited where it stands: Enter, F2 or a click; Esc gives up, Enter saves. */
export function InlineEdit(props: InlineEditProps) {
  const { label, field, value, onSave, readOnly, bare = false, display, aside, note } = props;
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const id = useId();
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState<FieldValue>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const valid = useRef(true);
  const over = useRef(false);
  const seen = useRef<FieldValue>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const refocus = useRef(false);

  useEffect(() => {
    if (editing || !refocus.current) return;
    refocus.current = false;
    trigger.current?.focus();
  }, [editing]);

  const editable = field.editable !== false && !readOnly;
  const open = (): void => {
    if (!editable || busy) return;
    over.current = false;
    valid.current = true;
    seen.current = value;
    setDraft(toDraft(field, value));
    setFault(null);
    setEditing(true);
  };
  const close = (keepFocus: boolean): void => {
    over.current = true;
    refocus.current = keepFocus;
    setEditing(false);
    setFault(null);
  };
  const save = async (next: FieldValue, keepFocus: boolean): Promise<void> => {
    if (over.current || busy) return;
    if (!valid.current) return;
    const stored = fromDraft(field, next);
    if (stored === fromDraft(field, toDraft(field, seen.current))) return close(keepFocus);
    setBusy(true);
    try {
      await onSave(stored, seen.current);
      close(keepFocus);
    } catch (error) {
      const mine = faultsOf(error).find((one) => one.field === field.key);
      const sentence = mine ? faultSentence(mine, t) : errorSentence(error, t);
      setFault(sentence);
      announce(sentence);
    } finally {
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Enter" && (field.kind !== "longtext" || event.ctrlKey)) {
      event.preventDefault();
      event.stopPropagation();
      void save(draft, true);
    }
  };

  if (!editing)
    return (
      <div className={bare ? classes.bare : classes.row}>
        {!bare && (
          <span className={classes.label} id={id}>
            {label}
          </span>
        )}
        {editable ? (
          <button
            ref={trigger}
            type="button"
            className={classes.value}
            aria-describedby={`${id}-hint`}
            onClick={open}
            onKeyDown={(event) => {
              if (event.key !== "F2") return;
              event.preventDefault();
              open();
            }}
          >
            <Hidden>{label} : </Hidden>
            {display ?? <FieldText field={field} value={value} />}
            <IconPencil size={13} className={classes.pencil} aria-hidden="true" />
            <span id={`${id}-hint`} className={classes.hidden}>
              {t("modifierSurPlace")}
            </span>
          </button>
        ) : (
          <span className={classes.fixed}>
            {display ?? <FieldText field={field} value={value} />}
          </span>
        )}
        {aside && <span className={classes.aside}>{aside}</span>}
        {note && <span className={classes.note}>{note}</span>}
      </div>
    );

  const options = optionsOf(field, catalogue, t);
  const name = typeof label === "string" ? label : t(`champs:${field.key}`);
  const shared = {
    ariaLabel: name,
    error: fault,
    autoFocus: true,
    onBlur: () => void save(draft, false),
  };
  return (
    <div className={bare ? classes.bare : classes.row}>
      {!bare && <span className={classes.label}>{label}</span>}
      <div className={classes.editor}>
        {field.kind === "record" ? (
          <RecordEditor
            field={field}
            label={name}
            fault={fault}
            onPick={(next) => void save(next, true)}
            onGiveUp={() => close(true)}
          />
        ) : options ? (
          <Select
            {...shared}
            value={draft === null ? null : String(draft)}
            options={options}
            searchable={options.length > 8}
            clearable={!field.required}
            defaultOpened
            onChange={(next) => {
              setDraft(next);
              void save(next, true);
            }}
            onBlur={() => {
              if (!fault) close(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape") onKeyDown(event);
            }}
          />
        ) : field.kind === "money" || field.kind === "integer" || field.kind === "area" ? (
          <NumberInput
            {...shared}
            value={draft === null ? null : Number(draft)}
            onChange={setDraft}
            onValid={(ok) => {
              valid.current = ok;
            }}
            decimals={field.kind === "integer" ? 0 : undefined}
            unit={field.kind === "money" ? "DH" : field.kind === "area" ? "m²" : undefined}
            description={
              field.kind === "money" && draft !== null ? (
                <Iso>{`= ${formatMdh(Number(draft) * 100, 3)}\u00a0MDH`}</Iso>
              ) : undefined
            }
            onKeyDown={onKeyDown}
          />
        ) : field.kind === "date" ? (
          <DateInput
            {...shared}
            value={draft === null ? null : String(draft)}
            onChange={setDraft}
            onValid={(ok) => {
              valid.current = ok;
            }}
            onKeyDown={onKeyDown}
          />
        ) : field.kind === "longtext" ? (
          <Textarea
            {...shared}
            value={draft === null ? "" : String(draft)}
            onChange={setDraft}
            rows={3}
            dir={field.rtl ? "rtl" : "auto"}
            description={t("ctrlEntree")}
            onKeyDown={onKeyDown}
          />
        ) : (
          <TextInput
            {...shared}
            value={draft === null ? "" : String(draft)}
            onChange={setDraft}
            dir={textDirection(field)}
            {...(field.kind === "time" ? { placeholder: t("formatHeure") } : {})}
            onKeyDown={onKeyDown}
          />
        )}
      </div>
    </div>
  );
}

const textDirection = (field: Field): "rtl" | "ltr" | "auto" =>
  field.rtl ? "rtl" : field.kind === "text" ? "auto" : "ltr";

function RecordEditor({
  field,
  label,
  fault,
  onPick,
  onGiveUp,
}: {
  field: Field;
  label: string;
  fault: string | null;
  onPick: (id: string | null) => void;
  onGiveUp: () => void;
}) {
  const record = (["organisation", "personne", "projet", "dossier"] as const).find(
    (one) => one === field.record,
  );
  if (!record) return null;
  return (
    <>
      <RecordPicker
        record={record}
        label={label}
        clearable={!field.required}
        autoFocus
        onPick={onPick}
        onEscape={onGiveUp}
      />
      {fault && (
        <p role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </>
  );
}
