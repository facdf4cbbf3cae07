import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent, KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { EvenementEntree } from "../../../src-main/contract/chronologie.ts";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { data, errorSentence, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { FileList } from "../attachments/index.ts";
import { Button, IconButton } from "../Button.tsx";
import { DateInput, Select, Textarea, TextInput } from "../inputs.tsx";
import { notify } from "../notify.tsx";
import { GenreIcon } from "./genres.tsx";
import classes from "./timeline.module.css";

type Values = Record<string, FieldValue>;

/** A call, a visit, a mail, a meeting or a note: read, corrected in place, deleted. */
export function EventEntry({ entry }: { entry: EvenementEntree }) {
  const { t } = useTranslation("chronologie");
  const catalogue = useCatalogue();
  const [editing, setEditing] = useState<Values | null>(null);
  const [whole, setWhole] = useState<string | null>(null);
  const label = catalogue.label("genre_evenement", entry.genre);
  const date = formatDate(entry.le);
  const fail = (error: unknown): void =>
    notify({ tone: "error", message: errorSentence(error, t) });
  const read = async (): Promise<Values> =>
    (await data.records.get({ record: "evenement", id: entry.id })).values;
  const edit = useMutation({ mutationFn: read, onSuccess: setEditing, onError: fail });
  const unfold = useMutation({
    mutationFn: read,
    onSuccess: (values) => setWhole(String(values["texte"] ?? "")),
    onError: fail,
  });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "evenement", id: entry.id }),
    onError: fail,
  });
  const texte = entry.coupe ? (whole ?? entry.texte) : entry.texte;
  return (
    <li className={classes.event} data-genre={entry.genre}>
      <span className={classes.mark} aria-hidden="true">
        <GenreIcon genre={entry.genre} />
      </span>
      <div className={classes.content}>
        <p className={classes.head}>
          <b>{label}</b>
          {entry.sens && (
            <span className={classes.mut}>
              {t(entry.sens === "sortant" ? "sortant" : "entrant")}
            </span>
          )}
          {entry.correspondant && (
            <span>
              <Auto>{entry.correspondant}</Auto>
            </span>
          )}
          <span className={classes.meta}>
            {entry.par && (
              <>
                <Auto>{entry.par}</Auto>
                <span aria-hidden="true"> · </span>
              </>
            )}
            <Iso>{entry.heure ? `${date} ${entry.heure}` : date}</Iso>
          </span>
          <span className={classes.commands}>
            <IconButton
              size="sm"
              label={t("modifier", { genre: label, date })}
              icon={<IconPencil size={14} />}
              onClick={() => edit.mutate()}
            />
            <IconButton
              size="sm"
              label={t("supprimer", { genre: label, date })}
              icon={<IconTrash size={14} />}
              onClick={() => remove.mutate()}
            />
          </span>
        </p>
        {editing ? (
          <EventForm id={entry.id} seen={editing} onClose={() => setEditing(null)} />
        ) : (
          <>
            {entry.objet && (
              <p className={classes.subject}>
                <Auto>{entry.objet}</Auto>
              </p>
            )}
            {texte && (
              <p className={classes.text} dir="auto">
                {texte}
                {entry.coupe && whole === null && "…"}
              </p>
            )}
            {entry.coupe && whole === null && (
              <Button
                size="sm"
                variant="subtle"
                loading={unfold.isPending}
                onClick={() => unfold.mutate()}
              >
                {t("lireTout")}
              </Button>
            )}
          </>
        )}
        <FileList files={entry.pieces} />
      </div>
    </li>
  );
}

const EDITED = ["genre", "le", "heure", "sens", "correspondant", "objet", "texte"] as const;

/** The fields of an event; only those that differ are written, and a change made meanwhile is refused. */
function EventForm({ id, seen, onClose }: { id: string; seen: Values; onClose: () => void }) {
  const { t } = useTranslation(["chronologie", "champs"]);
  const catalogue = useCatalogue();
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(EDITED.map((key) => [key, seen[key] ?? null])),
  );
  /** Why what was pasted did not come in: a box of that length would stop the page. */
  const [refused, setRefused] = useState<string | null>(null);
  const set = (key: (typeof EDITED)[number]) => (value: string | null) =>
    setValues((all) => ({ ...all, [key]: value === "" ? null : value }));
  const text = (key: (typeof EDITED)[number]): string => String(values[key] ?? "");
  const save = useMutation({
    mutationFn: () => {
      const changed = EDITED.filter((key) => (values[key] ?? null) !== (seen[key] ?? null));
      return data.records.update({
        record: "evenement",
        id,
        patch: Object.fromEntries(changed.map((key) => [key, values[key] ?? null])),
        expected: Object.fromEntries(changed.map((key) => [key, seen[key] ?? null])),
      });
    },
    onSuccess: onClose,
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.ctrlKey) save.mutate();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className={classes.form}
      onKeyDown={onKeyDown}
      onPasteCapture={(event) => {
        const max = fieldOf("evenement", "texte")?.max ?? 0;
        const tooLong = event.clipboardData.getData("text/plain").length > max;
        if (tooLong) event.preventDefault();
        setRefused(tooLong ? t("erreurs:faute.too_long", { max }) : null);
      }}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Select
        size="xs"
        label={t("champs:evenement.genre")}
        value={text("genre")}
        onChange={set("genre")}
        options={catalogue.options("genre_evenement")}
      />
      <DateInput
        size="xs"
        label={t("champs:evenement.le")}
        value={text("le") || null}
        onChange={set("le")}
      />
      <TextInput
        size="xs"
        label={t("champs:evenement.heure")}
        value={text("heure")}
        onChange={set("heure")}
        placeholder="HH:MM"
        dir="ltr"
        maxLength={5}
      />
      <Select
        size="xs"
        label={t("champs:evenement.sens")}
        value={text("sens") || null}
        onChange={set("sens")}
        options={catalogue.options("sens_evenement")}
        clearable
      />
      <TextInput
        size="xs"
        className={classes.wide}
        label={t("champs:evenement.correspondant")}
        value={text("correspondant")}
        onChange={set("correspondant")}
        dir="auto"
      />
      <TextInput
        size="xs"
        className={classes.wide}
        label={t("champs:evenement.objet")}
        value={text("objet")}
        onChange={set("objet")}
        dir="auto"
        autoFocus
      />
      <Textarea
        size="xs"
        className={classes.wide}
        label={t("champs:evenement.texte")}
        value={text("texte")}
        onChange={set("texte")}
        dir="auto"
      />
      {refused && (
        <p role="alert" className={`${classes.fault} ${classes.wide}`}>
          {refused}
        </p>
      )}
      {save.error && (
        <p role="alert" className={`${classes.fault} ${classes.wide}`}>
          {errorSentence(save.error, t)}
        </p>
      )}
      <div className={`${classes.foot} ${classes.wide}`}>
        <Button size="sm" onClick={onClose}>
          {t("annuler")}
        </Button>
        <Button
          size="sm"
          variant="primary"
          type="submit"
          shortcut="Ctrl ↵"
          loading={save.isPending}
        >
          {t("enregistrer")}
        </Button>
      </div>
    </form>
  );
}
