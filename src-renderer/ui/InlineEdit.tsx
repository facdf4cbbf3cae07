import { IconPencil } from "@tabler/icons-react";
import { useEffect, useId, useRef, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pickable } from "../../src-main/contract/annuaire.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Option } from "../data/catalogue.ts";
import type { Field } from "../../src-main/contract/fields.ts";
import { errorSentence, faultsOf, faultSentence } from "../lib/errors.ts";
import { announce } from "./announce.tsx";
import { FieldInput, fromDraft, toDraft } from "./FieldInput.tsx";
import { FieldText } from "./FieldText.tsx";
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
  /** Choices of a field that names a row of the same page. */
  options?: readonly Option[] | undefined;
  /** Without its label beside it: the line it stands on says what it is. */
  bare?: boolean;
  /** Shown instead of the value while it is not being edited. */
  display?: ReactNode;
  /** Commands beside the value while it is not being edited. */
  aside?: ReactNode;
  /** A remark under the value. */
  note?: ReactNode;
}

/** A label and its value, edited where it stands: Enter, F2 or a click; Esc gives up, Enter saves. */
export function InlineEdit(props: InlineEditProps) {
  const { label, field, value, onSave, readOnly, bare = false, aside, note, options } = props;
  const display = props.display ?? options?.find((one) => one.value === value)?.label;
  const { t } = useTranslation();
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
    // Whoever went on to another field while this one was being saved stays there.
    if (document.activeElement === document.body) trigger.current?.focus();
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
        {field.kind === "record" && !options ? (
          <RecordEditor
            field={field}
            label={name}
            fault={fault}
            onPick={(next) => void save(next, true)}
            onGiveUp={() => close(true)}
          />
        ) : (
          <FieldInput
            field={field}
            {...(options ? { options } : {})}
            draft={draft}
            onDraft={setDraft}
            onChosen={(next) => void save(next, true)}
            onLeave={() => {
              if (!fault) close(false);
            }}
            onValid={(ok) => {
              valid.current = ok;
            }}
            onKeyDown={onKeyDown}
            hint={field.kind === "longtext" ? t("ctrlEntree") : undefined}
            {...shared}
          />
        )}
      </div>
    </div>
  );
}

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
  const record = pickable.options.find((one) => one === field.record);
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
