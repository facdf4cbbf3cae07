import { IconPlus, IconTrash, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OrganisationDetail, ProjetHeld } from "../../../src-main/contract/annuaire.ts";
import { data, errorSentence, hasCode, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatMdh } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  IconButton,
  Menu,
  notify,
  PageHeader,
  Skeleton,
  Star,
} from "../../ui/index.ts";
import styles from "./annuaire.module.css";

export type Type = "organisation" | "personne";

/** What stands in the place of an entry that is not there yet, or no longer. */
export function NotYet({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation("annuaire");
  if (hasCode(error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable.titre")}
        hint={t("introuvable.aide")}
        action={<Button onClick={() => navigate("/annuaire")}>{t("retour")}</Button>}
      />
    );
  if (error) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <div className={styles.bones} aria-busy="true">
      <Skeleton lines={2} height={20} width="40%" />
      <Skeleton lines={8} height={18} />
    </div>
  );
}

/** Top of an entry's page: both names, roles, and the way to the trash. */
export function EntryHeader({
  type,
  id,
  nomFr,
  nomAr,
  roles,
}: {
  type: Type;
  id: string;
  nomFr: string;
  nomAr: string;
  roles: OrganisationDetail["roles"];
}) {
  const { t, i18n } = useTranslation("annuaire");
  const main = i18n.language === "ar" && nomAr ? nomAr : nomFr;
  const other = main === nomFr ? nomAr : nomFr;
  useVisited({ table: type, id, reference: null, title: main });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: type, id }),
    onSuccess: () => navigate("/annuaire", { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <PageHeader
      breadcrumb={
        <nav aria-label={t("fil")} className={styles.crumbs}>
          <a href="#/annuaire">{t("titre")}</a>
          <span aria-hidden="true">/</span>
          <span>{t(`type.${type}`)}</span>
        </nav>
      }
      title={
        <span className={styles.titles}>
          <Auto>{main}</Auto>
          {other && (
            <span className={styles.other} lang={other === nomAr ? "ar" : "fr"}>
              <Auto>{other}</Auto>
            </span>
          )}
        </span>
      }
      actions={
        <>
          {type === "organisation" && (
            <Button onClick={() => navigate(`/etats/partenaire/${id}`)}>
              {t("etatExecution")}
            </Button>
          )}
          <Star table={type} id={id} />
          <IconButton
            variant="default"
            label={t("supprimer")}
            icon={<IconTrash size={16} />}
            onClick={() => remove.mutate()}
            disabled={remove.isPending}
          />
        </>
      }
    >
      <Roles type={type} id={id} roles={roles} />
    </PageHeader>
  );
}

/** Roles as chips; one that follows from a project held is not taken away by hand. */
function Roles({
  type,
  id,
  roles,
}: {
  type: Type;
  id: string;
  roles: OrganisationDetail["roles"];
}) {
  const { t } = useTranslation("annuaire");
  const catalogue = useCatalogue();
  const change = useMutation({
    mutationFn: (input: { role: string; present: boolean }) =>
      data.annuaire.setRole({ type, id, ...input }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const free = catalogue
    .options("role_annuaire")
    .filter(({ value }) => roles.every(({ role }) => role !== value));
  return (
    <div className={styles.roles} role="group" aria-label={t("colonnes.roles")}>
      {roles.map(({ role, deduit }) => {
        const label = catalogue.label("role_annuaire", role);
        return (
          <span key={role} className={styles.chip}>
            {label}
            {deduit ? (
              <span className={styles.mut}>{t("roles.deduit")}</span>
            ) : (
              <IconButton
                size="sm"
                label={t("roles.retirer", { role: label })}
                icon={<IconX size={13} />}
                onClick={() => change.mutate({ role, present: false })}
              />
            )}
          </span>
        );
      })}
      {free.length > 0 && (
        <Menu
          trigger={
            <Button size="sm" variant="subtle" leftIcon={<IconPlus size={14} />}>
              {t("roles.ajouter")}
            </Button>
          }
          items={free.map(({ value, label }) => ({
            key: value,
            label,
            onSelect: () => change.mutate({ role: value, present: true }),
          }))}
        />
      )}
    </div>
  );
}

/** Projects that name the entry, each with its acts. */
export function Projects({
  title,
  projets,
  total,
}: {
  title: string;
  projets: readonly ProjetHeld[];
  total: number;
}) {
  const { t, i18n } = useTranslation("annuaire");
  const catalogue = useCatalogue();
  return (
    <Card
      title={title}
      {...(total > projets.length
        ? { footer: t("projets.premiers", { count: projets.length, total }) }
        : {})}
    >
      {projets.length === 0 && <p className={styles.mut}>{t("projets.aucun")}</p>}
      <ul className={styles.list}>
        {projets.map((projet) => (
          <li key={projet.id}>
            <div className={styles.line}>
              <b>
                <a href={`#/projets/${projet.id}`}>
                  <Auto>
                    {i18n.language === "ar" && projet.intituleAr
                      ? projet.intituleAr
                      : projet.intituleFr}
                  </Auto>
                </a>
              </b>
              <span className={styles.spring} />
              {projet.montant !== null && (
                <span className={styles.mut}>
                  <Iso>{formatMdh(projet.montant)}</Iso> {t("mdh")}
                </span>
              )}
            </div>
            {projet.dossiers.map((dossier) => (
              <div key={dossier.id} className={styles.line}>
                <a href={`#/dossiers/${dossier.id}`}>
                  <Iso>{dossier.reference}</Iso>
                </a>
                <span>{dossier.acte ? catalogue.label("acte", dossier.acte) : "–"}</span>
                <span className={styles.spring} />
                <span className={styles.mut}>
                  {catalogue.label("etat_procedure", dossier.etat)}
                </span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A page in two columns: what the entry is, and what it is tied to. */
export function Columns({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <div className={styles.body}>
      <div className={styles.column}>{main}</div>
      <div className={styles.column}>{side}</div>
    </div>
  );
}
