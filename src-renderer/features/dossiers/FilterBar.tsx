import { IconPlus, IconX } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCatalogue } from "../../data/index.ts";
import { Iso } from "../../lib/bidi.tsx";
import { fold } from "../../lib/fold.ts";
import { formatDate, formatNumber } from "../../lib/format.ts";
import {
  Button,
  Checkbox,
  DateInput,
  Menu,
  NumberInput,
  Popover,
  SegmentedControl,
  TextInput,
} from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { choiceKeys, cleared, filterKeys, isActive, isWhole, viewOf, without } from "./filter.ts";
import type { ChoiceKey, FilterKey, Query } from "./filter.ts";

const MDH = 100_000_000;

export interface FilterBarProps {
  query: Query;
  change: (query: Query, options?: { replace?: boolean }) => void;
  /** Id of the user, whose quick view already says the officer. */
  me: string | null;
  /** What stands at the end of the line. */
  children?: ReactNode;
}

/** Lists of the catalogue that do not bear the name of their filter. */
const LISTS: Partial<Record<ChoiceKey, string>> = {
  secteur: "secteur_barometre",
  etat: "etat_procedure",
};

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
        <FilterChip
          key={key}
          name={key}
          query={query}
          change={change}
          opened={opened === key}
          setOpened={(open) => setOpened(open ? key : null)}
        />
      ))}
      <Menu
        label={t("filtres.ajouter")}
        trigger={
          <button type="button" className={styles.addChip}>
            <IconPlus size={13} aria-hidden="true" />
            {t("filtres.filtre")}
          </button>
        }
        items={free.map((key) => ({
          key,
          label: t(`filtres.nom.${key}`),
          // After the menu has given the focus back, else it would take it from the new panel.
          onSelect: () => setTimeout(() => setOpened(key), 80),
        }))}
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

interface FilterChipProps {
  name: FilterKey;
  query: Query;
  change: FilterBarProps["change"];
  opened: boolean;
  setOpened: (opened: boolean) => void;
}

function FilterChip({ name, query, change, opened, setOpened }: FilterChipProps) {
  const { t } = useTranslation("dossiers");
  const value = useFilterText(query, name);
  const title = t(`filtres.nom.${name}`);
  return (
    <span className={styles.chip} data-active={value !== null || undefined}>
      <Popover
        label={title}
        width={isChoice(name) ? 280 : 300}
        opened={opened}
        onOpenChange={setOpened}
        trigger={
          <button type="button" className={styles.chipText} onClick={() => setOpened(!opened)}>
            {title} <b>{value ?? t("filtres.tous")}</b>
          </button>
        }
      >
        {isChoice(name) ? (
          <Choices name={name} query={query} change={change} />
        ) : name === "montant" ? (
          <AmountRange query={query} change={change} />
        ) : name === "depose" || name === "decide" ? (
          <DateRange query={query} change={change} {...dayKeys[name]} />
        ) : (
          <Deadline query={query} change={change} />
        )}
      </Popover>
      <button
        type="button"
        className={styles.chipRemove}
        aria-label={t("filtres.retirer", { filtre: title })}
        onClick={() => {
          setOpened(false);
          change(without(query, name));
        }}
      >
        <IconX size={12} aria-hidden="true" />
      </button>
    </span>
  );
}

/** Codes and labels one can filter by. Communes follow the provinces chosen. */
function useChoices(name: ChoiceKey, query: Query): { value: string; label: string }[] {
  const catalogue = useCatalogue();
  const provinces = query.choices.province;
  return useMemo(() => {
    if (name === "officier")
      return catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }));
    if (name === "province" || name === "commune") {
      const levels = name === "province" ? ["province", "interprovincial"] : ["commune"];
      return catalogue.territoires
        .filter((row) => levels.includes(row.level))
        .filter(
          (row) => name === "province" || !provinces || provinces.includes(row.province ?? ""),
        )
        .map((row) => ({ value: row.code, label: catalogue.territoire(row.code) }))
        .sort((a, b) => a.label.localeCompare(b.label));
    }
    return catalogue.options(LISTS[name] ?? name);
  }, [name, provinces, catalogue]);
}

/** What a filter says in the chip; null when it is not in force. */
function useFilterText(query: Query, name: FilterKey): ReactNode {
  const { t } = useTranslation("dossiers");
  const catalogue = useCatalogue();
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
  if (name === "depose" || name === "decide") {
    const [first, last] = [query[dayKeys[name].from], query[dayKeys[name].to]];
    const du = first && formatDate(first);
    const au = last && formatDate(last);
    return t(du && au ? "filtres.entre" : du ? "filtres.depuis" : "filtres.jusque", { du, au });
  }
  if (name === "echeance") {
    const due = query.echeance ?? "";
    return due === "retard" || due === "bientot"
      ? t(`filtres.echeance.${due}`)
      : t("filtres.echeance.avant", { date: formatDate(due) });
  }
  const values = query.choices[name] ?? [];
  const label = (value: string): string => {
    if (name === "officier") return catalogue.utilisateur(value);
    if (name === "province" || name === "commune") return catalogue.territoire(value);
    return catalogue.label(LISTS[name] ?? name, value);
  };
  const first = values.slice(0, 2).map(label).join(t("filtres.separateur"));
  return values.length > 2 ? `${first} +${values.length - 2}` : first;
}

/** Beyond this many choices a search field comes above them. */
const SEARCHED = 10;

function Choices({
  name,
  query,
  change,
}: Pick<FilterBarProps, "query" | "change"> & { name: ChoiceKey }) {
  const { t } = useTranslation("dossiers");
  const choices = useChoices(name, query);
  const [sought, setSought] = useState("");
  const chosen = query.choices[name] ?? [];
  const found = sought
    ? choices.filter(({ label }) => fold(label).includes(fold(sought)))
    : choices;

  const toggle = (value: string): void => {
    const next = chosen.includes(value)
      ? chosen.filter((item) => item !== value)
      : [...chosen, value];
    const choicesNext = { ...query.choices };
    if (next.length > 0) choicesNext[name] = next;
    else delete choicesNext[name];
    // Communes of a province that was taken out would leave an empty list without a reason.
    if (name === "province") delete choicesNext.commune;
    change({ ...query, choices: choicesNext }, { replace: true });
  };

  return (
    <div className={styles.choices}>
      {choices.length > SEARCHED && (
        <TextInput
          ariaLabel={t("filtres.chercher")}
          placeholder={t("filtres.chercher")}
          value={sought}
          onChange={setSought}
          autoFocus
        />
      )}
      <ul>
        {found.map(({ value, label }) => (
          <li key={value}>
            <Checkbox
              label={label}
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
            />
          </li>
        ))}
        {found.length === 0 && <li className={styles.mut}>{t("filtres.aucunChoix")}</li>}
      </ul>
    </div>
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

type DayKey = "deposeDu" | "deposeAu" | "decideDu" | "decideAu";

const dayKeys = {
  depose: { from: "deposeDu", to: "deposeAu" },
  decide: { from: "decideDu", to: "decideAu" },
} as const;

interface DateRangeProps extends Pick<FilterBarProps, "query" | "change"> {
  from: DayKey;
  to: DayKey;
}

function DateRange({ query, change, from, to }: DateRangeProps) {
  const { t } = useTranslation("dossiers");
  const set = (key: DayKey, value: string | null): void => {
    const next = { ...query };
    delete next[key];
    if (value) next[key] = value;
    change(next, { replace: true });
  };
  return (
    <div className={styles.range}>
      <DateInput
        label={t("filtres.du")}
        value={query[from] ?? null}
        onChange={(value) => set(from, value)}
        autoFocus
      />
      <DateInput
        label={t("filtres.au")}
        value={query[to] ?? null}
        onChange={(value) => set(to, value)}
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
