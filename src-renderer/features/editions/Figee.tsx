import { useTranslation } from "react-i18next";
import type {
  CartePoint,
  CarteResult,
  TableauResult,
} from "../../../src-main/contract/tableaux.ts";
import { useLangue } from "../../i18n/index.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import { Card, ConfidenceMark, Pill, Table } from "../../ui/index.ts";
import { uniteTexte, valeurTexte } from "./chiffres.ts";
import styles from "./editions.module.css";

/** The figures of an edition, card by card, with their unit, their sources and how they were computed. */
export function Figee({ contenu }: { contenu: TableauResult }) {
  return (
    <div className={styles.grid}>
      {contenu.cartes.map((carte) => (
        <Carte key={carte.key} carte={carte} />
      ))}
    </div>
  );
}

function Carte({ carte }: { carte: CarteResult }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  return (
    <Card
      title={
        <span className={styles.title}>
          {pick(carte.titre, langue)}
          <span className={styles.unit}>{uniteTexte(t, carte.unite)}</span>
          <Pill tone={carte.famille === "publie" ? "info" : "neutral"}>
            {t(`famille.${carte.famille}`)}
          </Pill>
        </span>
      }
      footer={<Pied carte={carte} />}
    >
      {carte.faute && <p className={styles.fault}>{pick(carte.faute.texte, langue)}</p>}
      {carte.texte && <p>{pick(carte.texte, langue)}</p>}
      {carte.total && (
        <p className={styles.total}>
          {t("ensemble")}{" "}
          <b>
            <Iso>{valeurTexte(carte.total.valeur)}</Iso>
          </b>
          {carte.total.mediane !== null && (
            <span className={styles.mut}>
              {" "}
              · {t("mediane")} <Iso>{valeurTexte(carte.total.mediane)}</Iso>
            </span>
          )}
          {carte.total.fiches !== null && (
            <span className={styles.mut}> · {t("fiches", { count: carte.total.fiches })}</span>
          )}
        </p>
      )}
      {carte.points.length > 0 && <Points carte={carte} />}
      {!carte.faute && !carte.texte && !carte.total && carte.points.length === 0 && (
        <p className={styles.mut}>{t("sansChiffre")}</p>
      )}
    </Card>
  );
}

function Points({ carte }: { carte: CarteResult }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const alone = carte.series.length === 1;
  const at = new Map(
    carte.points.map((point) => [JSON.stringify([point.categorie, point.serie]), point]),
  );
  const pointOf = (categorie: string, serie: string): CartePoint | undefined =>
    at.get(JSON.stringify([categorie, serie]));
  const counted = alone && carte.points.some(({ fiches }) => fiches !== null);
  const only = carte.series[0]?.key ?? "";
  const starred =
    carte.points.some(({ partiel }) => partiel) &&
    !carte.remarques.some(({ fr }) => fr.startsWith("*"));
  return (
    <div
      className={styles.scrolled}
      tabIndex={0}
      role="region"
      aria-label={pick(carte.titre, langue)}
    >
      <Table
        label={pick(carte.titre, langue)}
        dense
        rows={carte.categories}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "categorie",
            header: t("poste"),
            cell: ({ key, label }) =>
              `${pick(label, langue)}${carte.series.some((serie) => pointOf(key, serie.key)?.partiel) ? " *" : ""}`,
          },
          ...carte.series.map((serie) => ({
            key: `s:${serie.key}`,
            header: alone ? uniteTexte(t, carte.unite) : pick(serie.label, langue),
            numeric: true,
            cell: ({ key }: { key: string }) => (
              <Iso>{valeurTexte(pointOf(key, serie.key)?.valeur)}</Iso>
            ),
          })),
          ...(counted
            ? [
                {
                  key: "fiches",
                  header: t("fichesTitre"),
                  numeric: true,
                  cell: ({ key }: { key: string }) => (
                    <Iso>{formatNumber(pointOf(key, only)?.fiches ?? 0, 0)}</Iso>
                  ),
                },
              ]
            : []),
        ]}
      />
      {starred && <p className={styles.note}>{t("partiel")}</p>}
    </div>
  );
}

function Pied({ carte }: { carte: CarteResult }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  return (
    <div className={styles.foot}>
      {carte.remarques.map((remarque) => (
        <p key={remarque.fr}>{pick(remarque, langue)}</p>
      ))}
      {carte.calcul.fr !== "" && <p>{pick(carte.calcul, langue)}</p>}
      {carte.references.map((reference) => (
        <p key={`${reference.texte}${reference.asOf ?? ""}`}>
          {t("source")} <bdi dir="auto">{reference.texte}</bdi>
          {reference.asOf && (
            <>
              {" "}
              <Iso>({formatDate(reference.asOf)})</Iso>
            </>
          )}{" "}
          {reference.confidence && <ConfidenceMark confidence={reference.confidence} />}
        </p>
      ))}
    </div>
  );
}
