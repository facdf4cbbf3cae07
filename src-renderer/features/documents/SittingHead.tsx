import type { Pv } from "../../../src-main/contract/documents.ts";
import { apart } from "../../lib/bidi.tsx";
import styles from "./documents.module.css";
import type { LayoutProps } from "./Impression.tsx";

interface SittingHeadProps extends Pick<LayoutProps, "t"> {
  head: Pick<Pv, "region" | "numero" | "tenueLe" | "heure" | "lieu">;
  title: string;
}

/** The head that the agenda and the minutes share. */
export function SittingHead({ head, title, t }: SittingHeadProps) {
  const line = {
    region: apart(head.region),
    numero: apart(head.numero),
    tenueLe: apart(head.tenueLe),
    heure: apart(head.heure),
    lieu: apart(head.lieu),
  };
  return (
    <>
      <title>{`${title} ${head.numero}`}</title>
      <p>
        <b>{t("seance.royaume")}</b>
        <br />
        <b>{t("seance.centre")}</b>
        <br />
        {t("seance.region", line)}
      </p>
      <header className={styles.sittingHead}>
        <h1>{title}</h1>
        <p>
          {t("seance.numero", line)}
          <br />
          {t("seance.date", line)}
          {head.lieu !== "" && (
            <>
              <br />
              {t("seance.lieu", line)}
            </>
          )}
        </p>
      </header>
    </>
  );
}
