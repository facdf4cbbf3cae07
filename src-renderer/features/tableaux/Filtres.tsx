import { memo, useState } from "react";
import { comparaison, filtrables } from "../../../src-main/contract/tableaux.ts";
import type { Comparaison, TableauResult } from "../../../src-main/contract/tableaux.ts";
import { dimensionMots } from "../../../src-main/contract/tableaux-mots.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import {
  AddFilter,
  ChoiceList,
  DateRange,
  FilterChip,
  useDaysText,
  useFilterOptions,
  useFilterText,
} from "../../ui/filters/index.ts";
import { Button, DateInput, Select } from "../../ui/index.ts";
import { useTableau } from "./contexte.tsx";
import { avec, entre, estEntiere } from "./demande.ts";
import type { Demande, Filtrable } from "./demande.ts";
import { periodeDe, raccourcis } from "./periodes.ts";
import classes from "./Tableau.module.css";

/** Filters in the order of the bar; the first ones always stand there. */
const FILTRES = [
  "periode",
  "province",
  "secteur",
  "edition",
  "acte",
  "programme",
  "officier",
  "commune",
  "comparer",
  "etat",
] as const;
type Filtre = (typeof FILTRES)[number];
const TOUJOURS: readonly Filtre[] = ["periode", "province", "secteur", "edition"];

export interface FiltresProps {
  tableau: TableauResult;
  demande: Demande;
  /** What the dashboard narrows by itself, before the user. */
  own: TableauResult["demande"]["filtre"];
  onChange: (change: (demande: Demande) => Demande) => void;
}

const isDimension = (key: Filtre): key is Filtre & Filtrable =>
  filtrables.some((one) => one === key);

/** What narrows all the cards, as chips: filters, period, comparison, edition, day of the register. */
export const Filtres = memo(function Filtres({ tableau, demande, own, onChange }: FiltresProps) {
  const { t, text } = useTableau();
  const [opened, setOpened] = useState<Filtre | null>(null);
  // The sheets say the province: a chip would say it twice.
  const all = FILTRES.filter((key) => key !== "province" || tableau.feuilles !== "province");
  const shown = all.filter(
    (key) => TOUJOURS.includes(key) || key === opened || actif(tableau, demande, key),
  );
  const titre = (key: Filtre): string =>
    isDimension(key) ? text(dimensionMots[key]) : t(`filtres.${key}`);
  return (
    <div className={classes.filtres} role="group" aria-label={t("filtres.titre")}>
      {shown.map((key) => (
        <Puce
          key={key}
          name={key}
          titre={titre(key)}
          tableau={tableau}
          demande={demande}
          own={own}
          onChange={onChange}
          opened={opened === key}
          setOpened={(open) => setOpened(open ? key : null)}
        />
      ))}
      <AddFilter
        filters={all
          .filter((key) => !shown.includes(key))
          .map((key) => ({ key, label: titre(key) }))}
        onAdd={setOpened}
      />
      {!estEntiere(demande) && (
        <Button
          size="sm"
          variant="subtle"
          onClick={() =>
            onChange((now) => ({
              ...VIDE,
              // The sheet is a place in the dashboard, not a filter of the user.
              filtre:
                tableau.feuilles === "province" && now.filtre.province
                  ? { province: now.filtre.province }
                  : {},
            }))
          }
        >
          {t("filtres.reinitialiser")}
        </Button>
      )}
    </div>
  );
});

const VIDE: Demande = { filtre: {}, comparer: null, asOf: null, etatLe: null, cartes: {} };

/** Whether a filter narrows anything, by the user or by the dashboard. */
function actif(tableau: TableauResult, demande: Demande, key: Filtre): boolean {
  const { filtre = {} } = tableau.demande;
  if (isDimension(key)) return (filtre[key]?.length ?? 0) > 0;
  if (key === "periode") return Boolean(filtre.du ?? filtre.au);
  if (key === "edition") return demande.asOf !== null || Object.keys(demande.cartes).length > 0;
  return key === "comparer" ? demande.comparer !== null : demande.etatLe !== null;
}

interface PuceProps extends FiltresProps {
  name: Filtre;
  titre: string;
  opened: boolean;
  setOpened: (opened: boolean) => void;
}

function Puce(props: PuceProps) {
  const { name, titre, tableau, demande, own, onChange, opened, setOpened } = props;
  const { t } = useTableau();
  const filterText = useFilterText();
  const daysText = useDaysText();
  const { filtre = {} } = tableau.demande;
  const value = (): React.ReactNode => {
    if (isDimension(name)) return filterText(name, filtre[name] ?? []);
    if (name === "periode") return daysText(filtre);
    if (name === "comparer") return demande.comparer && t(`comparer.${demande.comparer}`);
    if (name === "etat") return demande.etatLe && <Iso>{formatDate(demande.etatLe)}</Iso>;
    const own = Object.keys(demande.cartes).length;
    if (demande.asOf === null) return own > 0 ? t("editionsPropres", { count: own }) : null;
    return (
      <>
        <Iso>{formatDate(demande.asOf)}</Iso>
        {own > 0 && ` · ${t("editionsPropres", { count: own })}`}
      </>
    );
  };
  const remove = (): void =>
    onChange((now) => {
      if (isDimension(name)) return { ...now, filtre: avec(now.filtre, name, [], own ?? {}) };
      if (name === "periode") return { ...now, filtre: entre(now.filtre, {}) };
      if (name === "comparer") return { ...now, comparer: null };
      return name === "etat" ? { ...now, etatLe: null } : { ...now, asOf: null, cartes: {} };
    });
  const on = actif(tableau, demande, name);
  return (
    <FilterChip
      title={titre}
      value={on ? value() : null}
      none={t(TOUJOURS.includes(name) ? `aucunFiltre.${name}` : "aucunFiltre.autre")}
      width={name === "periode" ? 320 : 280}
      opened={opened}
      onOpenChange={setOpened}
      onRemove={on ? remove : undefined}
    >
      {isDimension(name) ? (
        <Choix {...props} name={name} />
      ) : name === "periode" ? (
        <Periode {...props} />
      ) : name === "edition" ? (
        <Edition {...props} />
      ) : name === "comparer" ? (
        <Comparer {...props} />
      ) : (
        <DateInput
          label={t("filtres.etatAide")}
          value={demande.etatLe}
          autoFocus
          onChange={(day) => onChange((now) => ({ ...now, etatLe: day }))}
        />
      )}
    </FilterChip>
  );
}

function Choix({ name, tableau, own, onChange }: PuceProps & { name: Filtrable }) {
  const { filtre = {} } = tableau.demande;
  return (
    <ChoiceList
      options={useFilterOptions(name, filtre.province)}
      chosen={filtre[name] ?? []}
      onChange={(chosen) =>
        onChange((now) => {
          const next = avec(now.filtre, name, chosen, own ?? {});
          // Communes of a province that was taken out would leave empty cards without a reason.
          if (name === "province") delete next.commune;
          return { ...now, filtre: next };
        })
      }
    />
  );
}

function Periode({ tableau, onChange }: PuceProps) {
  const { t } = useTableau();
  const { filtre = {} } = tableau.demande;
  return (
    <div className={classes.pile}>
      <div className={classes.raccourcis}>
        {raccourcis.map((one) => {
          const days = periodeDe(one, tableau.jour);
          const on = filtre.du === days.du && filtre.au === days.au;
          return (
            <Button
              key={one}
              size="sm"
              variant={on ? "primary" : "default"}
              aria-pressed={on}
              onClick={() => onChange((now) => ({ ...now, filtre: entre(now.filtre, days) }))}
            >
              {t(`periodes.${one}`)}
            </Button>
          );
        })}
      </div>
      <DateRange
        du={filtre.du}
        au={filtre.au}
        onChange={(days) => onChange((now) => ({ ...now, filtre: entre(now.filtre, days) }))}
      />
    </div>
  );
}

function Comparer({ tableau, demande, onChange }: PuceProps) {
  const { t } = useTableau();
  const { filtre = {} } = tableau.demande;
  const whole = filtre.du !== undefined && filtre.au !== undefined;
  return (
    <Select
      label={t("filtres.comparerAide")}
      value={demande.comparer ?? "aucune"}
      description={whole ? undefined : t("comparer.sansPeriode")}
      onChange={(value) =>
        onChange((now) => ({
          ...now,
          comparer: comparaison.safeParse(value).data ?? null,
        }))
      }
      options={["aucune", ...comparaison.options].map((value) => ({
        value,
        label: t(`comparer.${value as Comparaison | "aucune"}`),
      }))}
    />
  );
}

/** The vintage of the whole page. */
function Edition({ tableau, demande, onChange }: PuceProps) {
  const { t } = useTableau();
  const { asOf } = demande;
  const dates =
    asOf === null || tableau.vintages.includes(asOf)
      ? tableau.vintages
      : [...tableau.vintages, asOf].toSorted().toReversed();
  return (
    <div className={classes.pile}>
      <Select
        label={t("filtres.editionAide")}
        value={asOf ?? "derniere"}
        onChange={(value) =>
          onChange((now) => ({
            ...now,
            asOf: value === null || value === "derniere" ? null : value,
          }))
        }
        options={[
          { value: "derniere", label: t("derniereEdition") },
          ...dates.map((date) => ({
            value: date,
            label: t("auJour", { date: formatDate(date) }),
          })),
        ]}
      />
      <DateInput
        label={t("filtres.editionJour")}
        value={asOf}
        onChange={(day) => onChange((now) => ({ ...now, asOf: day }))}
      />
      {Object.keys(demande.cartes).length > 0 && (
        <Button size="sm" onClick={() => onChange((now) => ({ ...now, cartes: {} }))}>
          {t("uneSeuleEdition")}
        </Button>
      )}
    </div>
  );
}
