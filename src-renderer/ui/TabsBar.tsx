import { useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { formatNumber } from "../lib/format.ts";
import classes from "./TabsBar.module.css";

export interface Tab {
  key: string;
  label: ReactNode;
  count?: number | undefined;
}

export interface TabsBarProps {
  tabs: readonly Tab[];
  value: string;
  onChange: (key: string) => void;
  /** Name of the tab list for screen readers. */
  label?: string;
  /** What follows the tabs, e.g. « + vue ». */
  after?: ReactNode;
}

/** Saved views or parts of a record; arrows move, as in any tab list. */
export function TabsBar({ tabs, value, onChange, label, after }: TabsBarProps) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const at = tabs.findIndex((tab) => tab.key === value);
    const to =
      event.key === forward
        ? (at + 1) % tabs.length
        : event.key === back
          ? (at - 1 + tabs.length) % tabs.length
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? tabs.length - 1
              : -1;
    const next = tabs[to];
    if (!next) return;
    event.preventDefault();
    onChange(next.key);
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[to]?.focus();
  };
  return (
    <div className={classes.bar}>
      <div
        ref={list}
        role="tablist"
        className={classes.list}
        {...(label ? { "aria-label": label } : {})}
      >
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            aria-selected={tab.key === value}
            tabIndex={tab.key === value ? 0 : -1}
            className={classes.tab}
            onClick={() => onChange(tab.key)}
            onKeyDown={onKeyDown}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className={classes.count}> · {formatNumber(tab.count, 0)}</span>
            )}
          </button>
        ))}
      </div>
      {after}
    </div>
  );
}
