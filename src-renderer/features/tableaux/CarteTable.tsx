import { memo } from "react";
import type { CartePoint, CarteResult } from "../../../src-main/contract/tableaux.ts";
import { dimensionMots } from "../../../src-main/contract/tableaux-mots.ts";
import type { Dimension } from "../../../src-main/contract/tableaux.ts";
import { Iso } from "../../lib/bidi.tsx";
import { ensembleDe, ouvrable, pointsDe } from "./carte.ts";
import classes from "./CardTable.module.css";
import { useTableau } from "./contexte.tsx";
import { croixDe } from "./croiser.ts";
import { formatValue } from "./lecture.ts";
import { useQualifier } from "./Qualifier.tsx";
import { useUnite } from "./unite.ts";

export interface CarteTableProps {
  carte: CarteResult;
  /** Opens the records or the observation behind a figure; without it figures are plain text. */
  onOpen?: ((point: CartePoint) => void) | undefined;
  /** Narrows the dashboard to a category. */
  onCross?: ((categorie: string) => void) | undefined;
  /** Category the dashboard is narrowed to. */
  chosen?: string | null;
}

/** The figures of a card: a line a category, a column a series; amounts with their count and median. */
export const CarteTable = memo(function CarteTable(props: CarteTableProps) {
  const { carte, onCross, chosen } = props;
  const { t, text } = useTableau();
  const unite = useUnite();
  const points = pointsDe(carte);
  const alone = carte.series.length === 1;
  const counted = alone && carte.points.some(({ fiches }) => fiches !== null);
  const halved = alone && carte.points.some(({ mediane }) => mediane !== null);
  const unit = unite(carte.unite);
  const total = ensembleDe(carte);
  const only = carte.series[0]?.key ?? "";
  const axis = carte.axe ?? "periode";
  const heading =
    axis in dimensionMots ? text(dimensionMots[axis as Dimension]) : t(`axes.${axis}`);

  return (
    <table className={classes.table} aria-label={text(carte.titre)}>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          {carte.series.map(({ key, label }) => (
            <th key={key} scope="col" className={classes.numeric}>
              {alone ? unit : text(label)}
            </th>
          ))}
          {counted && (
            <th scope="col" className={classes.numeric}>
              {t("fichesTitre")}
            </th>
          )}
          {halved && (
            <th scope="col" className={classes.numeric}>
              {t("mediane")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {carte.categories.map(({ key, label }) => {
          const line = points.get(key);
          const partial = [...(line?.values() ?? [])].some(({ partiel }) => partiel);
          const name = `${text(label)}${partial ? "*" : ""}`;
          return (
            <tr key={key}>
              <th scope="row">
                {onCross && croixDe(carte, key) ? (
                  <button
                    type="button"
                    className={classes.figure}
                    aria-pressed={chosen === key}
                    title={t(chosen === key ? "croisement.elargir" : "croisement.restreindre", {
                      nom: text(label),
                    })}
                    onClick={() => onCross(key)}
                  >
                    {name}
                  </button>
                ) : (
                  name
                )}
              </th>
              {carte.series.map((serie) => (
                <td key={serie.key} className={classes.numeric}>
                  <Chiffre
                    {...props}
                    point={line?.get(serie.key)}
                    nom={alone ? text(label) : `${text(label)}, ${text(serie.label)}`}
                    signed={serie.famille === "ecart"}
                  />
                </td>
              ))}
              {counted && (
                <td className={classes.numeric}>
                  <Iso>{formatValue(line?.get(only)?.fiches ?? 0, "")}</Iso>
                </td>
              )}
              {halved && (
                <td className={classes.numeric}>
                  <Mediane point={line?.get(only)} unite={carte.unite} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
      {total !== null && alone && (
        <tfoot>
          <tr className={classes.total}>
            <th scope="row">{t("ensemble")}</th>
            <td className={classes.numeric}>
              <Chiffre {...props} point={total} nom={t("ensemble")} signed={false} />
            </td>
            {counted && (
              <td className={classes.numeric}>
                {total.fiches !== null && <Iso>{formatValue(total.fiches, "")}</Iso>}
              </td>
            )}
            {halved && (
              <td className={classes.numeric}>
                <Mediane point={total} unite={carte.unite} />
              </td>
            )}
          </tr>
        </tfoot>
      )}
    </table>
  );
});

function Mediane({ point, unite }: { point: CartePoint | undefined; unite: string }) {
  return point?.mediane == null ? null : <Iso>{formatValue(point.mediane, unite)}</Iso>;
}

interface ChiffreProps extends CarteTableProps {
  point: CartePoint | undefined;
  /** What the figure is of. */
  nom: string;
  /** A difference: it bears its sign. */
  signed: boolean;
}

function Chiffre({ carte, point, nom, signed, onOpen }: ChiffreProps) {
  const { t } = useTableau();
  const qualified = useQualifier();
  if (point === undefined) return null;
  if (point.valeur === null) {
    const reason =
      carte.famille === "calcule" ? "sansValeur" : signed ? "nonComparable" : "nonPublie";
    return (
      <abbr className={classes.unpublished} title={t(reason)}>
        {t(`${reason}Court`)}
      </abbr>
    );
  }
  const written = `${signed && point.valeur > 0 ? "+" : ""}${formatValue(point.valeur, carte.unite)}`;
  const value = (
    <>
      {qualified(point)}
      <Iso>{written}</Iso>
    </>
  );
  if (!onOpen || !ouvrable(point)) return value;
  const said = `${written} – ${t(point.lien === null ? "voirObservationsDe" : "voirFichesDe", { nom })}`;
  if (point.lien !== null)
    return (
      <a href={`#${point.lien}`} className={classes.figure} aria-label={said}>
        {value}
      </a>
    );
  return (
    <button
      type="button"
      className={classes.figure}
      aria-label={said}
      onClick={() => onOpen(point)}
    >
      {value}
    </button>
  );
}
