import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { colourKeys } from "../../../src-main/contract/references.ts";
import type { Attribut, ReferenceRow } from "../../../src-main/contract/references.ts";
import { confidence } from "../../../src-main/contract/primitives.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  orpc,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import {
  Button,
  Checkbox,
  DateInput,
  Modal,
  NumberInput,
  Select,
  Textarea,
  TextInput,
} from "../../ui/index.ts";
import classes from "./References.module.css";

/** What the form does with a row; `create` has none yet. */
export type RowTask =
  | { kind: "create" }
  | { kind: "correct" | "version" | "close"; row: ReferenceRow };

type Value = string | number | boolean | null;

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

/** Hundredths in the register, whole units on screen: dirhams, percents. */
const HUNDREDTHS = new Set(["money", "rate"]);

function Form({ list, task, onClose }: RowFormProps & { task: RowTask }) {
  const { t } = useTranslation(["references", "champs", "commun"]);
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { today } = useSession();
  const row = task.kind === "create" ? null : task.row;
  const form = useQuery(orpc.references.form.queryOptions({ input: { list } }));
  const [texts, setTexts] = useState({
    fr: row?.label.fr ?? "",
    ar: row?.label.ar ?? "",
    en: row?.label.en ?? "",
    // A new version has a new source: the old one would be a false proof.
    source: task.kind === "version" ? "" : (row?.source ?? ""),
    url: task.kind === "version" ? "" : (row?.url ?? ""),
    note: task.kind === "version" ? "" : (row?.note ?? ""),
  });
  const [mark, setMark] = useState<string>(
    task.kind === "correct" ? (row?.confidence ?? "D") : "D",
  );
  const [from, setFrom] = useState<string | null>(
    task.kind === "correct" ? (row?.effectiveFrom ?? today) : today,
  );
  const [to, setTo] = useState<string | null>(
    task.kind === "close" ? today : task.kind === "correct" ? (row?.effectiveTo ?? null) : null,
  );
  const [attrs, setAttrs] = useState<Record<string, Value>>({});
  const [unread, setUnread] = useState<Readonly<Record<string, boolean>>>({});

  const save = useMutation({
    mutationFn: async () => {
      const given = Object.fromEntries(
        (form.data?.attributs ?? []).map((one) => [one.key, valueOf(one)]),
      );
      const written = {
        label: { fr: texts.fr, ar: texts.ar, en: texts.en },
        source: texts.source,
        url: texts.url.trim() || null,
        confidence: confidence.parse(mark),
        note: texts.note.trim() || null,
        attrs: given,
      };
      if (task.kind === "create") {
        await data.references.create({
          list,
          effectiveFrom: from ?? today,
          effectiveTo: to,
          row: written,
        });
      } else if (task.kind === "correct") {
        await data.references.correct({
          id: task.row.id,
          effectiveFrom: from ?? today,
          effectiveTo: to,
          row: written,
        });
      } else if (task.kind === "version") {
        await data.references.version({
          id: task.row.id,
          effectiveFrom: from ?? today,
          row: written,
        });
      } else await data.references.close({ id: task.row.id, effectiveTo: to ?? today });
      await client.invalidateQueries({ queryKey: orpc.references.key() });
    },
    onError: () =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      ),
    onSuccess: onClose,
  });
  const faults = faultsOf(save.error);
  const fault = (field: string): string | undefined => {
    const found = faults.find((one) => one.field === field);
    return found && faultSentence(found, t);
  };
  const shown = ["labelFr", "labelAr", "labelEn", "source", "url", "effectiveFrom"].concat(
    "effectiveTo",
    (form.data?.attributs ?? []).map(({ key }) => key),
  );
  const elsewhere = save.error && !faults.some(({ field }) => shown.includes(field));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!Object.values(unread).includes(true)) save.mutate();
  };
  const put = (key: keyof typeof texts) => (value: string) =>
    setTexts((old) => ({ ...old, [key]: value }));
  const readable = (key: string) => (valid: boolean) =>
    setUnread((old) => ({ ...old, [key]: !valid }));
  function valueOf({ key, kind }: Attribut): Value {
    if (key in attrs) return attrs[key] ?? null;
    const kept = row?.attrs[key];
    if (typeof kept === "string" || typeof kept === "number" || typeof kept === "boolean")
      return kept;
    return kind === "boolean" ? false : null;
  }
  const set = (key: string) => (value: Value) => setAttrs((old) => ({ ...old, [key]: value }));

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
    </>
  );
  const until = (
    <DateInput
      label={t("champs:reference.effectiveTo")}
      value={to}
      onChange={setTo}
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
  const input = (one: Attribut) => {
    const label = t(`references:attr.${one.key}`, one.key);
    const value = valueOf(one);
    const choices = optionsOf(one);
    const error = fault(one.key);
    if (one.kind === "boolean")
      return <Checkbox label={label} checked={value === true} onChange={set(one.key)} />;
    if (choices)
      return (
        <Select
          label={label}
          value={value === null ? null : String(value)}
          onChange={set(one.key)}
          options={choices}
          error={error}
          clearable
        />
      );
    if (one.kind === "text")
      return (
        <TextInput
          label={label}
          value={value === null ? "" : String(value)}
          onChange={(text) => set(one.key)(text || null)}
          error={error}
          dir="auto"
        />
      );
    const parts = HUNDREDTHS.has(one.kind) ? 100 : 1;
    return (
      <NumberInput
        label={label}
        value={typeof value === "number" ? value / parts : null}
        onChange={(number) =>
          set(one.key)(
            number === null ? null : one.kind === "number" ? number : Math.round(number * parts),
          )
        }
        onValid={readable(one.key)}
        error={error}
        {...(one.kind === "money" ? { unit: "DH" } : one.kind === "rate" ? { unit: "%" } : {})}
      />
    );
  };
  function optionsOf({ kind, list: codes }: Attribut) {
    if (kind === "unit")
      return [
        { value: "calendar", label: t("form.calendar") },
        { value: "working", label: t("form.working") },
      ];
    if (kind === "colour")
      return colourKeys.map((key) => ({ value: key, label: t(`references:valeur.${key}`) }));
    return kind === "code" ? catalogue.options(codes ?? "") : null;
  }
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      {task.kind === "version" && <p className={classes.wide}>{t("form.versionAide")}</p>}
      {(["fr", "ar", "en"] as const).map((langue) => (
        <div key={langue} className={classes.wide}>
          <TextInput
            label={t(
              `champs:reference.label${langue === "fr" ? "Fr" : langue === "ar" ? "Ar" : "En"}`,
            )}
            value={texts[langue]}
            onChange={put(langue)}
            dir={langue === "ar" ? "rtl" : "ltr"}
            error={fault(langue === "fr" ? "labelFr" : langue === "ar" ? "labelAr" : "labelEn")}
            required
            autoFocus={langue === "fr" && task.kind !== "version"}
          />
        </div>
      ))}
      {(form.data?.attributs ?? []).map((one) => (
        <div key={one.key} className={one.kind === "boolean" ? classes.tick : undefined}>
          {input(one)}
        </div>
      ))}
      <DateInput
        label={t("champs:reference.effectiveFrom")}
        value={from}
        onChange={setFrom}
        onValid={readable("effectiveFrom")}
        error={fault("effectiveFrom")}
        required
        autoFocus={task.kind === "version"}
      />
      {task.kind !== "version" && until}
      <div className={classes.wide}>
        <TextInput
          label={t("champs:reference.source")}
          value={texts.source}
          onChange={put("source")}
          error={fault("source")}
          dir="auto"
          required
        />
      </div>
      <TextInput
        label={t("champs:reference.url")}
        value={texts.url}
        onChange={put("url")}
        error={fault("url")}
        dir="ltr"
      />
      <Select
        label={t("champs:reference.confidence")}
        value={mark}
        onChange={(next) => setMark(next ?? "D")}
        options={confidence.options.map((one) => ({
          value: one,
          label: t(`commun:confiance.${one}`),
        }))}
      />
      <div className={classes.wide}>
        <Textarea
          label={t("champs:reference.note")}
          value={texts.note}
          onChange={put("note")}
          rows={2}
          dir="auto"
        />
      </div>
      {foot}
    </form>
  );
}
