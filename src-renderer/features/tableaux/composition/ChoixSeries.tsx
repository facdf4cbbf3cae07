import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SerieMeta } from "../../../../src-main/contract/indicateurs.ts";
import { orpc, useCatalogue } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { fold } from "../../../lib/fold.ts";
import { pick } from "../../../lib/format.ts";
import { Skeleton, TextInput } from "../../../ui/index.ts";
import classes from "./composition.module.css";
import { useUniteMots } from "./mots.ts";

/** Most series of one card. */
const PLUSIEURS = 12;

export interface ChoixSeriesProps {
  label: string;
  /** Keys of the series chosen. */
  value: readonly string[];
  onChange: (keys: readonly string[]) => void;
  /** One series only. */
  seule?: boolean;
}

/** The published series, searched by name, key, unit or method; each with its unit, method and number of figures. */
export function ChoixSeries({ label, value, onChange, seule = false }: ChoixSeriesProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const name = useId();
  const describe = useDescription();
  const [search, setSearch] = useState("");
  const { data } = useQuery(orpc.indicateurs.catalogue.queryOptions({ input: {} }));
  const words = fold(search).split(/\s+/).filter(Boolean);
  const shown = (data?.series ?? [])
    .map((serie) => ({ serie, titre: pick(serie.label, langue), detail: describe(serie) }))
    .filter(({ serie, titre, detail }) => {
      const text = fold(`${titre} ${serie.key} ${detail}`);
      return value.includes(serie.key) || words.every((word) => text.includes(word));
    })
    // What is chosen stays in sight, above what the search found.
    .toSorted((a, b) => Number(value.includes(b.serie.key)) - Number(value.includes(a.serie.key)));
  const toggle = (key: string, on: boolean): void => {
    if (seule) onChange([key]);
    else onChange(on ? [...value, key] : value.filter((one) => one !== key));
  };
  return (
    <fieldset className={classes.choix}>
      <legend>{label}</legend>
      <TextInput
        type="search"
        ariaLabel={t("serie.chercher")}
        placeholder={t("serie.chercher")}
        value={search}
        onChange={setSearch}
      />
      {data === undefined ? (
        <Skeleton lines={4} height={18} />
      ) : (
        <div className={classes.liste}>
          {shown.map(({ serie, titre, detail }) => {
            const checked = value.includes(serie.key);
            return (
              <label key={serie.key} className={classes.ligne} data-checked={checked || undefined}>
                <input
                  type={seule ? "radio" : "checkbox"}
                  name={name}
                  value={serie.key}
                  checked={checked}
                  disabled={!seule && !checked && value.length >= PLUSIEURS}
                  onChange={(event) => toggle(serie.key, event.currentTarget.checked)}
                />
                <span>
                  {titre}
                  <span className={classes.detail}>{detail}</span>
                </span>
              </label>
            );
          })}
          {shown.length === 0 && <p className={classes.detail}>{t("commun:aucunResultat")}</p>}
        </div>
      )}
    </fieldset>
  );
}

/** Unit, method and number of figures of a series, in a line. */
function useDescription(): (serie: SerieMeta) => string {
  const { t } = useTranslation("composition");
  const catalogue = useCatalogue();
  const unite = useUniteMots();
  return ({ unit, method, count, formule }) =>
    [
      unite(unit),
      ...(method === null ? [] : [catalogue.label("methode_serie", method)]),
      formule === null ? t("serie.observations", { count }) : t("serie.derivee"),
    ].join(" · ");
}
