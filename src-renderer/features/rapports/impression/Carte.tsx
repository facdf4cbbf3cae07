import type { RapportCarte, RapportVolet } from "../../../../src-main/contract/rapports.ts";
import { tranches } from "../../../../src-main/contract/tranches.ts";
import { Auto, Iso } from "../../../lib/bidi.tsx";
import { formatNumber } from "../../../lib/format.ts";
import { Dessin, hasDrawing } from "./Dessin.tsx";
import classes from "./impression.module.css";
import { Renvois } from "./Renvois.tsx";
import { Tableau } from "./Tableau.tsx";

interface CarteProps {
  id: string;
  carte: RapportCarte;
  volet: RapportVolet;
  landscape: boolean;
}

/** Columns that a page holds, and that hold beside a drawing. */
const PAGE = { portrait: 8, landscape: 12 } as const;
const BESIDE = { portrait: 4, landscape: 6 } as const;
/** Pixels of 1/96 inch: a drawing beside its table, and one as wide as the page. */
const HALF = { portrait: 322, landscape: 480 } as const;
const WHOLE = { portrait: 660, landscape: 980 } as const;
/** Pixels of a figure over its bar. */
const LETTER = 5.6;
/** Rows of a card that is not cut between two pages. */
const TOGETHER = 24;

/** A card that takes half the width of the paper: a figure without a drawing, and hardly a table. */
export const isSmall = (carte: RapportCarte): boolean =>
  carte.forme === "nombre" &&
  !hasDrawing(carte) &&
  (carte.table?.lignes.length ?? 0) <= 3 &&
  (carte.table?.colonnes.length ?? 0) <= 3;

/** Whether the figures of upright bars hold side by side over them. */
function fits({ graphique }: RapportCarte, width: number): boolean {
  if (!graphique || graphique.horizontal || graphique.genre !== "barres") return true;
  const { series, categories, decimales } = graphique;
  const figures = series.flatMap(({ valeurs }) =>
    valeurs.map((valeur) => formatNumber(valeur ?? 0, decimales).length),
  );
  return Math.max(...figures) * LETTER * series.length * categories.length <= width;
}

/** A card: its drawing and its table, what is said of it, how it is computed and from what. */
export function Carte({ id, carte, volet, landscape }: CarteProps) {
  const { mots } = volet;
  const { table, chiffre, notes } = carte;
  const side = landscape ? "landscape" : "portrait";
  const columns = table?.colonnes.length ?? 0;
  const drawn = hasDrawing(carte);
  const beside = drawn && columns <= BESIDE[side] && fits(carte, HALF[side]);
  const tables = table ? tranches(table, PAGE[side]) : [];
  const rows = (table?.lignes.length ?? 0) * tables.length;
  return (
    <article className={classes.card} id={id} data-together={rows <= TOGETHER}>
      <header className={classes.cardHead}>
        <h2>
          {carte.rang}. {carte.titre}{" "}
          {carte.unite !== "" && <span className={classes.unit}>{carte.unite}</span>}
        </h2>
        <p className={classes.family}>
          {carte.familleTexte} <Renvois numeros={notes} />
        </p>
      </header>
      {carte.commentaire !== null && <p className={classes.comment}>{carte.commentaire}</p>}
      {chiffre && (
        <p className={classes.headline}>
          <b>
            <Iso>{chiffre.texte}</Iso> {chiffre.unite}
          </b>
          {chiffre.details.map((detail) => (
            <span key={detail}>
              <Auto>{detail}</Auto>
            </span>
          ))}
        </p>
      )}
      {carte.vide !== null && <p className={classes.nothing}>{carte.vide}</p>}
      {carte.texte !== null && <p className={classes.written}>{carte.texte}</p>}
      <div className={beside ? classes.halves : classes.stack}>
        {drawn && (
          <div className={classes.drawing}>
            <Dessin carte={carte} volet={volet} width={beside ? HALF[side] : WHOLE[side]} />
            {carte.graphique?.note && <p className={classes.note}>{carte.graphique.note}</p>}
          </div>
        )}
        {tables.length > 0 && (
          <div>
            {tables.map((part, at) => (
              <Tableau
                // oxlint-disable-next-line react/no-array-index-key -- parts of one table, in order
                key={at}
                table={part}
                titre={at === 0 ? carte.titre : `${carte.titre} (${mots.suite})`}
              />
            ))}
          </div>
        )}
      </div>
      <footer className={classes.foot}>
        {carte.remarques.map((remarque) => (
          <p key={remarque}>{remarque}</p>
        ))}
        {carte.calcul !== "" && (
          <p>
            <b>{mots.calcul}</b> {"– "}
            {carte.calcul}
          </p>
        )}
      </footer>
    </article>
  );
}
