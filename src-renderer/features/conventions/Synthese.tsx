import { useTranslation } from "react-i18next";
import { useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber } from "../../lib/format.ts";
import { Card, Pill, RecordField } from "../../ui/index.ts";
import styles from "./conventions.module.css";
import type { TabProps } from "./tabs.tsx";
import { Vie } from "./Vie.tsx";

const FOLLOWED = [
  "officierId",
  "pole",
  "programme",
  "denonceeLe",
  "resilieeLe",
  "resiliationMotif",
  "observation",
] as const;

/** What a convention is, at a glance: its life, its parties, what it gave, who follows it. */
export function Synthese({ detail, jour }: TabProps) {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const catalogue = useCatalogue();
  const { ligne, fiche, valeurs, resultats } = detail;
  const ar = i18n.language === "ar";
  const objet = valeurs["objet"];
  const counts = ["accompagnes", "finances", "entreprises", "emplois"] as const;
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <Vie detail={detail} jour={jour} />
        <Card title={t("champs:convention.objet")}>
          {typeof objet === "string" ? (
            <p className={styles.text}>
              <Auto>{objet}</Auto>
            </p>
          ) : (
            <p className={styles.mut}>{t("sansObjet")}</p>
          )}
        </Card>
        <Card title={t("suivi")}>
          <div className={styles.fields}>
            {FOLLOWED.map((name) => (
              <RecordField
                key={name}
                record="convention"
                view={fiche}
                name={name}
                readOnly={jour !== undefined}
              />
            ))}
          </div>
        </Card>
      </div>
      <div className={styles.column}>
        <Card title={t("parties")}>
          {detail.parties.length === 0 && <p className={styles.mut}>{t("aucunePartie")}</p>}
          <ul className={styles.list}>
            {detail.parties
              .filter(({ presente }) => presente)
              .map((partie) => {
                const { values } = partie.fiche;
                const signed = values["signeLe"];
                const role = catalogue.label("role_partie", String(values["role"]));
                return (
                  <li key={partie.fiche.id} className={styles.party}>
                    <a
                      className={styles.link}
                      href={`#/annuaire/organisation/${String(values["organisationId"])}`}
                    >
                      <Auto>{(ar && partie.nomAr) || partie.nomFr}</Auto>
                    </a>
                    <span className={styles.mut}>
                      {role} ·{" "}
                      {typeof signed === "string" && (!jour || signed <= jour) ? (
                        <>
                          {t("signeeLe")} <Iso>{formatDate(signed)}</Iso>
                        </>
                      ) : (
                        <Pill tone="soon">{t("nonSignee")}</Pill>
                      )}
                    </span>
                  </li>
                );
              })}
          </ul>
          <p className={styles.mut}>
            {[
              catalogue.label("type_convention", ligne.type),
              ligne.programme ? catalogue.label("programme", ligne.programme) : "",
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <p>
            {ligne.montant === null ? (
              t("sansMontant")
            ) : (
              <b>
                <Iso>{formatDh(ligne.montant)}</Iso>
              </b>
            )}
          </p>
        </Card>
        <Card title={t("resultats.titre")}>
          <dl className={styles.facts}>
            {counts.map((key) => (
              <div key={key}>
                <dt>{t(`resultats.${key}`)}</dt>
                <dd>
                  <Iso>{formatNumber(resultats[key], 0)}</Iso>
                </dd>
              </div>
            ))}
            {(["accorde", "collecte"] as const).map((key) => (
              <div key={key}>
                <dt>{t(`resultats.${key}`)}</dt>
                <dd>
                  <Iso>{formatDh(resultats[key])}</Iso>
                </dd>
              </div>
            ))}
          </dl>
          <p className={styles.mut}>{t("resultats.source")}</p>
        </Card>
        {detail.filles.length > 0 && (
          <Card title={t("filles")}>
            <ul className={styles.list}>
              {detail.filles.map((one) => (
                <li key={one.id}>
                  <a className={styles.link} href={`#/conventions/${one.id}`}>
                    <Iso>{one.numero}</Iso> <Auto>{one.intituleFr}</Auto>
                  </a>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </div>
  );
}
