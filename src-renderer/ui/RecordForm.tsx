import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pickable } from "../../src-main/contract/annuaire.ts";
import { fieldOf } from "../../src-main/contract/fields.ts";
import type { Field, RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import type { Option } from "../data/catalogue.ts";
import { data } from "../data/client.ts";
import { columnLabel } from "../lib/actions.ts";
import { errorSentence, faultsOf, faultSentence } from "../lib/errors.ts";
import { Button } from "./Button.tsx";
import { FieldInput, fromDraft, toDraft } from "./FieldInput.tsx";
import { Modal } from "./overlay.tsx";
import { RecordName, RecordPicker } from "./RecordPicker.tsx";
import { useAsking } from "./useAsking.tsx";
import type { Answers } from "./useAsking.tsx";
import classes from "./RecordForm.module.css";

export interface RecordFormProps {
  record: RecordKey;
  title: ReactNode;
  /** Keys of the fields asked, in their order. */
  names: readonly string[];
  /** What is proposed, by field, as the register holds it. */
  initial?: Record<string, FieldValue>;
  /** What goes with the record without being asked: the row it hangs on. */
  fixed?: Record<string, FieldValue>;
  /** Choices of a field that names a row of the same page: a party, a deliverable. */
  options?: Record<string, readonly Option[]>;
  /** Fields that are not asked, given what is filled so far. */
  unasked?: (drafts: Readonly<Record<string, FieldValue>>) => readonly string[];
  /** A sentence above the fields. */
  lead?: ReactNode;
  submitLabel?: string;
  /** Writes otherwise than by `records.create`; returns the id made, when there is one. */
  write?: (
    values: Record<string, FieldValue>,
    answers: Answers,
  ) => Promise<{ id?: string | undefined } | null>;
  onDone: (id: string | undefined) => void;
  onClose: () => void;
}

/**
 * A dialog that asks the fields of a record, by the catalogue, and creates it. A refusal stands under its
 * field, and what was typed stays.
 */
export function RecordForm(props: RecordFormProps) {
  const { record, title, names, initial, fixed, options, lead, write, onDone, onClose } = props;
  const { t } = useTranslation();
  const known = names.flatMap((name): Field[] => {
    const field = fieldOf(record, name);
    return field ? [field] : [];
  });
  const [drafts, setDrafts] = useState<Record<string, FieldValue>>(() =>
    Object.fromEntries(
      known.map((field) => [field.key, toDraft(field, initial?.[field.key] ?? null)]),
    ),
  );
  const left = props.unasked?.(drafts) ?? [];
  const declared = known.filter(({ key }) => !left.includes(key));
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asking = useAsking(record);
  const unread = declared.some(({ key }) => invalid.has(key));

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    if (busy || unread) return;
    setBusy(true);
    setError(null);
    try {
      const typed = Object.fromEntries(
        declared
          .map((field) => [field.key, fromDraft(field, drafts[field.key] ?? null)] as const)
          .filter(([, value]) => value !== null),
      );
      const made = await asking.send({ ...fixed, ...typed }, (values, answers) =>
        write ? write(values, answers) : data.records.create({ record, values, ...answers }),
      );
      onDone(made?.id ?? undefined);
    } catch (refused) {
      setError(refused);
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      );
    } finally {
      setBusy(false);
    }
  };
  const faults = faultsOf(error);
  const faultOf = (key: string): string | undefined => {
    const fault = faults.find(({ field }) => field === key);
    return fault && faultSentence(fault, t);
  };
  const elsewhere = faults.filter(({ field }) => !declared.some(({ key }) => key === field));
  return (
    <Modal opened onClose={onClose} size="lg" title={title}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {lead && <p className={classes.lead}>{lead}</p>}
        {declared.map((field, place) => {
          const label = columnLabel(t, record, field.key);
          const set = (value: FieldValue) => setDrafts((old) => ({ ...old, [field.key]: value }));
          const draft = drafts[field.key] ?? null;
          const given = options?.[field.key];
          const picked =
            field.kind === "record" && !given
              ? pickable.options.find((one) => one === field.record)
              : undefined;
          return (
            <div key={field.key} className={field.kind === "longtext" ? classes.wide : undefined}>
              {picked ? (
                <PickedRecord
                  record={picked}
                  label={label}
                  value={draft === null ? null : String(draft)}
                  error={faultOf(field.key)}
                  onChange={set}
                />
              ) : (
                <FieldInput
                  field={field}
                  label={label}
                  draft={draft}
                  onDraft={set}
                  {...(given ? { options: given } : {})}
                  error={faultOf(field.key)}
                  autoFocus={place === 0}
                  onValid={(ok) =>
                    setInvalid((old) => {
                      const next = new Set(old);
                      if (ok) next.delete(field.key);
                      else next.add(field.key);
                      return next;
                    })
                  }
                />
              )}
            </div>
          );
        })}
        {error !== null && (faults.length === 0 || elsewhere.length > 0) && (
          <p role="alert" className={classes.fault}>
            {faults.length === 0
              ? errorSentence(error, t)
              : elsewhere.map((fault) => faultSentence(fault, t)).join(" ")}
          </p>
        )}
        <div className={classes.foot}>
          <Button onClick={onClose}>{t("annuler")}</Button>
          <Button variant="primary" type="submit" disabled={busy || unread}>
            {props.submitLabel ?? t("ajouter")}
          </Button>
        </div>
      </form>
      {asking.dialog}
    </Modal>
  );
}

function PickedRecord({
  record,
  label,
  value,
  error,
  onChange,
}: {
  record: (typeof pickable.options)[number];
  label: string;
  value: string | null;
  error: string | undefined;
  onChange: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  return (
    <div>
      <span className={classes.label}>{label}</span>
      {value === null ? (
        <RecordPicker record={record} label={label} onPick={onChange} />
      ) : (
        <span className={classes.held}>
          <RecordName record={record} id={value} />
          <Button size="sm" variant="subtle" onClick={() => onChange(null)}>
            {t("changer")}
          </Button>
        </span>
      )}
      {error && (
        <p role="alert" className={classes.fault}>
          {error}
        </p>
      )}
    </div>
  );
}
