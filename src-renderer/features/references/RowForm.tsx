import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Conflict as ConflictOf } from "../../../src-main/contract/errors.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { flatOf } from "../../../src-main/contract/references.ts";
import type { Attribut, ReferenceRow } from "../../../src-main/contract/references.ts";
import { confidence } from "../../../src-main/contract/primitives.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  hasCode,
  orpc,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Button, Conflict, DateInput, Modal, Select, Textarea, TextInput } from "../../ui/index.ts";
import { AttributInput, choicesOf } from "./AttributInput.tsx";
import { AttributeList, attributesOf } from "./attributes.tsx";
import classes from "./References.module.css";

/** What the form does with a row; `create` has none yet. */
export type RowTask =
  | { kind: "create" }
  | { kind: "correct" | "version" | "close"; row: ReferenceRow };

type Values = Record<string, FieldValue>;

interface RowFormProps {
  list: string;
  task: RowTask | null;
  onClose: () => void;
}

/** Adds a value to a list, corrects one, gives it a version from a date, or ends it. */
export function RowForm({ list, task, onClose }: RowFormProps) {
  const { t } = useTranslation("references");
  return (
    <Modal
      opened={task !== null}
      onClose={onClose}
      title={task ? t(`form.${task.kind}`) : ""}
      size="lg"
    >
      {task && <Form list={list} task={task} onClose={onClose} />}
    </Modal>
  );
}

/** What the form begins with. */
function firstValues(task: RowTask, today: string): Values {
  if (task.kind === "create") return { confidence: "D", effectiveFrom: today };
  const seen = flatOf(task.row);
  if (task.kind === "correct") return seen;
  if (task.kind === "close") return { effectiveTo: today };
  // A new version has a new source: the old one would be a false proof.
  const fresh = { source: null, url: null, note: null, confidence: "D", effectiveTo: null };
  return { ...seen, ...fresh, effectiveFrom: today };
}

/** Fields of a version that come from the one before. */
const WORDS = ["labelFr", "labelAr", "labelEn"];

interface Draft {
  values: Values;
  /** What the user saw, or was told of since. */
  seen: Values;
}

function Form({ list, task, onClose }: RowFormProps & { task: RowTask }) {
  const { t } = useTranslation(["references", "champs", "commun"]);
  const langue = useLangue();
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { today } = useSession();
  const row = task.kind === "create" ? null : task.row;
  const form = useQuery(
    orpc.references.form.queryOptions({ input: { list, ...(row ? { id: row.id } : {}) } }),
  );
  const champs: readonly string[] = form.data?.champs ?? [];
  const attributs = form.data?.attributs ?? [];
  const [draft, setDraft] = useState<Draft>(() => ({
    values: firstValues(task, today),
    seen: row ? flatOf(row) : {},
  }));
  const [unread, setUnread] = useState<Readonly<Record<string, boolean>>>({});
  const valueOf = (key: string, { values }: Draft = draft): FieldValue => values[key] ?? null;
  const textOf = (key: string, of: Draft = draft): string => String(valueOf(key, of) ?? "");
  const dateOf = (key: string, of: Draft = draft): string | null => textOf(key, of) || null;
  const set = (key: string) => (value: FieldValue) =>
    setDraft(({ values, seen }) => ({ values: { ...values, [key]: value }, seen }));
  const put = (key: string) => (text: string) => set(key)(text || null);

  const write = async (now: Draft): Promise<void> => {
    const seen = (keys: readonly string[]): Values =>
      Object.fromEntries(keys.map((key) => [key, now.seen[key] ?? null]));
    const written = {
      label: { fr: textOf("labelFr", now), ar: textOf("labelAr", now), en: textOf("labelEn", now) },
      source: textOf("source", now),
      url: textOf("url", now).trim() || null,
      confidence: confidence.parse(valueOf("confidence", now) ?? "D"),
      note: textOf("note", now).trim() || null,
      attrs: Object.fromEntries(attributs.map((one) => [one.key, attributOf(one, now)])),
    };
    const effectiveFrom = dateOf("effectiveFrom", now) ?? today;
    const effectiveTo = dateOf("effectiveTo", now);
    switch (task.kind) {
      case "create":
        await data.references.create({ list, effectiveFrom, effectiveTo, row: written });
        break;
      case "version":
        await data.references.version({
          id: task.row.id,
          effectiveFrom,
          row: written,
          expected: seen([...WORDS, ...attributs.map(({ key }) => key)]),
        });
        break;
      case "close":
        await data.references.close({
          id: task.row.id,
          effectiveTo: effectiveTo ?? today,
          expected: seen(["effectiveTo"]),
        });
        break;
      default: {
        const changed = [...champs, ...attributs.map(({ key }) => key)].filter(
          (key) => valueOf(key, now) !== (now.seen[key] ?? null),
        );
        if (changed.length === 0) return;
        await data.references.correct({
          id: task.row.id,
          patch: Object.fromEntries(changed.map((key) => [key, valueOf(key, now)])),
          expected: seen(changed),
        });
      }
    }
    await client.invalidateQueries({ queryKey: orpc.references.key() });
  };
  const save = useMutation({
    mutationFn: write,
    onError: () =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      ),
    onSuccess: onClose,
  });
  const conflicts = hasCode(save.error, "STALE")
    ? (save.error.data as { conflicts: ConflictOf[] }).conflicts
    : [];
  const settle = (choice: Record<string, "sienne" | "mienne">): void => {
    const told = Object.fromEntries(
      conflicts.map(({ field, current }) => [field, (current ?? null) as FieldValue]),
    );
    const theirs = Object.entries(told).filter(([field]) => choice[field] !== "mienne");
    const next = {
      values: { ...draft.values, ...Object.fromEntries(theirs) },
      seen: { ...draft.seen, ...told },
    };
    setDraft(next);
    save.mutate(next);
  };
  const faults = faultsOf(save.error);
  const fault = (field: string): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && faultSentence(found, t);
  };
  const shown = ["labelFr", "labelAr", "labelEn", "source", "url", "note", "effectiveFrom"].concat(
    "effectiveTo",
    attributs.map(({ key }) => key),
  );
  const elsewhere =
    save.error && conflicts.length === 0 && !faults.some(({ field }) => shown.includes(field));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!Object.values(unread).includes(true)) save.mutate(draft);
  };
  const readable = (key: string) => (valid: boolean) =>
    setUnread((old) => ({ ...old, [key]: !valid }));

  const labelOf = (field: string): string =>
    champs.includes(field) ? t(`champs:reference.${field}`) : t(`attr.${field}`, field);
  const show = (field: string, value: FieldValue): ReactNode => {
    if (value === null || value === "") return "–";
    if (field.startsWith("effective")) return <Iso>{formatDate(String(value))}</Iso>;
    if (field === "confidence") return t(`commun:confiance.${String(value)}`);
    const one = attributs.find(({ key }) => key === field);
    const choice = one && choicesOf(one, catalogue, t)?.find((each) => each.value === value);
    if (choice) return choice.label;
    if (!one || one.kind === "text" || one.kind === "lines") return <Auto>{String(value)}</Auto>;
    const read = attributesOf({ ...row?.attrs, [field]: value }, { t, langue, catalogue });
    return read.find(({ key }) => key === field)?.value ?? String(value);
  };
  const foot = (
    <>
      {elsewhere && (
        <p role="alert" className={classes.fault}>
          {errorSentence(save.error, t)}
        </p>
      )}
      <div className={classes.formFoot}>
        <Button onClick={onClose}>{t("commun:annuler")}</Button>
        <Button variant="primary" type="submit" loading={save.isPending} disabled={!form.data}>
          {t("form.enregistrer")}
        </Button>
      </div>
      {conflicts.length > 0 && (
        <Conflict
          conflicts={conflicts}
          mine={draft.values}
          labelOf={labelOf}
          show={show}
          onResolve={settle}
          onClose={save.reset}
        />
      )}
    </>
  );
  const until = (
    <DateInput
      label={t("champs:reference.effectiveTo")}
      value={dateOf("effectiveTo")}
      onChange={set("effectiveTo")}
      onValid={readable("effectiveTo")}
      error={fault("effectiveTo")}
      autoFocus={task.kind === "close"}
      required={task.kind === "close"}
    />
  );
  if (task.kind === "close")
    return (
      <form onSubmit={submit} noValidate className={classes.form}>
        <p className={classes.wide}>{t("form.closeAide")}</p>
        {until}
        {foot}
      </form>
    );
  const kept = row
    ? attributesOf(row.attrs, { t, langue, catalogue }).filter(
        ({ key }) => !attributs.some((one) => one.key === key),
      )
    : [];
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      {task.kind === "version" && <p className={classes.wide}>{t("form.versionAide")}</p>}
      {WORDS.map((key) => (
        <div key={key} className={classes.wide}>
          <TextInput
            label={t(`champs:reference.${key}`)}
            value={textOf(key)}
            onChange={put(key)}
            dir={key === "labelAr" ? "rtl" : "ltr"}
            error={fault(key)}
            required
            autoFocus={key === "labelFr" && task.kind !== "version"}
          />
        </div>
      ))}
      {attributs.map((one) => (
        <div
          key={one.key}
          className={
            one.kind === "boolean" ? classes.tick : one.kind === "lines" ? classes.wide : undefined
          }
        >
          <AttributInput
            attribut={one}
            value={attributOf(one, draft)}
            onChange={set(one.key)}
            onValid={readable(one.key)}
            error={fault(one.key)}
          />
        </div>
      ))}
      {champs.includes("effectiveFrom") && (
        <DateInput
          label={t("champs:reference.effectiveFrom")}
          value={dateOf("effectiveFrom")}
          onChange={set("effectiveFrom")}
          onValid={readable("effectiveFrom")}
          error={fault("effectiveFrom")}
          required
          autoFocus={task.kind === "version"}
        />
      )}
      {task.kind !== "version" && champs.includes("effectiveTo") && until}
      <div className={classes.wide}>
        <TextInput
          label={t("champs:reference.source")}
          value={textOf("source")}
          onChange={put("source")}
          error={fault("source")}
          dir="auto"
          required
        />
      </div>
      {champs.includes("url") && (
        <TextInput
          label={t("champs:reference.url")}
          value={textOf("url")}
          onChange={put("url")}
          error={fault("url")}
          dir="ltr"
        />
      )}
      <Select
        label={t("champs:reference.confidence")}
        value={textOf("confidence")}
        onChange={(next) => set("confidence")(next ?? "D")}
        options={confidence.options.map((one) => ({
          value: one,
          label: t(`commun:confiance.${one}`),
        }))}
      />
      <div className={classes.wide}>
        <Textarea
          label={t("champs:reference.note")}
          value={textOf("note")}
          onChange={put("note")}
          error={fault("note")}
          rows={2}
          dir="auto"
        />
      </div>
      {kept.length > 0 && (
        <section className={classes.wide} aria-label={t("form.autres")}>
          <p className={classes.hint}>{t("form.autres")}</p>
          <AttributeList attributes={kept} />
        </section>
      )}
      {foot}
    </form>
  );
}

/** A tick that was never given is off. */
const attributOf = ({ key, kind }: Attribut, { values }: Draft): FieldValue =>
  values[key] ?? (kind === "boolean" ? false : null);
