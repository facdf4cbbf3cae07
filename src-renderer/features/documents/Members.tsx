import { Auto } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";

interface MembersProps extends Pick<LayoutProps, "t"> {
  title: string;
  members: { nom: string; qualite: string }[];
  /** With room to sign. */
  signed: boolean;
}

/** Who was there, or was not. */
export function Members({ title, members, signed, t }: MembersProps) {
  return (
    <>
      <h2 className={styles.heading}>{title}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("pv.nom")}</th>
            <th scope="col">{t("pv.qualite")}</th>
            {signed && <th scope="col">{t("pv.emargement")}</th>}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={`${member.nom} ${member.qualite}`}>
              <td>
                <Auto>{member.nom}</Auto>
              </td>
              <td>
                <Auto>{member.qualite}</Auto>
              </td>
              {signed && <td>{"\u00a0"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
