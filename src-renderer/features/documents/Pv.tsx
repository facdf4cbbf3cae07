import { pv } from "../../../src-main/contract/documents.ts";
import { apart, Auto } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";
import { Members } from "./Members.tsx";
import { SittingHead } from "./SittingHead.tsx";

/** The minutes of a sitting, ready to sign, as their Word model says them. */
export function Pv({ data, t }: LayoutProps) {
  const minutes = pv.parse(data);
  return (
    <>
      <SittingHead head={minutes} title={t("pv.titre")} t={t} />
      {minutes.president !== "" && (
        <p className={styles.centred}>
          {t("pv.president", { president: apart(minutes.president) })}
        </p>
      )}
      <p>{t("pv.ouverture", { nombre: apart(minutes.nombre) })}</p>
      {minutes.avecPresents && (
        <Members title={t("pv.presents")} members={minutes.presents} signed t={t} />
      )}
      {minutes.avecAbsents && (
        <Members title={t("pv.absents")} members={minutes.absents} signed={false} t={t} />
      )}
      <h2 className={styles.heading}>{t("pv.examen")}</h2>
      {minutes.dossiers.map((dossier) => (
        <section key={dossier.reference} className={styles.examined}>
          <h3>
            {t("pv.dossier", { rang: apart(dossier.rang), reference: apart(dossier.reference) })}
          </h3>
          <p>
            {t("pv.projet", {
              intitule: apart(dossier.intitule),
              porteur: apart(dossier.porteur),
            })}
            <br />
            {t("pv.detail", {
              acte: apart(dossier.acte),
              localisation: apart(dossier.localisation),
              montant: apart(dossier.montant),
              emplois: apart(dossier.emplois),
            })}
            <br />
            <b>{t("pv.decision", { decision: apart(dossier.decision) })}</b>
          </p>
          {dossier.observation !== "" && (
            <p className={styles.note}>
              {t("pv.observation", { observation: apart(dossier.observation) })}
            </p>
          )}
          {dossier.avecReserves && (
            <>
              <p>{t("pv.reserves")}</p>
              <ol>
                {dossier.reserves.map((reserve) => (
                  <li key={reserve.rang}>
                    <Auto>{reserve.texte}</Auto>
                  </li>
                ))}
              </ol>
            </>
          )}
        </section>
      ))}
      {minutes.avecReportes && (
        <>
          <h2 className={styles.heading}>{t("pv.reportes")}</h2>
          <ul>
            {minutes.reportes.map((dossier) => (
              <li key={dossier.reference}>
                {t("pv.reporte", {
                  reference: apart(dossier.reference),
                  intitule: apart(dossier.intitule),
                  motif: apart(dossier.motif),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{t("pv.cloture")}</p>
      <footer className={styles.signatures}>
        <b>{t("pv.signaturePresident")}</b>
        <b>{t("pv.signatureSecretaire")}</b>
      </footer>
    </>
  );
}
