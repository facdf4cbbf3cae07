import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import {
  AddFilter,
  ChoiceList,
  DateRange,
  FilterChip,
  useDaysText,
  useFilterOptions,
  useFilterText,
} from "../../ui/filters/index.ts";
import { Button, DateInput, NumberInput, SegmentedControl } from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import {
  choiceKeys,
  cleared,
  dayParams,
  filterKeys,
  isActive,
  isDay,
  isWhole,
  viewOf,
  without,
} from "./filter.ts";
import type { ChoiceKey, DayKey, FilterKey, Query } from "./filter.ts";

const MDH = 100_000_000;

export interface FilterBarProps {
  query: Query;
  change: (query: Query, options?: { replace?: boolean }) => void;
  /** Id of the user, whose quick view already says the officer. */
  me: string | null;
  /** What stands at the end of the line. */
  children?: ReactNode;
}

const inMdh = (centimes: number): number => centimes / MDH;

const isChoice = (key: FilterKey): key is ChoiceKey =>
  (choiceKeys as readonly string[]).includes(key);

/** The filters in force, as chips that read as a sentence, and the way to add one. */
export function FilterBar({ query, change, me, children }: FilterBarProps) {
  const { t } = useTranslation("dossiers");
  const [opened, setOpened] = useState<FilterKey | null>(null);
  const view = viewOf(query, me);
  // The quick view already says it: a chip would say it twice.
  const said = (key: FilterKey): boolean =>
    (key === "officier" && view === "miens") ||
    (key === "echeance" && (view === "retard" || view === "bientot"));
  const shown = filterKeys.filter((key) => (isActive(query, key) && !said(key)) || key === opened);
  const free = filterKeys.filter((key) => !shown.includes(key));

  return (
    <div className={styles.filters} role="group" aria-label={t("filtres.titre")}>
      {shown.map((key) => (
        <Chip
          key={key}
          name={key}
          query={query}
          change={change}
          opened={opened === key}
          setOpened={(open) => setOpened(open ? key : null)}
        />
      ))}
      <AddFilter
        filters={free.map((key) => ({ key, label: t(`filtres.nom.${key}`) }))}
        onAdd={setOpened}
      />
      {!isWhole(query) && (
        <Button size="sm" variant="subtle" onClick={() => change(cleared(query))}>
          {t("filtres.effacer")}
        </Button>
      )}
      <span className={styles.spring} />
      {children}
    </div>
  );
}

interface ChipProps {
  name: FilterKey;
  query: Query;
  change: FilterBarProps["change"];
  opened: boolean;
  setOpened: (opened: boolean) => void;
}

function Chip({ name, query, change, opened, setOpened }: ChipProps) {
  const { t } = useTranslation("dossiers");
  return (
    <FilterChip
      title={t(`filtres.nom.${name}`)}
      value={useText(query, name)}
      width={isChoice(name) ? 280 : 300}
      opened={opened}
      onOpenChange={setOpened}
      onRemove={() => change(without(query, name))}
    >
      {isChoice(name) ? (
        <Choices name={name} query={query} change={change} />
      ) : name === "montant" ? (
        <AmountRange query={query} change={change} />
      ) : isDay(name) ? (
        <Days name={name} query={query} change={change} />
      ) : (
        <Deadline query={query} change={change} />
      )}
    </FilterChip>
  );
}

/** What a filter says in the chip; null when it is not in force. */
function useText(query: Query, name: FilterKey): ReactNode {
  const { t } = useTranslation("dossiers");
  const daysText = useDaysText();
  const filterText = useFilterText();
  if (!isActive(query, name)) return null;
  if (name === "montant") {
    const { montantMin: min, montantMax: max } = query;
    const text =
      min !== undefined && max !== undefined
        ? `${formatNumber(inMdh(min))} – ${formatNumber(inMdh(max))}`
        : min !== undefined
          ? `≥ ${formatNumber(inMdh(min))}`
          : `≤ ${formatNumber(inMdh(max ?? 0))}`;
    return (
      <>
        <Iso>{text}</Iso> {t("unites.mdh")}
      </>
    );
  }
  if (isDay(name)) {
    const [from, to] = dayParams[name];
    return daysText({ du: query[from], au: query[to] });
  }
  if (name === "echeance") {
    const due = query.echeance ?? "";
    return due === "retard" || due === "bientot"
      ? t(`filtres.echeance.${due}`)
      : t("filtres.echeance.avant", { date: formatDate(due) });
  }
  return filterText(name, query.choices[name] ?? []);
}

function Choices({
  name,
  query,
  change,
}: Pick<FilterBarProps, "query" | "change"> & { name: ChoiceKey }) {
  const options = useFilterOptions(name, query.choices.province);
  const set = (chosen: string[]): void => {
    const choices = { ...query.choices };
    if (chosen.length > 0) choices[name] = chosen;
    else delete choices[name];
    // Communes of a province that was taken out would leave an empty list without a reason.
    if (name === "province") delete choices.commune;
    change({ ...query, choices }, { replace: true });
  };
  return <ChoiceList options={options} chosen={query.choices[name] ?? []} onChange={set} />;
}

function Days({
  name,
  query,
  change,
}: Pick<FilterBarProps, "query" | "change"> & { name: DayKey }) {
  const [from, to] = dayParams[name];
  return (
    <DateRange
      du={query[from]}
      au={query[to]}
      onChange={({ du, au }) => {
        const next = without(query, name);
        if (du) next[from] = du;
        if (au) next[to] = au;
        change(next, { replace: true });
      }}
    />
  );
}

function AmountRange({ query, change }: Pick<FilterBarProps, "query" | "change">) {
  const { t } = useTranslation("dossiers");
  const set = (key: "montantMin" | "montantMax", value: number | null): void => {
    const next = { ...query };
    delete next[key];
    if (value !== null && value >= 0) next[key] = Math.round(value * MDH);
    change(next, { replace: true });
  };
  return (
    <div className={styles.range}>
      <NumberInput
        label={t("filtres.min")}
        unit={t("unites.mdh")}
        value={query.montantMin === undefined ? null : inMdh(query.montantMin)}
        onChange={(value) => set("montantMin", value)}
        autoFocus
      />
      <NumberInput
        label={t("filtres.max")}
        unit={t("unites.mdh")}
        value={query.montantMax === undefined ? null : inMdh(query.montantMax)}
        onChange={(value) => set("montantMax", value)}
      />
    </div>
  );
}

function Deadline({ query, change }: Pick<FilterBarProps, "query" | "change">) {
  const { t } = useTranslation("dossiers");
  const due = query.echeance;
  const set = (value: string | null): void => {
    const next = { ...query };
    delete next.echeance;
    if (value) next.echeance = value;
    change(next, { replace: true });
  };
  const fixed = due === "retard" || due === "bientot" ? due : "";
  return (
    <div className={styles.stack}>
      <SegmentedControl
        label={t("filtres.nom.echeance")}
        value={fixed}
        onChange={(value) => set(value)}
        options={[
          { value: "retard", label: t("filtres.echeance.retard") },
          { value: "bientot", label: t("filtres.echeance.bientot") },
        ]}
      />
      <DateInput label={t("filtres.avant")} value={due && !fixed ? due : null} onChange={set} />
    </div>
  );
}
