import type {
  RapportCellule,
  RapportColonne,
  RapportTable,
} from "../../../../src-main/contract/rapports.ts";
import { Auto, Iso } from "../../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../../lib/format.ts";
import classes from "./impression.module.css";

/** A table of figures; its heads come back on each page that it goes on to. */
export function Tableau({ table, titre }: { table: RapportTable; titre: string }) {
  const { colonnes, lignes, total } = table;
  const numeric = (at: number) => (colonnes[at]?.genre === "texte" ? undefined : classes.numeric);
  const rest = (cells: readonly RapportCellule[]) =>
    cells.slice(1).map((cell, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- cells have no other name
      <td key={at} className={numeric(at + 1)}>
        <Cellule colonne={colonnes[at + 1]!} cellule={cell} />
      </td>
    ));
  return (
    <table className={classes.table} aria-label={titre}>
      <thead>
        <tr>
          {colonnes.map(({ label }, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- two columns may bear one name
            <th key={at} scope="col" className={numeric(at)}>
              <Auto>{label}</Auto>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lignes.map((cells, row) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows of paper have no other name
          <tr key={row}>
            <th scope="row">
              <Cellule colonne={colonnes[0]!} cellule={cells[0] ?? null} />
            </th>
            {rest(cells)}
          </tr>
        ))}
      </tbody>
      {total && (
        <tbody className={classes.total}>
          <tr>
            <th scope="row">
              <Cellule colonne={colonnes[0]!} cellule={total[0] ?? null} />
            </th>
            {rest(total)}
          </tr>
        </tbody>
      )}
    </table>
  );
}

function Cellule({ colonne, cellule }: { colonne: RapportColonne; cellule: RapportCellule }) {
  if (cellule === null) return <Auto className={classes.absent}>{colonne.absent}</Auto>;
  if (typeof cellule === "number") return <Iso>{formatNumber(cellule, colonne.decimales)}</Iso>;
  return colonne.genre === "date" ? <Iso>{formatDate(cellule)}</Iso> : <Auto>{cellule}</Auto>;
}
