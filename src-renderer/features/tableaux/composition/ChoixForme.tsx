import {
  IconChartAreaLine,
  IconChartBar,
  IconChartLine,
  IconFilter,
  IconGridDots,
  IconLetterT,
  IconListNumbers,
  IconMap,
  IconNumber123,
  IconStack2,
  IconTable,
  IconTrendingUp,
} from "@tabler/icons-react";
import { useId } from "react";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { formes } from "../../../../src-main/contract/tableaux.ts";
import type { Forme } from "../../../../src-main/contract/tableaux.ts";
import classes from "./composition.module.css";

const icones: Record<Forme, ComponentType<{ size?: number; "aria-hidden"?: "true" }>> = {
  nombre: IconNumber123,
  barres: IconChartBar,
  barres_empilees: IconStack2,
  lignes: IconChartLine,
  aires: IconChartAreaLine,
  pareto: IconTrendingUp,
  entonnoir: IconFilter,
  chaleur: IconGridDots,
  classement: IconListNumbers,
  table: IconTable,
  texte: IconLetterT,
  carte: IconMap,
};

export interface ChoixFormeProps {
  value: Forme | null;
  possibles: readonly Forme[];
  onChange: (forme: Forme) => void;
}

/** Every shape; those that do not fit say what they need. */
export function ChoixForme({ value, possibles, onChange }: ChoixFormeProps) {
  const { t } = useTranslation("composition");
  const name = useId();
  const shown = formes.filter((forme) => forme !== "texte" || possibles.includes("texte"));
  const others = shown.filter((forme) => !possibles.includes(forme));
  return (
    <fieldset className={classes.choix}>
      <legend>{t("forme.titre")}</legend>
      <div className={classes.formes}>
        {shown.map((forme) => {
          const Icone = icones[forme];
          const fits = possibles.includes(forme);
          return (
            <label
              key={forme}
              className={classes.forme}
              data-checked={value === forme || undefined}
              data-disabled={!fits || undefined}
              title={fits ? undefined : t(`erreurs:faute.forme_${forme}`)}
            >
              <input
                type="radio"
                name={name}
                value={forme}
                checked={value === forme}
                disabled={!fits}
                onChange={() => onChange(forme)}
              />
              <Icone size={16} aria-hidden="true" />
              {t(`formes.${forme}`)}
            </label>
          );
        })}
      </div>
      {others.length > 0 && others.length < shown.length && (
        <details className={classes.pourquoi}>
          <summary>{t("forme.pourquoi")}</summary>
          <ul>
            {others.map((forme) => (
              <li key={forme}>
                <b>{t(`formes.${forme}`)}</b> {t(`erreurs:faute.forme_${forme}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
}
