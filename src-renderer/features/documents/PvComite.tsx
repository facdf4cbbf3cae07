import { pvComite } from "../../../src-main/contract/documents.ts";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";
import { Members } from "./Members.tsx";

/** The minutes of a meeting of a committee, ready to sign, as their Word model says them. */
export function PvComite({ data, t }: LayoutProps) {
  const minutes = pvComite.parse(data);
  const line = Object.fromEntries(
    Object.entries(minutes).map(([key, value]) => [
      key,
      typeof value === "string" ? apart(value) : "",
    ]),
  );
  const parts = [
    ["ordre", minutes.ordreDuJour],
    ["compteRendu", minutes.compteRendu],
  ] as const;
  return (
    <>
      <title>{`${t("comite.titre")} ${minutes.numero}`}</title>
      <p>
        <b>{t("seance.royaume")}</b>
        <br />
        <b>{t("seance.centre")}</b>
        <br />
        {t("seance.region", line)}
      </p>
      <header className={styles.sittingHead}>
        <h1>{t("comite.titre")}</h1>
        <p>
          {t("comite.numero", line)}
          <br />
          {t("comite.convention", line)}
          <br />
          {t("seance.date", line)}
          {minutes.lieu !== "" && (
            <>
              <br />
              {t("seance.lieu", line)}
            </>
          )}
        </p>
      </header>
      {minutes.president !== "" && <p className={styles.centred}>{t("pv.president", line)}</p>}
      {minutes.avecPresents && (
        <Members title={t("pv.presents")} members={minutes.presents} signed t={t} />
      )}
      {minutes.avecAbsents && (
        <Members title={t("pv.absents")} members={minutes.absents} signed={false} t={t} />
      )}
      {parts.map(
        ([key, texts]) =>
          texts.length > 0 && (
            <section key={key}>
              <h2 className={styles.heading}>{t(`comite.${key}`)}</h2>
              {texts.map(({ texte }, place) => (
                <p key={`${place}${texte}`}>
                  <Auto>{texte}</Auto>
                </p>
              ))}
            </section>
          ),
      )}
      {minutes.avecDecisions && (
        <>
          <h2 className={styles.heading}>{t("comite.decisions")}</h2>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("ordre.colonne_numero")}</th>
                <th scope="col">{t("comite.decision")}</th>
                <th scope="col">{t("comite.responsable")}</th>
                <th scope="col">{t("comite.echeance")}</th>
              </tr>
            </thead>
            <tbody>
              {minutes.decisions.map((decision) => (
                <tr key={decision.rang}>
                  <td>
                    <Iso>{decision.rang}</Iso>
                  </td>
                  <td>
                    <Auto>{decision.texte}</Auto>
                  </td>
                  <td>
                    <Auto>{decision.responsable}</Auto>
                  </td>
                  <td>
                    <Iso>{decision.echeanceLe}</Iso>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {minutes.pvLe !== "" && <p>{t("comite.pvLe", line)}</p>}
      <p>{t("pv.cloture")}</p>
      <footer className={styles.signatures}>
        <b>{t("comite.signaturePresident")}</b>
        <b>{t("comite.signatureSecretaire")}</b>
      </footer>
    </>
  );
}
