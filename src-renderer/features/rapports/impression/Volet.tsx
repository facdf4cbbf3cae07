import type { CSSProperties } from "react";
import type {
  RapportCarte,
  RapportDocument,
  RapportVolet,
} from "../../../../src-main/contract/rapports.ts";
import { sourceUrl } from "../../../../src-main/contract/sources.ts";
import { Auto, Iso } from "../../../lib/bidi.tsx";
import { formatDate } from "../../../lib/format.ts";
import { Carte, isSmall } from "./Carte.tsx";
import classes from "./impression.module.css";
import { pageName } from "./pages.ts";
import { Renvois } from "./Renvois.tsx";

interface VoletProps {
  rapport: RapportDocument;
  volet: RapportVolet;
  /** Place among the parts, from 0. */
  rang: number;
  /** Page of each card by its id, once known. */
  places: Readonly<Record<string, number>>;
}

/** Where a card of a part is on the paper. */
const placeOf = (langue: string, rang: number): string => `carte-${langue}-${rang}`;

/** A report in one language, from its cover to the notes on its sources. */
export function Volet({ rapport, volet, rang, places }: VoletProps) {
  const { langue, rtl, mots, cartes, notes } = volet;
  return (
    <div
      className={classes.volet}
      style={{ page: pageName(rang) } as CSSProperties}
      dir={rtl ? "rtl" : "ltr"}
      lang={langue === "en" ? "en" : `${langue}-MA`}
    >
      <Couverture volet={volet} />
      {rapport.sommaire && cartes.length > 0 && <Sommaire volet={volet} places={places} />}
      <Resume volet={volet} />
      {cartes.length === 0 && <p className={classes.nothing}>{mots.aucuneCarte}</p>}
      {rowsOf(cartes).map((row) => (
        <div key={row[0]!.key} className={row.length > 1 ? classes.pair : undefined}>
          {row.map((carte) => (
            <Carte
              key={carte.key}
              id={placeOf(langue, carte.rang)}
              carte={carte}
              volet={volet}
              landscape={rapport.orientation === "paysage"}
            />
          ))}
        </div>
      ))}
      {notes.length > 0 && <Notes volet={volet} />}
      <section className={classes.reading}>
        <h2>{mots.lecture}</h2>
        <p>{volet.lecture}</p>
      </section>
    </div>
  );
}

/** The cards in their order, small ones by two. */
function rowsOf(cartes: readonly RapportCarte[]): RapportCarte[][] {
  const rows: RapportCarte[][] = [];
  for (const carte of cartes) {
    const last = rows.at(-1);
    if (last?.length === 1 && isSmall(last[0]!) && isSmall(carte)) last.push(carte);
    else rows.push([carte]);
  }
  return rows;
}

function Couverture({ volet }: { volet: RapportVolet }) {
  return (
    <header className={classes.cover}>
      <div className={classes.band}>
        <h1>{volet.titre}</h1>
        {volet.sousTitre !== "" && <p>{volet.sousTitre}</p>}
      </div>
      <dl className={classes.facts}>
        {volet.couverture.map(({ label, valeur }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Auto>{valeur}</Auto>
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

function Sommaire({ volet, places }: Pick<VoletProps, "volet" | "places">) {
  const { mots, langue, cartes } = volet;
  return (
    <nav className={classes.contents} aria-label={mots.sommaire}>
      <h2>{mots.sommaire}</h2>
      <ol>
        {cartes.map(({ key, rang, titre, familleTexte }) => (
          <li key={key}>
            <a href={`#${placeOf(langue, rang)}`} aria-label={titre}>
              <span className={classes.rank}>
                <Iso>{rang}</Iso>
              </span>
              <span>
                <Auto>{titre}</Auto> <small>{familleTexte}</small>
              </span>
              <span className={classes.leader} aria-hidden="true" />
              <span className={classes.place}>
                <Iso>{places[placeOf(langue, rang)]}</Iso>
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What was written before the figures, then the key figures. */
function Resume({ volet }: { volet: RapportVolet }) {
  const { mots, resume, cartes } = volet;
  const figures = cartes.filter(
    ({ forme, chiffre, vide }) => forme === "nombre" && chiffre && !vide,
  );
  if (resume.texte === null && figures.length === 0) return null;
  return (
    <section className={classes.summary}>
      {resume.texte !== null && (
        <>
          <h2>{mots.resume}</h2>
          <p className={classes.written}>{resume.texte}</p>
        </>
      )}
      {figures.length > 0 && (
        <>
          <h2>{mots.chiffresCles}</h2>
          <div className={classes.tiles}>
            {figures.map(({ key, titre, chiffre, familleTexte, notes }) => (
              <div key={key} className={classes.tile}>
                <h3>{titre}</h3>
                <p className={classes.big}>
                  <Iso>{chiffre!.texte}</Iso> <span className={classes.unit}>{chiffre!.unite}</span>
                </p>
                {chiffre!.details.map((detail) => (
                  <p key={detail} className={classes.detail}>
                    <Auto>{detail}</Auto>
                  </p>
                ))}
                <p className={classes.family}>
                  {familleTexte} <Renvois numeros={notes} />
                </p>
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

/** Each source once: what it is, its day, how sure it is, which cards use it. */
function Notes({ volet }: { volet: RapportVolet }) {
  const { mots, notes } = volet;
  return (
    <section className={classes.notes}>
      <h2>{mots.notes}</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {mots.source}
            </th>
            <th scope="col">{mots.date}</th>
            <th scope="col">{mots.natureDate}</th>
            <th scope="col">{mots.confiance}</th>
            <th scope="col">{mots.cartes}</th>
          </tr>
        </thead>
        <tbody>
          {notes.map(({ numero, texte, date, base, confiance, cartes }) => (
            <tr key={numero}>
              <td className={classes.numero}>
                <Iso>[{numero}]</Iso>
              </td>
              <td>
                <Source texte={texte} />
              </td>
              <td className={classes.day}>{date !== null && <Iso>{formatDate(date)}</Iso>}</td>
              <td>{base}</td>
              <td>{confiance}</td>
              <td>
                <Iso>{cartes.join(", ")}</Iso>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The name of a source, and its address on lines of its own. */
function Source({ texte }: { texte: string }) {
  const url = sourceUrl(texte);
  if (url === null) return <Auto>{texte}</Auto>;
  return (
    <>
      <Auto>{texte.replace(url, "").replace(/ – $/, "")}</Auto>
      <span className={classes.url}>
        <Iso>{url}</Iso>
      </span>
    </>
  );
}
