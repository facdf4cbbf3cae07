import { IconX } from "@tabler/icons-react";
import { Fragment, useId } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence, supportId } from "../lib/errors.ts";
import { formatNumber } from "../lib/format.ts";
import { Button, IconButton } from "./Button.tsx";
import classes from "./surfaces.module.css";

export interface CardProps {
  title?: ReactNode;
  actions?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A white surface with a title, its commands and its source. */
export function Card({ title, actions, footer, children, className }: CardProps) {
  const id = useId();
  return (
    <section
      className={[classes.card, className].join(" ")}
      {...(title ? { "aria-labelledby": id } : {})}
    >
      {(title || actions) && (
        <div className={classes.cardHead}>
          <h2 id={id} className={classes.cardTitle}>
            {title}
          </h2>
          {actions}
        </div>
      )}
      <div className={classes.cardBody}>{children}</div>
      {footer && <div className={classes.cardFoot}>{footer}</div>}
    </section>
  );
}

export type Tone = "ok" | "soon" | "late" | "neutral" | "info";

/** A state in one word or number; the colour repeats it, never says it alone. */
export function Pill({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${classes.pill} ${classes[tone]}`}>{children}</span>;
}

/** A coloured dot before the name of a state. @param color any CSS colour or token. */
export function Dot({ color }: { color: string }) {
  return <span className={classes.dot} style={{ background: color }} aria-hidden="true" />;
}

export interface EmptyStateProps {
  title: ReactNode;
  hint?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
}

/** Nothing to show: why, and what to do. */
export function EmptyState({ title, hint, action, icon }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.emptyIcon}>{icon}</div>}
      <p className={classes.emptyTitle}>{title}</p>
      {hint && <p className={classes.emptyHint}>{hint}</p>}
      {action}
    </div>
  );
}

/** A call that failed: the sentence, the support number if any, and another try. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const number = supportId(error);
  return (
    <div className={classes.empty} role="alert">
      <p className={classes.emptyTitle}>{errorSentence(error, t)}</p>
      {number && (
        <p className={classes.emptyHint}>
          {t("numeroAssistance")} <bdi dir="ltr">{number}</bdi>
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>{t("reessayer")}</Button>}
    </div>
  );
}

export interface SkeletonProps {
  /** Number of lines. */
  lines?: number;
  height?: number;
  width?: string;
}

/** Room kept for what is being read; shows only after a blink. */
export function Skeleton({ lines = 1, height = 14, width = "100%" }: SkeletonProps) {
  return (
    <div className={classes.skeletons} aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div
          key={line}
          className={classes.skeleton}
          style={{ blockSize: height, inlineSize: line === lines - 1 && lines > 1 ? "60%" : width }}
        />
      ))}
    </div>
  );
}

export interface PageHeaderProps {
  title: ReactNode;
  count?: number | undefined;
  breadcrumb?: ReactNode;
  actions?: ReactNode;
  /** Tabs, filters: what narrows the page. */
  children?: ReactNode;
}

/** Top of a screen: where we are, how many, what can be done. */
export function PageHeader({ title, count, breadcrumb, actions, children }: PageHeaderProps) {
  return (
    <div className={classes.pageHeader}>
      {breadcrumb && <div className={classes.breadcrumb}>{breadcrumb}</div>}
      <div className={classes.pageRow}>
        <h1 className={classes.pageTitle}>{title}</h1>
        {count !== undefined && <span className={classes.count}>{formatNumber(count, 0)}</span>}
        <span className={classes.spring} />
        {actions}
      </div>
      {children}
    </div>
  );
}

/** Foot of a screen: totals of what is shown, and the keys that act on it. */
export function StatusBar({
  children,
  shortcuts,
}: {
  children?: ReactNode;
  shortcuts?: ReactNode;
}) {
  return (
    <footer className={classes.statusBar}>
      {children}
      <span className={classes.spring} />
      {shortcuts && <span className={classes.shortcuts}>{shortcuts}</span>}
    </footer>
  );
}

export interface SidePanelProps {
  title: ReactNode;
  onClose?: () => void;
  children: ReactNode;
  /** Commands beside the title. */
  actions?: ReactNode;
  overline?: ReactNode;
}

/** A record opened beside the list. */
export function SidePanel({ title, onClose, children, actions, overline }: SidePanelProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <aside className={classes.sidePanel} aria-labelledby={id}>
      <div className={classes.panelHead}>
        <div className={classes.panelTitles}>
          {overline && <div className={classes.overline}>{overline}</div>}
          <h2 id={id} className={classes.panelTitle}>
            {title}
          </h2>
        </div>
        {actions}
        {onClose && (
          <IconButton
            label={t("fermer")}
            icon={<IconX size={16} />}
            size="sm"
            shortcut="Esc"
            onClick={onClose}
          />
        )}
      </div>
      <div className={classes.panelBody}>{children}</div>
    </aside>
  );
}

export interface TableColumn<Row> {
  key: string;
  header: ReactNode;
  /** Numbers go to the end side, with tabular figures. */
  numeric?: boolean;
  width?: string;
  cell: (row: Row) => ReactNode;
}

export interface TableProps<Row> {
  /** Name of the table for screen readers. */
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  dense?: boolean;
  /** Heading written above the first of the rows that follow one another with the same key. */
  groupOf?: (row: Row) => { key: string; title: ReactNode };
}

/** A small plain table; long lists use the grid. */
export function Table<Row>({ label, columns, rows, rowKey, dense, groupOf }: TableProps<Row>) {
  const heading = (row: Row, place: number): ReactNode => {
    const group = groupOf?.(row);
    const before = rows[place - 1];
    if (!group || (before !== undefined && groupOf?.(before).key === group.key)) return null;
    return (
      <tr>
        <th scope="rowgroup" colSpan={columns.length} className={classes.group}>
          {group.title}
        </th>
      </tr>
    );
  };
  return (
    <table className={`${classes.table} ${dense ? classes.dense : ""}`} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={column.numeric ? classes.numeric : undefined}
              style={column.width ? { inlineSize: column.width } : undefined}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <Fragment key={rowKey(row)}>
            {heading(row, place)}
            <tr>
              {columns.map((column) => (
                <td key={column.key} className={column.numeric ? classes.numeric : undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
