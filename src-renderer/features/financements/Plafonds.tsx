import { useTranslation } from "react-i18next";
import type { CampagneVue, PlafondVue } from "../../../src-main/contract/financements.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh } from "../../lib/format.ts";
import { Card, Pill, SourceTag } from "../../ui/index.ts";
import styles from "./financements.module.css";

/** Every ceiling in force for a financing, passed or not, each with its source. */
export function Plafonds({
  plafonds,
  campagne,
}: {
  plafonds: readonly PlafondVue[];
  campagne: CampagneVue | null;
}) {
  const { t } = useTranslation("financements");
  const project = plafonds.find(({ code }) => code === "projet");
  const together =
    campagne?.cumul != null && project && campagne.cumul > project.montant
      ? campagne.cumul - project.montant
      : null;
  return (
    <Card title={t("plafonds.titre")}>
      {plafonds.length === 0 && <p className={styles.mut}>{t("plafonds.aucun")}</p>}
      {plafonds.map((each) => (
        <div key={each.code} className={styles.ceiling}>
          <h3>
            <span>{t(`plafonds.code.${each.code}`)}</span>
            <Iso>{formatDh(each.montant)}</Iso>
          </h3>
          {each.depassement === null ? (
            <p className={styles.mut}>{t("plafonds.respecte", { le: formatDate(each.le) })}</p>
          ) : (
            <p>
              <Pill tone={each.indicatif ? "soon" : "late"}>
                {t("plafonds.depasse")} <Iso>{formatDh(each.depassement)}</Iso>
              </Pill>{" "}
              <span className={styles.mut}>
                {t("plafonds.enVigueur", { le: formatDate(each.le) })}
              </span>
            </p>
          )}
          {each.code === "projet" && together !== null && each.depassement === null && (
            <p>
              <Pill tone="soon">
                {t("plafonds.cumul")} <Iso>{formatDh(together)}</Iso>
              </Pill>
            </p>
          )}
          {each.note && (
            <p className={styles.mut}>
              <Auto>{each.note}</Auto>
            </p>
          )}
          <SourceTag source={each.source} url={each.url} confidence={each.confidence} />
        </div>
      ))}
    </Card>
  );
}
