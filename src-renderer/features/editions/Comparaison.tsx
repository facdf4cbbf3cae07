import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  CarteComparee,
  ComparaisonEdition,
  CoteCompare,
  EditionVue,
  LectureComparee,
  PointCompare,
} from "../../../src-main/contract/editions.ts";
import { hasCode, orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Card,
  Checkbox,
  EmptyState,
  ErrorState,
  Pill,
  Select,
  Skeleton,
  Table,
} from "../../ui/index.ts";
import { differe, pourcentTexte, signe, uniteEcart, uniteTexte, valeurTexte } from "./chiffres.ts";
import styles from "./editions.module.css";

/** Stands for the figures of today among what an edition is compared with. */
const TODAY = "aujourdhui";

/** An edition before, another reading now: card by card, figure by figure. */
export function Comparaison({ edition, avec }: { edition: EditionVue; avec: string | null }) {
  const { t } = useTranslation("editions");
  const [changed, setChanged] = useState(true);
  const { id, tableau } = edition;
  const others = useQuery(orpc.editions.list.queryOptions({ input: { tableau } }));
  const query = useQuery({
    ...orpc.editions.comparer.queryOptions({ input: { id, avec } }),
    placeholderData: keepPreviousData,
  });
  useReady("edition-comparaison", query.isSuccess && !query.isPlaceholderData);
  return (
    <>
      <div className={styles.filters}>
        <Select
          className={styles.other ?? ""}
          size="xs"
          ariaLabel={t("comparerAvec")}
          value={avec ?? TODAY}
          onChange={(next) => {
            const other = next === null || next === TODAY ? "" : `&avec=${next}`;
            navigate(`/editions/${id}?onglet=comparer${other}`, { replace: true });
          }}
          options={[
            { value: TODAY, label: t("chiffresDuJour") },
            ...(others.data?.editions ?? [])
              .filter((one) => one.id !== id)
              .map((one) => ({
                value: one.id,
                label: `${one.titre} · ${formatDate(one.publieLe)}`,
              })),
          ]}
        />
        <Checkbox
          label={t("seulementChange")}
          checked={changed}
          onChange={(next) => setChanged(next)}
        />
      </div>
      {hasCode(query.error, "NOT_FOUND") ? (
        <EmptyState title={t("tableauDisparu")} hint={t("tableauDisparuAide")} />
      ) : (
        query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton lines={8} height={22} />}
      {query.data && !query.error && <Resultat comparaison={query.data} changed={changed} />}
    </>
  );
}

function Resultat({ comparaison, changed }: { comparaison: ComparaisonEdition; changed: boolean }) {
  const { t } = useTranslation("editions");
  const { avant, apres, cartes, memeFiltre } = comparaison;
  const differences = cartes.reduce((sum, carte) => sum + carte.differences, 0);
  const shown = cartes.filter(
    (carte) => !changed || carte.statut !== "commune" || carte.differences > 0 || carte.texteChange,
  );
  return (
    <>
      <dl className={styles.summary}>
        <Lecture nom={t("avant")} lecture={avant} />
        <Lecture nom={t("maintenant")} lecture={apres} />
      </dl>
      {!(avant.intacte && apres.intacte) && (
        <p role="alert" className={styles.alert}>
          {t("altereeAide")}
        </p>
      )}
      {!memeFiltre && (
        <p role="alert" className={styles.alert}>
          {t("filtresDifferents")}
        </p>
      )}
      <p role="status">
        {differences === 0
          ? t("aucuneDifference", { count: cartes.length })
          : `${t("differences", { count: differences })} · ${t("surCartes", { count: cartes.length })}`}
      </p>
      {shown.map((carte) => (
        <Carte key={carte.key} carte={carte} changed={changed} />
      ))}
    </>
  );
}

function Lecture({ nom, lecture }: { nom: string; lecture: LectureComparee }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  return (
    <div className={styles.meta}>
      <dt>{nom}</dt>
      <dd>
        {lecture.titre === null ? (
          t("chiffresDuJour")
        ) : (
          <a className={styles.link} href={`#/editions/${lecture.editionId ?? ""}`}>
            <Auto>{lecture.titre}</Auto>
          </a>
        )}{" "}
        · <Iso>{formatDate(lecture.jour)}</Iso> ·{" "}
        {pick(lecture.filtreTexte, langue) || t("sansFiltre")}
      </dd>
    </div>
  );
}

function Carte({ carte, changed }: { carte: CarteComparee; changed: boolean }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const all = [...(carte.total ? [carte.total] : []), ...carte.points];
  const rows = changed ? all.filter(differe) : all;
  const { avant, apres } = carte.unites;
  const unite = uniteTexte(t, apres ?? avant ?? "");
  return (
    <Card
      title={
        <span className={styles.title}>
          {pick(carte.titre, langue)}
          <span className={styles.unit}>{unite}</span>
          {carte.statut !== "commune" && (
            <Pill tone={carte.statut === "incomparable" ? "soon" : "info"}>
              {t(`carte.${carte.statut}`)}
            </Pill>
          )}
        </span>
      }
    >
      {carte.raison && (
        <p>
          {t(`raison.${carte.raison}`, {
            avant: uniteTexte(t, avant ?? ""),
            apres: uniteTexte(t, apres ?? ""),
          })}
        </p>
      )}
      {carte.texteChange && <p>{t("texteChange")}</p>}
      {carte.millesimes.avant !== carte.millesimes.apres && carte.statut === "commune" && (
        <p className={styles.mut}>
          {t("millesime")} <Iso>{formatDate(carte.millesimes.avant ?? "–")}</Iso> →{" "}
          <Iso>{formatDate(carte.millesimes.apres ?? "–")}</Iso>
        </p>
      )}
      {rows.length > 0 ? (
        <Lignes carte={carte} rows={rows} />
      ) : (
        carte.statut === "commune" && <p className={styles.mut}>{t("inchangee")}</p>
      )}
    </Card>
  );
}

function Lignes({ carte, rows }: { carte: CarteComparee; rows: readonly PointCompare[] }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const unite = carte.unites.apres ?? carte.unites.avant ?? "";
  const several = new Set(carte.points.map(({ serie }) => serie?.key)).size > 1;
  return (
    <div className={styles.scroll}>
      <Table
        label={pick(carte.titre, langue)}
        dense
        rows={rows}
        rowKey={({ categorie, serie }) => JSON.stringify([categorie?.key, serie?.key])}
        columns={[
          {
            key: "poste",
            header: t("poste"),
            cell: ({ categorie, serie }) =>
              categorie === null
                ? t("ensemble")
                : [pick(categorie.label, langue), several && serie && pick(serie.label, langue)]
                    .filter(Boolean)
                    .join(" · "),
          },
          {
            key: "avant",
            header: t("avant"),
            numeric: true,
            width: "150px",
            cell: ({ avant }) => <Cote cote={avant} />,
          },
          {
            key: "maintenant",
            header: t("maintenant"),
            numeric: true,
            width: "150px",
            cell: ({ apres }) => <Cote cote={apres} />,
          },
          {
            key: "difference",
            header: t("difference", { unite: uniteEcart(t, unite) }),
            numeric: true,
            width: "170px",
            cell: ({ difference }) => (difference === null ? "–" : <Iso>{signe(difference)}</Iso>),
          },
          {
            key: "pourcent",
            header: t("pourcent"),
            numeric: true,
            width: "110px",
            cell: ({ pourcent }) =>
              pourcent === null ? "–" : <Iso>{pourcentTexte(pourcent)}</Iso>,
          },
          {
            key: "statut",
            header: <span className={styles.after}>{t("evolution")}</span>,
            width: "150px",
            cell: (point) => <Evolution point={point} />,
          },
        ]}
      />
    </div>
  );
}

/** A figure on one side, and the number of records behind it. */
function Cote({ cote }: { cote: CoteCompare | null }) {
  const { t } = useTranslation("editions");
  if (cote === null) return <span className={styles.mut}>{t("absent")}</span>;
  return (
    <>
      <Iso>
        {valeurTexte(cote.valeur)}
        {cote.partiel && " *"}
      </Iso>
      {cote.fiches !== null && (
        <span className={styles.note} title={t("fiches", { count: cote.fiches })}>
          {" "}
          <Iso>({formatNumber(cote.fiches, 0)})</Iso>
        </span>
      )}
    </>
  );
}

/** What became of a figure, in a word. */
function Evolution({ point }: { point: PointCompare }) {
  const { t } = useTranslation("editions");
  const { statut } = point;
  return (
    <span
      className={`${styles.change} ${styles.after} ${differe(point) ? styles.changed : styles.mut}`}
    >
      {statut === "hausse" && <IconArrowUpRight size={14} aria-hidden="true" />}
      {statut === "baisse" && <IconArrowDownRight size={14} aria-hidden="true" />}
      {t(`statut.${statut}`)}
    </span>
  );
}
