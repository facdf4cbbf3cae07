import { lettreComplement } from "../../../src-main/contract/documents.ts";
import { apart, Auto } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";

/** The letter that asks a holder for missing documents, as its Word model says it. */
export function LettreComplement({ data, t }: LayoutProps) {
  const letter = lettreComplement.parse(data);
  const line = {
    region: apart(letter.region),
    dateLettre: apart(letter.dateLettre),
    numero: apart(letter.numero),
    porteur: apart(letter.porteur),
    intitule: apart(letter.intitule),
    reference: apart(letter.reference),
    acte: apart(letter.acte),
    deposeLe: apart(letter.deposeLe),
    suspenduDepuis: apart(letter.suspenduDepuis),
    motif: apart(letter.motif),
  };
  return (
    <>
      <title>{t("lettre.objet")}</title>
      <header className={styles.letterHead}>
        <p>
          <b>{t("lettre.royaume")}</b>
          <br />
          <b>{t("lettre.centre")}</b>
          <br />
          {t("lettre.region", line)}
        </p>
        <p className={styles.end}>
          {t("lettre.date", line)}
          <br />
          {t("lettre.numero", line)}
        </p>
      </header>
      <p className={styles.addressee}>{t("lettre.destinataire", line)}</p>
      <p className={styles.subject}>
        <b>{t("lettre.objet")}</b>
        <br />
        {t("lettre.projet", line)}
        <br />
        {t("lettre.dossier", line)}
        <br />
        {t("lettre.acte", line)}
        <br />
        {t("lettre.depot", line)}
      </p>
      <p>{t("lettre.salut")}</p>
      {letter.avecPieces ? (
        <>
          <p>{t("lettre.constat")}</p>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.rank}>
                  {t("lettre.rang")}
                </th>
                <th scope="col">{t("lettre.piece")}</th>
                <th scope="col">{t("lettre.motif")}</th>
              </tr>
            </thead>
            <tbody>
              {letter.pieces.map((piece) => (
                <tr key={piece.rang}>
                  <td>{piece.rang}</td>
                  <td>
                    <Auto>{piece.libelle}</Auto>
                  </td>
                  <td>
                    <Auto>{piece.motif}</Auto>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p>{t("lettre.constatSansListe")}</p>
      )}
      {letter.motif !== "" && <p className={styles.note}>{t("lettre.precision", line)}</p>}
      <p>{t("lettre.delai", line)}</p>
      <p>{t("lettre.envoi")}</p>
      <p>{t("lettre.politesse")}</p>
      <footer className={styles.signature}>
        <b>{t("lettre.signataire")}</b>
        <br />
        <span>{t("lettre.signature")}</span>
      </footer>
    </>
  );
}
