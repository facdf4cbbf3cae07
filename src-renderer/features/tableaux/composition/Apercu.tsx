import type { CarteResult } from "../../../../src-main/contract/tableaux.ts";
import { Corps, Pied } from "../Carte.tsx";
import type { CarteActions } from "../Carte.tsx";
import { useTableau } from "../contexte.tsx";
import { useUnite } from "../unite.ts";
import classes from "./composition.module.css";

const rien = (): void => {};

/** A card being composed opens nothing and narrows nothing. */
const SANS: CarteActions = {
  ouvrir: rien,
  croiser: rien,
  observations: rien,
  editer: rien,
  agrandir: rien,
};

/** What a card shows, as its dashboard will draw it. */
export function Apercu({ carte }: { carte: CarteResult }) {
  return <Corps carte={carte} actions={SANS} chosen={null} asTable={false} />;
}

/** The same with its title, its unit and its sources. */
export function ApercuEntier({ carte }: { carte: CarteResult }) {
  const { text } = useTableau();
  const unite = useUnite();
  return (
    <>
      <p className={classes.nom}>
        {text(carte.titre)}{" "}
        {carte.forme !== "nombre" && carte.unite !== "" && (
          <span className={classes.unite}>{unite(carte.unite)}</span>
        )}
      </p>
      <Apercu carte={carte} />
      <div className={classes.detail}>
        <Pied carte={carte} actions={SANS} edition={null} />
      </div>
    </>
  );
}
