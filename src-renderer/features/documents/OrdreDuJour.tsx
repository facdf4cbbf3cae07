import { Fragment } from "react";
import { ordreDuJour } from "../../../src-main/contract/documents.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";
import { SittingHead } from "./SittingHead.tsx";

/** What stands between the date, the decision and the observation of a passage. */
const SEPARATOR = " · ";

const COLUMNS = [
  "numero",
  "id",
  "reference",
  "intitule",
  "localisation",
  "porteur",
  "montant",
  "emplois",
  "surface",
  "observations",
] as const;

/** The agenda of a sitting, on the long side of the paper. */
export function OrdreDuJour({ data, t }: LayoutProps) {
  const agenda = ordreDuJour.parse(data);
  return (
    <>
      <SittingHead head={agenda} title={t("ordre.titre")} t={t} />
      <table className={`${styles.table} ${styles.agenda}`}>
        <thead>
          <tr>
            {COLUMNS.map((key) => (
              <th key={key} scope="col" data-column={key}>
                {t(`ordre.colonne_${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        {agenda.groupes.map((groupe) => (
          <tbody key={`${groupe.titre} ${groupe.dossiers[0]?.rang}`}>
            <tr className={styles.group}>
              <th scope="colgroup" colSpan={COLUMNS.length}>
                {groupe.titre}
              </th>
            </tr>
            {groupe.dossiers.map((dossier) => (
              <tr key={dossier.reference}>
                <td>
                  <Iso>{dossier.rang}</Iso>
                </td>
                <td>
                  <Iso>{dossier.projetNumero}</Iso>
                </td>
                <td>
                  <Iso>{dossier.reference}</Iso>
                </td>
                <td>
                  <Auto>{dossier.intitule}</Auto>
                </td>
                <td>{dossier.localisation}</td>
                <td>
                  <Auto>{dossier.porteur}</Auto>
                </td>
                <td className={styles.figure}>
                  <Iso>{dossier.montant}</Iso>
                </td>
                <td className={styles.figure}>
                  <Iso>{dossier.emplois}</Iso>
                </td>
                <td className={styles.figure}>
                  <Iso>{dossier.surface}</Iso>
                </td>
                <td>
                  {dossier.observations.split("\n").map((line) => (
                    <div key={line}>
                      {line.split(SEPARATOR).map((part, place) => (
                        <Fragment key={part}>
                          {place > 0 && SEPARATOR}
                          <Auto>{part}</Auto>
                        </Fragment>
                      ))}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}
