import { notifications } from "@mantine/notifications";
import i18next from "i18next";
import type { ReactNode } from "react";
import { announce } from "./announce.tsx";
import classes from "./notify.module.css";

export interface Notice {
  tone: "ok" | "info" | "warn" | "error";
  message: string;
  action?: { label: string; onClick: () => void };
  /** Milliseconds on screen; errors stay until closed. */
  stay?: number;
  /** A later notice with the same id takes the place of the former one. */
  id?: string;
}

/** Shows a short message at the foot of the page, with at most one action. */
export function notify({ tone, message, action, stay, id }: Notice): void {
  const key = id ?? crypto.randomUUID();
  if (id) notifications.hide(id);
  const body: ReactNode = (
    <div className={classes.body}>
      <span>{message}</span>
      {action && (
        <button
          type="button"
          className={classes.action}
          onClick={() => {
            notifications.hide(key);
            action.onClick();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
  notifications.show({
    id: key,
    message: body,
    autoClose: stay ?? (tone === "error" ? 12_000 : 6000),
    withBorder: true,
    closeButtonProps: { "aria-label": i18next.t("commun:fermer") },
    classNames: { root: `${classes.root} ${classes[tone] ?? ""}` },
  });
  announce(message);
}
