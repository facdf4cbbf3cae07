import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { TableauEntree } from "../../../src-main/contract/tableaux.ts";
import { orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { formatInstant } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { EmptyState, ErrorState, PageHeader, Skeleton } from "../../ui/index.ts";
import { NouveauTableau } from "./composition/NouveauTableau.tsx";
import { TableauProvider, useTableau } from "./contexte.tsx";
import classes from "./Tableau.module.css";

/** The dashboards: those shipped with the application, then those composed here. */
export function Tableaux() {
  const langue = useLangue();
  return (
    <TableauProvider langue={langue}>
      <Liste />
    </TableauProvider>
  );
}

function Liste() {
  const { t } = useTableau();
  const query = useQuery(orpc.tableaux.list.queryOptions({ input: {} }));
  useReady("tableaux", query.data !== undefined);
  const all = query.data?.tableaux ?? [];
  return (
    <div className={classes.screen}>
      <PageHeader
        title={t("liste")}
        count={query.data?.tableaux.length}
        actions={<NouveauTableau />}
      />
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={t("liste")}>
        {query.isError && !query.data && (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
        {query.isPending && <Skeleton lines={7} height={54} />}
        {query.data && (
          <>
            <Groupe titre={t("livres")} tableaux={all.filter(({ livre }) => livre)} />
            <Groupe titre={t("composes")} tableaux={all.filter(({ livre }) => !livre)} />
          </>
        )}
      </div>
    </div>
  );
}

function Groupe({ titre, tableaux }: { titre: string; tableaux: readonly TableauEntree[] }) {
  const { t, text } = useTableau();
  return (
    <section className={classes.groupe} aria-label={titre}>
      <h2 className={classes.groupeTitre}>{titre}</h2>
      {tableaux.length === 0 ? (
        <EmptyState
          icon={<IconChartBar size={28} aria-hidden="true" />}
          title={t("aucunCompose.titre")}
          hint={t("aucunCompose.texte")}
        />
      ) : (
        <ul className={classes.entrees}>
          {tableaux.map((one) => (
            <li key={one.key}>
              <a className={classes.entree} href={`#/tableaux/${one.key}`}>
                <b>{text(one.titre)}</b>
                {one.description && <span>{text(one.description)}</span>}
                <span className={classes.faits}>
                  {t("nombreCartes", { count: one.cartes })}
                  {one.feuilles === "province" && ` · ${t("uneFeuilleParProvince")}`}
                  {one.updatedAt !== null &&
                    ` · ${t("modifieLe", { quand: formatInstant(one.updatedAt) })}`}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
