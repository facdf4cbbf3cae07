import { IconStar } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFavourite } from "../data/favoris.ts";
import { errorSentence } from "../lib/errors.ts";
import { letterOf, typing } from "../lib/keyboard.ts";
import { usePane } from "../lib/pane.ts";
import { IconButton } from "./Button.tsx";
import { notify } from "./notify.tsx";
import classes from "./Star.module.css";

/** Keeps the record of a page at hand, or lets it go: a click, or F alone. */
export function Star({ table, id }: { table: string; id: string }) {
  const { t } = useTranslation("vitesse");
  const { active } = usePane();
  const { favourite, toggle } = useFavourite(table, id);
  const change = (): void =>
    toggle.mutate(undefined, {
      onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
    });
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (!active || toggle.isPending || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (letterOf(event) !== "f" && event.key !== "*") return;
    event.preventDefault();
    change();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  return (
    <IconButton
      variant="default"
      className={classes.star}
      label={t(favourite ? "favoris.retirer" : "favoris.ajouter")}
      shortcut="F"
      icon={<IconStar size={16} />}
      aria-pressed={favourite}
      data-favori
      disabled={toggle.isPending}
      onClick={change}
    />
  );
}
