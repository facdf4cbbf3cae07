import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import { data, errorSentence, sendFile, useSession } from "../../data/index.ts";
import type { FileOwner } from "../../data/index.ts";
import { formatNumber } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { announce } from "../announce.tsx";
import { Button } from "../Button.tsx";
import { Kbd } from "../Kbd.tsx";
import { notify } from "../notify.tsx";
import { GenreIcon, useGenres } from "./genres.tsx";
import classes from "./timeline.module.css";

/** Signs beyond which the box neither grows nor seeks its direction at each line: that would take minutes. */
const LONG = 20_000;
/** Signs shown of a text held aside. */
const EXCERPT = 1000;

/** Direction of a text by its first letter. */
function directionOf(text: string): "rtl" | "ltr" {
  const letter = /\p{L}/u.exec(text.slice(0, 2000))?.[0] ?? "";
  return /\p{Script=Arabic}/u.test(letter) ? "rtl" : "ltr";
}

const longest = (key: string): number => fieldOf("evenement", key)?.max ?? 0;

/** One line is the subject; more lines, or a line too long for a subject, are the text. */
export function splitEntry(text: string): { objet: string | null; texte: string | null } {
  const clean = text.trim();
  const [first = "", ...rest] = clean.split("\n");
  if (first.length > longest("objet")) return { objet: null, texte: clean };
  return { objet: first.trim() || null, texte: rest.join("\n").trim() || null };
}

/** A line added to the timeline without leaving the keyboard. */
export function QuickEntry({
  recordTable,
  recordId,
  shortcuts,
}: FileOwner & { shortcuts: boolean }) {
  const { t } = useTranslation(["chronologie", "erreurs"]);
  const { today } = useSession();
  const genres = useGenres();
  const box = useRef<HTMLTextAreaElement>(null);
  const [genre, setGenre] = useState("note");
  const [text, setText] = useState("");
  // A text too long for a note is held aside, whole: a box of 100 000 lines stops the page for a minute.
  const [held, setHeld] = useState<string | null>(null);
  const write = (next: string): void => {
    if (next.length > longest("texte") + longest("objet")) setHeld(next);
    else setText(next);
  };

  const add = useMutation({
    mutationFn: () =>
      data.records.create({
        record: "evenement",
        values: { recordTable, recordId, genre, le: today, ...splitEntry(text) },
      }),
    onSuccess: () => {
      setText("");
      box.current?.focus();
    },
  });
  const keep = useMutation({
    mutationFn: () =>
      sendFile(
        { recordTable, recordId },
        {
          nom: t("nomNote", { date: today }),
          content: new Blob([held ?? ""], { type: "text/plain;charset=utf-8" }),
        },
        () => {},
        new AbortController().signal,
      ),
    onSuccess: ({ nom }) => {
      setHeld(null);
      setText("");
      notify({ tone: "ok", message: t("gardee", { nom }) });
    },
  });
  const error = add.error ?? keep.error;
  const busy = add.isPending || keep.isPending;
  const ready = text.trim() !== "" && held === null && !busy;

  const choose = (letter: string): boolean => {
    const found = genres.find(({ touche }) => touche !== "" && touche === letter);
    if (!found) return false;
    setGenre(found.key);
    announce(found.label);
    return true;
  };
  const onPageKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented)
      return;
    if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (!choose(letterOf(event))) return;
    event.preventDefault();
    box.current?.focus();
  });
  useEffect(() => {
    if (!shortcuts) return;
    const listen = (event: globalThis.KeyboardEvent): void => onPageKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [shortcuts]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (ready) add.mutate();
    } else if (event.altKey && !event.ctrlKey && choose(letterOf(event.nativeEvent)))
      event.preventDefault();
    else if (event.key === "Escape") event.currentTarget.blur();
  };
  return (
    <form
      className={classes.quick}
      aria-label={t("saisie")}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add.mutate();
      }}
    >
      <div
        className={classes.kinds}
        role="radiogroup"
        aria-label={t("choisir")}
        title={t("touches")}
      >
        {genres.map(({ key, label, touche }) => (
          <label key={key} className={classes.kind} data-on={key === genre || undefined}>
            <input
              type="radio"
              name={`genre-${recordId}`}
              checked={key === genre}
              onChange={() => setGenre(key)}
            />
            <GenreIcon genre={key} />
            {label}
            {shortcuts && touche && <Kbd>{touche.toUpperCase()}</Kbd>}
          </label>
        ))}
      </div>
      <div className={classes.write}>
        <textarea
          ref={box}
          className={classes.box}
          aria-label={t("saisie")}
          aria-invalid={held !== null || undefined}
          readOnly={held !== null}
          data-long={text.length > LONG || undefined}
          placeholder={t("placeholder")}
          rows={1}
          dir={text.length > LONG ? directionOf(text) : "auto"}
          value={held === null ? text : `${held.slice(0, EXCERPT)}…`}
          onChange={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const { value, selectionStart, selectionEnd } = event.currentTarget;
            const pasted = event.clipboardData.getData("text/plain");
            if (held !== null || pasted.length <= LONG) return;
            event.preventDefault();
            write(value.slice(0, selectionStart) + pasted + value.slice(selectionEnd));
          }}
          onKeyDown={onKeyDown}
        />
        <Button size="sm" type="submit" shortcut="Ctrl ↵" loading={add.isPending} disabled={!ready}>
          {t("enregistrer")}
        </Button>
      </div>
      {held !== null && (
        <p role="alert" className={classes.fault}>
          {t("tropLong", { n: formatNumber(held.length), max: formatNumber(longest("texte")) })}
          <span className={classes.choices}>
            <Button size="sm" loading={keep.isPending} onClick={() => keep.mutate()}>
              {t("joindreTexte")}
            </Button>
            <Button size="sm" variant="subtle" onClick={() => setHeld(null)}>
              {t("retirerTexte")}
            </Button>
          </span>
        </p>
      )}
      {error && (
        <p role="alert" className={classes.fault}>
          {errorSentence(error, t)}
        </p>
      )}
    </form>
  );
}
