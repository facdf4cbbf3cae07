import { IconArrowsLeftRight, IconX } from "@tabler/icons-react";
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { CSSProperties, KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Router } from "wouter";
import { typing } from "../lib/keyboard.ts";
import { hashRouting, navigate, useHashLocation, useHashSearch } from "../lib/location.ts";
import { besideOf, isRecord, openBeside, PaneContext, sideBySide } from "../lib/pane.ts";
import { recentRecords } from "../lib/recents.ts";
import { IconButton } from "../ui/index.ts";
import classes from "./Split.module.css";

type Side = "first" | "second";
type Options = { replace?: boolean };

const KEY = "daftar.partage";
/** Share of the first pane, in hundredths. */
const LEAST = 30;
const MOST = 70;
const STEP = 5;

function keptShare(): number {
  const kept = Number(localStorage.getItem(KEY));
  return kept >= LEAST && kept <= MOST ? kept : 50;
}

/** The record a link leads to; null for any other link. */
function linked(event: MouseEvent): string | null {
  const link = (event.target as HTMLElement).closest<HTMLAnchorElement>('a[href^="#/"]');
  const path = link?.getAttribute("href")?.slice(1) ?? "";
  return isRecord(path) ? path : null;
}

/** The screen, or two records side by side when the address names both. */
export function Split({ children }: { children: ReactNode }) {
  const [path] = useHashLocation();
  const beside = besideOf(useHashSearch());
  if (beside !== null && isRecord(path))
    return (
      <Panes first={path} second={beside}>
        {children}
      </Panes>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a modifier on links that keep their own keys
    <div className={classes.content} onClickCapture={toTheSide}>
      {children}
    </div>
  );
}

/** Ctrl and a click on the link of a record opens it beside. */
function toTheSide(event: MouseEvent): void {
  const path = event.ctrlKey || event.metaKey ? linked(event) : null;
  if (path === null) return;
  event.preventDefault();
  event.stopPropagation();
  openBeside(path, recentRecords()[0]?.path);
}

interface PanesProps {
  first: string;
  second: string;
  children: ReactNode;
}

function Panes({ first, second, children }: PanesProps) {
  const { t } = useTranslation("vitesse");
  const [active, setActive] = useState<Side>("second");
  const [share, setShare] = useState(keptShare);
  const panes = {
    first: useRef<HTMLElement>(null),
    second: useRef<HTMLElement>(null),
  };
  const box = useRef<HTMLDivElement>(null);

  const close = useCallback(() => navigate(first), [first]);
  const focus = (side: Side): void => {
    setActive(side);
    panes[side].current?.focus();
  };
  const onKey = useEffectEvent((event: globalThis.KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (event.key === "F6") focus(active === "first" ? "second" : "first");
    else if (event.key === "Escape" && !typing(event.target)) close();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);

  const go = useMemo(
    () => ({
      first: (to: string, options?: Options) =>
        isRecord(to) ? navigate(sideBySide(to, second), options) : navigate(to, options),
      second: (to: string, options?: Options) => {
        if (isRecord(to)) navigate(sideBySide(first, to), options);
        // The list beside a record would hide where one was: the other record stays alone.
        else if (to === "/dossiers") navigate(first, options);
        else navigate(to, options);
      },
    }),
    [first, second],
  );
  const routing = useMemo(
    () => ({
      ...hashRouting,
      hook: (): [string, typeof navigate] => [second, go.second],
      searchHook: () => "",
    }),
    [second, go],
  );
  const follow =
    (side: Side) =>
    (event: MouseEvent): void => {
      const path = linked(event);
      if (path === null || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      const other = event.ctrlKey || event.metaKey;
      if (other) go[side === "first" ? "second" : "first"](path);
      else go[side](path);
    };

  const keep = (next: number): void => {
    const held = Math.min(MOST, Math.max(LEAST, Math.round(next)));
    setShare(held);
    localStorage.setItem(KEY, String(held));
  };
  const onDrag = (event: PointerEvent<HTMLDivElement>): void => {
    const frame = box.current?.getBoundingClientRect();
    if (!frame || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const from = (event.clientX - frame.left) / frame.width;
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    keep(100 * (rtl ? 1 - from : from));
  };
  const onSeparatorKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (by === 0 || event.altKey) return;
    event.preventDefault();
    keep(share + (rtl ? -by : by));
  };

  const pane = (side: Side, name: string, bar: ReactNode, content: ReactNode): ReactNode => (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- links keep their own keys
    <section
      ref={panes[side]}
      className={classes.pane}
      aria-label={name}
      tabIndex={-1}
      data-pane={side}
      data-active={active === side || undefined}
      onFocusCapture={() => setActive(side)}
      onPointerDownCapture={() => setActive(side)}
      onClickCapture={follow(side)}
    >
      <div className={classes.bar}>
        <span>{name}</span>
        <span className={classes.spring} />
        {bar}
      </div>
      <div className={classes.content}>
        <PaneContext value={{ navigate: go[side], active: active === side }}>{content}</PaneContext>
      </div>
    </section>
  );
  return (
    <div
      ref={box}
      className={classes.panes}
      style={{ "--first": `calc(${share}% - 4px)` } as CSSProperties}
    >
      {pane(
        "first",
        t("cote.premier"),
        <IconButton
          size="sm"
          label={t("cote.echanger")}
          icon={<IconArrowsLeftRight size={15} />}
          onClick={() => navigate(sideBySide(second, first))}
        />,
        children,
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- a separator that can be moved takes the focus */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={t("cote.partage")}
        aria-valuenow={share}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        className={classes.separator}
        onKeyDown={onSeparatorKey}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onDrag}
        onDoubleClick={() => keep(50)}
      />
      {pane(
        "second",
        t("cote.second"),
        <IconButton
          size="sm"
          label={t("cote.fermer")}
          shortcut={t("commun:raccourcis.echap")}
          icon={<IconX size={15} />}
          onClick={close}
        />,
        <Router {...routing}>{children}</Router>,
      )}
    </div>
  );
}
