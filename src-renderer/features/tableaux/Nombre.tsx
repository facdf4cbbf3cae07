import type { CarteResult } from "../../../src-main/contract/tableaux.ts";
import { Iso } from "../../lib/bidi.tsx";
import { NumberFigure } from "../../ui/chart/index.ts";
import type { CartePoint } from "../../../src-main/contract/tableaux.ts";
import { estTemps, ouvrable } from "./carte.ts";
import { useTableau } from "./contexte.tsx";
import { formatLabel, formatValue, qualifier } from "./lecture.ts";
import classes from "./Tableau.module.css";
import { useUnite } from "./unite.ts";

/** How a figure published as « more than », « under » or « nearly » is written in large. */
const SIGNES = { plus: ">", moins: "<", environ: "≈" } as const;

/** A headline number: what it is of, against what, its course along time, its target. */
export function Nombre({
  carte,
  onOpen,
}: {
  carte: CarteResult;
  onOpen?: ((point: CartePoint) => void) | undefined;
}) {
  const { dir, langue, t, text } = useTableau();
  const unite = useUnite();
  const { total, comparaison, cible } = carte;
  if (total === null) return null;
  const found = qualifier(total);
  const signe = found === null ? "" : `${SIGNES[found]}\u00a0`;
  const course = estTemps(carte) && carte.series.length === 1 ? carte.points : [];
  return (
    <>
      <NumberFigure
        label={text(carte.titre)}
        dir={dir}
        langue={langue}
        figure={{ value: total.valeur, partial: total.partiel }}
        format={(value) =>
          `${value === total.valeur ? signe : ""}${formatLabel(value, carte.unite)}`
        }
        unit={unite(carte.unite, total.valeur)}
        unpublished={t(carte.famille === "calcule" ? "sansValeur" : "nonPublie")}
        former={
          comparaison?.valeur == null
            ? undefined
            : {
                value: comparaison.valeur,
                label: t("periodeComparee", {
                  periode: text(comparaison.label),
                  valeur: formatLabel(comparaison.valeur, carte.unite),
                }),
              }
        }
        points={course.map(({ valeur, partiel }) => ({ value: valeur, partial: partiel }))}
        target={cible?.valeur}
        onSelect={onOpen && ouvrable(total) ? () => onOpen(total) : undefined}
      />
      <Compte carte={carte} />
      {cible && (
        <p className={classes.note}>
          {text(cible.libelle)} · {cible.source}
        </p>
      )}
    </>
  );
}

/** Number of records and median beside the figure of a whole card. */
export function Compte({ carte: { total, unite } }: { carte: CarteResult }) {
  const { t } = useTableau();
  if (total === null) return null;
  // A number of records is not said twice.
  const counted = total.fiches !== null && total.fiches !== total.valeur;
  if (!counted && total.mediane === null) return null;
  return (
    <p className={classes.compte}>
      {counted && <span>{t("fiches", { count: total.fiches ?? 0 })}</span>}
      {total.mediane !== null && (
        <span>
          {t("mediane")} <Iso>{formatValue(total.mediane, unite)}</Iso>
        </span>
      )}
    </p>
  );
}
