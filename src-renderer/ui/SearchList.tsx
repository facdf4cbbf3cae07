import { useEffect, useId, useState } from "react";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import classes from "./SearchList.module.css";

export interface SearchItem {
  key: string;
  label: ReactNode;
  detail?: ReactNode;
  icon?: ReactNode;
  shortcut?: ReactNode;
  onSelect: () => void;
}

export interface SearchGroup {
  key: string;
  label: string;
  items: readonly SearchItem[];
}

export interface SearchListProps {
  /** Name of the field for screen readers. */
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly SearchGroup[];
  /** Shown when no item matches; nothing while it is undefined. */
  empty?: ReactNode;
  /** List in the page (palette) or hanging under the field (header). */
  hanging?: boolean;
  open: boolean;
  onOpen?: (open: boolean) => void;
  leftSection?: ReactNode;
  rightSection?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
}

/** A field and the results under it: arrows choose, Enter opens, Esc closes. */
export function SearchList({
  label,
  placeholder,
  query,
  onQuery,
  groups,
  empty,
  hanging = false,
  open,
  onOpen,
  leftSection,
  rightSection,
  inputRef,
  autoFocus = false,
}: SearchListProps) {
  const id = useId();
  const [at, setAt] = useState(0);
  const items = groups.flatMap((group) => group.items);
  const active = items[Math.min(at, items.length - 1)];

  // Another question: the first answer is chosen again.
  const [asked, setAsked] = useState(query);
  if (asked !== query) {
    setAsked(query);
    setAt(0);
  }
  const optionId = (key: string): string => `${id}-${key}`;
  const activeId = active ? optionId(active.key) : "";
  useEffect(() => {
    document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const choose = (item: SearchItem): void => {
    onOpen?.(false);
    // The keys that follow are for the screen that opens, not for the field.
    if (hanging && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const move = (to: number): void => {
      event.preventDefault();
      if (items.length > 0) setAt((to + items.length) % items.length);
      onOpen?.(true);
    };
    const now = active ? items.indexOf(active) : 0;
    if (event.key === "ArrowDown") move(now + 1);
    else if (event.key === "ArrowUp") move(now - 1);
    else if (event.key === "Enter" && active && open) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && hanging) {
      event.preventDefault();
      event.stopPropagation();
      if (open && query) onOpen?.(false);
      else {
        onQuery("");
        event.currentTarget.blur();
      }
    }
  };
  const shown = open && (items.length > 0 || empty !== undefined);
  return (
    <div
      className={hanging ? classes.hanging : classes.inline}
      onBlur={(event) => {
        // Over the page, the layer that holds it closes it: a focus given back late must not.
        if (hanging && !event.currentTarget.contains(event.relatedTarget)) onOpen?.(false);
      }}
    >
      <div className={classes.field}>
        {leftSection}
        <input
          ref={inputRef}
          type="text"
          role="combobox"
          className={classes.input}
          aria-label={label}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(shown && active ? { "aria-activedescendant": activeId } : {})}
          autoComplete="off"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the field was just asked for
          autoFocus={autoFocus}
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          {...(hanging ? {} : { "data-autofocus": true })}
          onChange={(event) => {
            onQuery(event.currentTarget.value);
            onOpen?.(true);
          }}
          onFocus={() => {
            if (query) onOpen?.(true);
          }}
          onKeyDown={onKeyDown}
        />
        {rightSection}
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className={classes.list}
        hidden={!shown}
      >
        {shown &&
          groups
            .filter((group) => group.items.length > 0)
            .map((group) => (
              <div key={group.key} role="group" aria-label={group.label}>
                <div className={classes.group} aria-hidden="true">
                  {group.label}
                </div>
                {group.items.map((item) => (
                  // The focus stays in the field, whose keys act on the active option.
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                  <div
                    key={item.key}
                    id={optionId(item.key)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={item === active}
                    className={classes.item}
                    onMouseDown={(event) => event.preventDefault()}
                    onMouseMove={() => setAt(items.indexOf(item))}
                    onClick={() => choose(item)}
                  >
                    {item.icon && <span className={classes.icon}>{item.icon}</span>}
                    <span className={classes.label}>{item.label}</span>
                    {item.detail && <span className={classes.detail}>{item.detail}</span>}
                    {item.shortcut && <span className={classes.shortcut}>{item.shortcut}</span>}
                  </div>
                ))}
              </div>
            ))}
      </div>
      {shown && items.length === 0 && (
        <div className={hanging ? classes.emptyHanging : classes.empty} role="status">
          {empty}
        </div>
      )}
    </div>
  );
}
