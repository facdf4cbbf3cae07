import { IconBell, IconPencil, IconPlus, IconRepeat, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { FormEvent, KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { TacheView } from "../../src-main/contract/journee.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { errorSentence } from "../lib/errors.ts";
import { formatDate } from "../lib/format.ts";
import { addressOf } from "../lib/records.ts";
import { Button, IconButton } from "./Button.tsx";
import { DateInput, Select, Textarea, TextInput, type Option } from "./inputs.tsx";
import { Pill } from "./surfaces.tsx";
import classes from "./TaskList.module.css";

type Values = Record<string, FieldValue>;

export interface TaskListProps {
  tasks: readonly TacheView[];
  /** ISO date of the session. */
  today: string;
  /** Choices of the form, with labels in the current language. */
  repetitions: readonly Option[];
  users: readonly Option[];
  /** Id of who works at this desk: their name is not repeated on each line. */
  me: string | null;
  onAdd: (values: Values) => Promise<unknown>;
  onChange: (id: string, patch: Values) => Promise<unknown>;
  onRemove: (id: string) => Promise<unknown>;
  /** Writes under each task what it is about. */
  subjects?: boolean;
  /** Said when there is no task. */
  empty: string;
}

/** Tasks to do and done: added, done, changed and removed in place, from the keyboard alone. */
export function TaskList({ tasks, empty, onAdd, ...rest }: TaskListProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.tasks}>
      <TaskAdd onAdd={onAdd} />
      {tasks.length === 0 ? (
        <p className={classes.empty}>{empty}</p>
      ) : (
        <ul className={classes.list} aria-label={t("taches.titre")}>
          {tasks.map((task) => (
            <TaskLine key={task.id} task={task} {...rest} />
          ))}
        </ul>
      )}
    </div>
  );
}

export interface TaskAddProps extends Pick<TaskListProps, "onAdd"> {
  /** Day first proposed; none without it. */
  day?: string | null;
}

/** One line to write a task: its title, its day, Enter. */
export function TaskAdd({ onAdd, day = null }: TaskAddProps) {
  const { t } = useTranslation();
  const [titre, setTitre] = useState("");
  const [due, setDue] = useState<string | null>(day);
  const [valid, setValid] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  // A new field for each task: a date being typed is never written over.
  const [turn, setTurn] = useState(0);
  const title = useRef<HTMLInputElement>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || titre.trim() === "" || !valid) return;
    setBusy(true);
    try {
      await onAdd({ titre, echeanceLe: due });
      setTitre("");
      setDue(day);
      setTurn(turn + 1);
      setError(null);
      title.current?.focus();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={classes.add}
      onSubmit={(event) => void submit(event)}
      aria-label={t("taches.ajouter")}
    >
      <TextInput
        size="xs"
        className={classes.addTitle}
        ariaLabel={t("taches.nouvelle")}
        placeholder={t("taches.nouvelle")}
        value={titre}
        onChange={setTitre}
        maxLength={300}
        dir="auto"
        name="tache"
        ref={title}
        error={error ? errorSentence(error, t) : undefined}
      />
      <DateInput
        key={turn}
        size="xs"
        className={classes.addDate}
        ariaLabel={t("taches.echeance")}
        value={due}
        onChange={setDue}
        onValid={setValid}
      />
      <Button
        size="sm"
        type="submit"
        disabled={busy || titre.trim() === "" || !valid}
        leftIcon={<IconPlus size={14} aria-hidden="true" />}
      >
        {t("taches.ajouter")}
      </Button>
    </form>
  );
}

type LineProps = Omit<TaskListProps, "tasks" | "empty" | "onAdd"> & { task: TacheView };

function TaskLine({ task, onChange, onRemove, ...rest }: LineProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { today, users, me, repetitions, subjects } = rest;
  const done = task.faiteLe !== null;
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
      setError(null);
    } catch (refused) {
      setError(refused);
    }
  };
  const toggle = () => void attempt(() => onChange(task.id, { faiteLe: done ? null : today }));
  const remove = () => void attempt(() => onRemove(task.id));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === " ") toggle();
    else if (event.key === "Delete") remove();
    else return;
    event.preventDefault();
  };
  const address = subjects ? addressOf(task.recordTable, task.recordId) : null;
  const others = task.assigneId !== null && task.assigneId !== me;
  const who = others ? users.find((user) => user.value === task.assigneId)?.label : undefined;
  const again = repetitions.find((each) => each.value === task.repetition)?.label;
  return (
    <li className={classes.task} data-done={done || undefined} data-task={task.id}>
      <div className={classes.line}>
        <input
          type="checkbox"
          className={classes.check}
          checked={done}
          onChange={toggle}
          aria-label={t(done ? "taches.reprendre" : "taches.terminer", { titre: task.titre })}
        />
        <div className={classes.what}>
          <button
            type="button"
            className={classes.title}
            data-line
            aria-expanded={editing}
            aria-keyshortcuts="Space Enter Delete"
            onClick={() => setEditing(!editing)}
            onKeyDown={onKeyDown}
          >
            <Auto>{task.titre}</Auto>
          </button>
          {subjects && task.sujet !== null && (
            <span className={classes.subject}>
              {address === null ? (
                <Auto>{task.sujet}</Auto>
              ) : (
                <a href={`#${address}`} data-line>
                  <Auto>{task.sujet}</Auto>
                </a>
              )}
            </span>
          )}
        </div>
        <span className={classes.marks}>
          {who !== undefined && <Auto className={classes.who}>{who}</Auto>}
          {again !== undefined && (
            <span title={again}>
              <IconRepeat size={14} aria-label={again} role="img" />
            </span>
          )}
          {task.rappelLe !== null && !done && (
            <span title={t("taches.rappelLe", { date: formatDate(task.rappelLe) })}>
              <IconBell
                size={14}
                role="img"
                aria-label={t("taches.rappelLe", { date: formatDate(task.rappelLe) })}
              />
            </span>
          )}
          <Due task={task} today={today} />
          <IconButton
            size="sm"
            label={t("taches.modifier", { titre: task.titre })}
            tooltip={false}
            icon={<IconPencil size={14} />}
            tabIndex={-1}
            onClick={() => setEditing(!editing)}
          />
        </span>
      </div>
      {error !== null && !editing && (
        <p className={classes.fault} role="alert">
          {errorSentence(error, t)}
        </p>
      )}
      {editing && (
        <TaskForm
          task={task}
          repetitions={repetitions}
          users={users}
          onSave={(patch) => onChange(task.id, patch)}
          onRemove={remove}
          onClose={() => setEditing(false)}
        />
      )}
    </li>
  );
}

/** The day of a task: late, today or later, in words and colour. */
function Due({ task, today }: { task: TacheView; today: string }) {
  const { t } = useTranslation();
  if (task.faiteLe !== null)
    return (
      <span className={classes.due}>{t("taches.faiteLe", { date: formatDate(task.faiteLe) })}</span>
    );
  if (task.echeanceLe === null) return null;
  const late = task.echeanceLe < today;
  const text = (
    <>
      {late && `${t("taches.enRetard")} `}
      {task.echeanceLe === today ? (
        t("taches.aujourdhui")
      ) : (
        <Iso>{formatDate(task.echeanceLe)}</Iso>
      )}
      {task.heure !== null && " "}
      {task.heure !== null && <Iso>{task.heure}</Iso>}
    </>
  );
  if (late) return <Pill tone="late">{text}</Pill>;
  if (task.echeanceLe === today) return <Pill tone="soon">{text}</Pill>;
  return <span className={classes.due}>{text}</span>;
}

interface FormProps {
  task: TacheView;
  repetitions: readonly Option[];
  users: readonly Option[];
  onSave: (patch: Values) => Promise<unknown>;
  onRemove: () => void;
  onClose: () => void;
}

const keys = [
  "titre",
  "echeanceLe",
  "heure",
  "rappelLe",
  "repetition",
  "assigneId",
  "note",
] as const;

/** Every field of a task; Esc gives up, Enter writes only what changed. */
function TaskForm({ task, repetitions, users, onSave, onRemove, onClose }: FormProps) {
  const { t } = useTranslation(["commun", "champs"]);
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(keys.map((key) => [key, task[key]])),
  );
  const [error, setError] = useState<unknown>(null);
  const set = (key: string) => (value: FieldValue) => setValues({ ...values, [key]: value });
  const text = (key: string): string => String(values[key] ?? "");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const patch = Object.fromEntries(
      keys
        .filter((key) => (values[key] || null) !== (task[key] || null))
        .map((key) => [key, values[key] || null]),
    );
    try {
      if (Object.keys(patch).length > 0) await onSave(patch);
      onClose();
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <form
      className={classes.form}
      aria-label={t("taches.modifier", { titre: task.titre })}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        className={classes.wide}
        label={t("champs:tache.titre")}
        value={text("titre")}
        onChange={set("titre")}
        maxLength={300}
        dir="auto"
      />
      <DateInput
        size="xs"
        label={t("champs:tache.echeanceLe")}
        value={text("echeanceLe") || null}
        onChange={set("echeanceLe")}
      />
      <TextInput
        size="xs"
        label={t("champs:tache.heure")}
        value={text("heure")}
        onChange={set("heure")}
        placeholder="09:00"
        dir="ltr"
      />
      <DateInput
        size="xs"
        label={t("champs:tache.rappelLe")}
        value={text("rappelLe") || null}
        onChange={set("rappelLe")}
      />
      <Select
        size="xs"
        label={t("champs:tache.repetition")}
        value={text("repetition") || null}
        onChange={set("repetition")}
        options={repetitions}
        clearable
      />
      <Select
        size="xs"
        className={classes.wide}
        label={t("champs:tache.assigneId")}
        value={text("assigneId") || null}
        onChange={set("assigneId")}
        options={users}
        searchable
        clearable
      />
      <div className={classes.wide}>
        <Textarea
          size="xs"
          label={t("champs:tache.note")}
          value={text("note")}
          onChange={set("note")}
          maxLength={8000}
          dir="auto"
        />
      </div>
      {error !== null && (
        <p className={`${classes.fault} ${classes.wide}`} role="alert">
          {errorSentence(error, t)}
        </p>
      )}
      <div className={`${classes.foot} ${classes.wide}`}>
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconTrash size={14} aria-hidden="true" />}
          onClick={onRemove}
        >
          {t("taches.supprimer")}
        </Button>
        <span className={classes.spring} />
        <Button size="sm" variant="subtle" onClick={onClose}>
          {t("taches.renoncer")}
        </Button>
        <Button size="sm" variant="primary" type="submit">
          {t("taches.enregistrer")}
        </Button>
      </div>
    </form>
  );
}
