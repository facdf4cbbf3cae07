import { IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { TableauFiltre, TableauSpec } from "../../../../src-main/contract/tableaux.ts";
import { hasCode, orpc } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { Auto } from "../../../lib/bidi.tsx";
import { pick } from "../../../lib/format.ts";
import { navigate, useHashSearch } from "../../../lib/location.ts";
import { useReady } from "../../../lib/ready.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  IconButton,
  Menu,
  PageHeader,
  Skeleton,
} from "../../../ui/index.ts";
import { TableauProvider } from "../contexte.tsx";
import { demander, lireDemande } from "../demande.ts";
import { adresseTableau } from "./adresses.ts";
import { Atelier } from "./Atelier.tsx";
import classes from "./composition.module.css";
import { useCommandes } from "./useCommandes.tsx";

/** A composed dashboard being changed. @param props.cle its id */
export function Composition({ cle }: { cle: string }) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const search = useHashSearch();
  const query = search === "" ? "" : `?${search}`;
  const demande = useMemo(() => lireDemande(search), [search]);
  const definition = useQuery(orpc.tableaux.definition.queryOptions({ input: { key: cle } }));
  const result = useQuery(
    orpc.tableaux.get.queryOptions({
      input: demander(cle, demande),
      placeholderData: (old) => (old?.key === cle ? old : undefined),
    }),
  );
  const spec = definition.data;
  useReady("composition", spec !== undefined && result.data !== undefined);
  const cartes = useMemo(
    () => new Map((result.data?.cartes ?? []).map((carte) => [carte.key, carte])),
    [result.data],
  );
  const error = definition.error ?? result.error;
  if (hasCode(error, "NOT_FOUND") || spec?.livre)
    return (
      <EmptyState
        title={t(spec?.livre ? "livre" : "introuvable")}
        action={
          <Button onClick={() => navigate(spec?.livre ? adresseTableau(cle) : "/tableaux")}>
            {t("retour")}
          </Button>
        }
      />
    );
  if (error)
    return (
      <ErrorState
        error={error}
        onRetry={() => {
          void definition.refetch();
          void result.refetch();
        }}
      />
    );
  if (spec === undefined) return <Skeleton lines={8} height={18} />;
  const titre = pick(spec.titre, langue);
  return (
    <TableauProvider langue={langue}>
      <div className={classes.screen}>
        <PageHeader
          title={t("titre", { tableau: titre })}
          breadcrumb={
            <a className={classes.retour} href={`#${adresseTableau(cle, query)}`}>
              {titre}
            </a>
          }
          actions={
            <>
              <Autres
                spec={spec}
                filtre={result.data?.demande.filtre ?? spec.filtre}
                query={query}
              />
              <Button variant="primary" onClick={() => navigate(adresseTableau(cle, query))}>
                {t("terminer")}
              </Button>
            </>
          }
        >
          {spec.description && (
            <p className={classes.description}>
              <Auto>{pick(spec.description, langue)}</Auto>
            </p>
          )}
        </PageHeader>
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={titre}>
          <Atelier
            spec={spec}
            cartes={cartes}
            filtre={result.data?.demande.filtre ?? spec.filtre}
          />
        </div>
      </div>
    </TableauProvider>
  );
}

/** What can be done with the dashboard as a whole. */
function Autres({
  spec,
  filtre,
  query,
}: {
  spec: TableauSpec;
  filtre: TableauFiltre;
  query: string;
}) {
  const { t } = useTranslation("composition");
  const { items, dialog } = useCommandes(spec, filtre, query);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton
            variant="default"
            label={t("commande.actions")}
            icon={<IconDots size={16} aria-hidden="true" />}
          />
        }
        items={items}
      />
      {dialog}
    </>
  );
}
