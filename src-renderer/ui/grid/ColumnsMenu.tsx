import { IconArrowDown, IconArrowUp, IconColumns3, IconRestore } from "@tabler/icons-react";
import { useRef } from "react";
import { announce } from "../announce.tsx";
import { Button, IconButton } from "../Button.tsx";
import { Checkbox } from "../inputs.tsx";
import { Popover } from "../overlay.tsx";
import styles from "./grid.module.css";
import type { GridView } from "./view.ts";

export interface ColumnsMenuLabels {
  open: string;
  /** « Remonter {{column}} ». */
  up: (column: string) => string;
  down: (column: string) => string;
  /** Said after a move: the column and its new place, from 1. */
  moved: (column: string, place: number) => string;
  reset: string;
}

export interface ColumnsMenuProps {
  columns: readonly { key: string; label: string; unit?: string }[];
  view: GridView;
  labels: ColumnsMenuLabels;
}

/** Chooses and orders the columns of a grid. */
export function ColumnsMenu({ columns, view, labels }: ColumnsMenuProps) {
  const list = useRef<HTMLUListElement>(null);
  const labelOf = (key: string): string => {
    const column = columns.find((item) => item.key === key);
    return column ? [column.label, column.unit].filter(Boolean).join(", ") : key;
  };
  const move = (key: string, by: -1 | 1): void => {
    const order = view.order.filter((item) => item !== key);
    const place = view.order.indexOf(key) + by;
    order.splice(place, 0, key);
    view.setOrder(order);
    announce(labels.moved(labelOf(key), place + 1));
    // The button moves with its line: the focus stays on it.
    requestAnimationFrame(() => {
      list.current
        ?.querySelector<HTMLButtonElement>(`[data-move="${key}${by}"]:not(:disabled)`)
        ?.focus();
    });
  };
  return (
    <Popover
      label={labels.open}
      align="end"
      width={280}
      trigger={
        <Button size="sm" variant="subtle" leftIcon={<IconColumns3 size={15} />}>
          {labels.open}
        </Button>
      }
    >
      <ul ref={list} className={styles.columns}>
        {view.order.map((key, place) => (
          <li key={key} className={styles.columnItem}>
            <div>
              <Checkbox
                label={labelOf(key)}
                checked={!view.hidden.has(key)}
                onChange={() => view.toggle(key)}
              />
            </div>
            <IconButton
              size="sm"
              tooltip={false}
              label={labels.up(labelOf(key))}
              icon={<IconArrowUp size={14} />}
              disabled={place === 0}
              data-move={`${key}-1`}
              onClick={() => move(key, -1)}
            />
            <IconButton
              size="sm"
              tooltip={false}
              label={labels.down(labelOf(key))}
              icon={<IconArrowDown size={14} />}
              disabled={place === view.order.length - 1}
              data-move={`${key}1`}
              onClick={() => move(key, 1)}
            />
          </li>
        ))}
      </ul>
      <Button size="sm" variant="subtle" leftIcon={<IconRestore size={14} />} onClick={view.reset}>
        {labels.reset}
      </Button>
    </Popover>
  );
}
