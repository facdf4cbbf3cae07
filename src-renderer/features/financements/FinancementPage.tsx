import { IconAlertTriangle, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FinancementDetail } from "../../../src-main/contract/financements.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { addressOf } from "../../lib/records.ts";
import { useVisited } from "../../lib/visited.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  financingTone,
  IconButton,
  notify,
  PageHeader,
  Pill,
  PlanCard,
  RecordField,
  RecordForm,
  Skeleton,
  Star,
  TasksCard,
} from "../../ui/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import { Campagne } from "./Campagne.tsx";
import styles from "./financements.module.css";
import { Plafonds } from "./Plafonds.tsx";

/** One financing: its amounts and dates, its campaign, its ceilings, and the plan it belongs to. */
export function FinancementPage({ id }: { id: string }) {
  const { t } = useTranslation("financements");
  const catalogue = useCatalogue();
  const detail = useQuery(orpc.financements.get.queryOptions({ input: { id } }));
  useReady("financement", detail.isSuccess && catalogue.ready);
  if (hasCode(detail.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        hint={t("introuvableAide")}
        action={<Button onClick={() => navigate("/financements")}>{t("titre")}</Button>}
      />
    );
  if (detail.data && catalogue.ready) return <Page detail={detail.data} />;
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Skeleton lines={8} height={18} />;
}

const SHORT = [
  ["statut", "montantDemande", "montantAccorde", "montantVerse"],
  ["demandeLe", "decisionLe"],
] as const;
const CAMPAIGN_DATES = ["ouvertLe", "clotLe"] as const;
const LINKS = ["projetId", "accompagnementId", "organismeId", "conventionId", "programme"] as const;

function Page({ detail }: { detail: FinancementDetail }) {
  const { t, i18n } = useTranslation("financements");
  const catalogue = useCatalogue();
  const { row, fiche, campagne } = detail;
  const ar = i18n.language === "ar";
  const type = catalogue.label("type_financement", row.type);
  const objet = (ar && row.objetAr) || row.objetFr;
  const title = objet ? `${type} · ${objet}` : type;
  useVisited({ table: "financement", id: row.id, reference: row.reference, title });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "financement", id: row.id }),
    onSuccess: () => navigate("/financements", { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const titulaire = (ar && row.titulaireAr) || row.titulaireFr;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href="#/financements" className={styles.link}>
              {t("titre")}
            </a>
            <span aria-hidden="true">/</span>
            <Iso>{row.reference}</Iso>
          </nav>
        }
        title={<Auto>{title}</Auto>}
        actions={
          <>
            <Star table="financement" id={row.id} />
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
        <div className={styles.summary}>
          <Pill tone={financingTone(catalogue.rows("statut_financement"), row.statut)}>
            {catalogue.label("statut_financement", row.statut)}
          </Pill>
          {row.categorie && <span>{catalogue.label("categorie_collaboratif", row.categorie)}</span>}
          <b>
            <Iso>{formatDh(row.montantDemande)}</Iso>
          </b>
          {titulaire && (
            <span className={styles.mut}>
              <Auto>{titulaire}</Auto>
            </span>
          )}
          {row.depasse && <Pill tone="late">{t("auDessus")}</Pill>}
        </div>
      </PageHeader>
      <Suggestion detail={detail} />
      <div className={styles.pageBody}>
        <div className={styles.column}>
          {campagne && <Campagne row={row} campagne={campagne} />}
          <Fields detail={detail} />
          <PlanCard of={planOf(detail)} here={row.id} />
          <Timeline recordTable="financement" recordId={row.id} />
        </div>
        <div className={styles.column}>
          <Plafonds plafonds={detail.plafonds} campagne={campagne} />
          <Card title={t("liens")}>
            {LINKS.map((name) => (
              <RecordField key={name} record="financement" view={fiche} name={name} />
            ))}
            {(["projet", "accompagnement"] as const).map((table) => {
              const path = addressOf(table, row[`${table}Id`]);
              return (
                path && (
                  <p key={table}>
                    <a href={`#${path}`} className={styles.link}>
                      {t(`ouvrir.${table}`)} <Iso>{row[table]}</Iso>
                    </a>
                  </p>
                )
              );
            })}
          </Card>
          <TasksCard recordTable="financement" recordId={row.id} />
          <Attachments recordTable="financement" recordId={row.id} wholePage />
        </div>
      </div>
    </div>
  );
}

const planOf = ({ row }: FinancementDetail) =>
  row.projetId === null
    ? { accompagnementId: row.accompagnementId ?? "" }
    : { projetId: row.projetId };

function Fields({ detail: { fiche, row, campagne } }: { detail: FinancementDetail }) {
  const { t } = useTranslation(["financements", "champs"]);
  const [changing, setChanging] = useState(false);
  const field = (name: string, readOnly = false) => (
    <RecordField
      key={name}
      record="financement"
      view={fiche}
      name={name}
      {...(readOnly ? { readOnly } : {})}
    />
  );
  return (
    <Card
      title={t("fiche")}
      actions={
        <Button size="sm" onClick={() => setChanging(true)}>
          {t("changerType")}
        </Button>
      }
    >
      <div className={styles.fields}>
        {field("type", true)}
        {campagne && field("categorie", true)}
      </div>
      {SHORT.map((group) => (
        <div key={group[0]} className={styles.fields}>
          {group.map((name) => field(name))}
          {group[0] === "demandeLe" && campagne && CAMPAIGN_DATES.map((name) => field(name))}
        </div>
      ))}
      <div className={styles.fields} data-long>
        {/* The result of a campaign is counted. */}
        {!campagne && field("resultat")}
        {field("observation")}
      </div>
      {changing && (
        <RecordForm
          record="financement"
          title={t("changerType")}
          names={["type", "categorie"]}
          initial={{ type: row.type, categorie: row.categorie }}
          unasked={(drafts) => (drafts["type"] === "collaboratif" ? [] : ["categorie"])}
          submitLabel={t("enregistrer")}
          write={async ({ type, categorie }, answers) => {
            await data.records.update({
              record: "financement",
              id: row.id,
              patch: { type: type ?? null, categorie: categorie ?? null },
              ...answers,
            });
            return null;
          }}
          onDone={() => setChanging(false)}
          onClose={() => setChanging(false)}
        />
      )}
    </Card>
  );
}

/** What the facts say of the state: applied in one click, never by itself. */
function Suggestion({ detail: { row, suggestion } }: { detail: FinancementDetail }) {
  const { t } = useTranslation("financements");
  const catalogue = useCatalogue();
  const apply = useMutation({
    mutationFn: (statut: string) =>
      data.records.update({
        record: "financement",
        id: row.id,
        patch: { statut },
        expected: { statut: row.statut },
      }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  if (!suggestion) return null;
  const label = catalogue.label("statut_financement", suggestion.statut);
  return (
    <section className={styles.notice} aria-label={t("suggestion.titre")}>
      <IconAlertTriangle size={16} aria-hidden="true" className={styles.warn} />
      <p>
        {t(`suggestion.${suggestion.raison}`, {
          le: suggestion.le === null ? "" : formatDate(suggestion.le),
        })}
      </p>
      <Button size="sm" onClick={() => apply.mutate(suggestion.statut)} disabled={apply.isPending}>
        {t("suggestion.passer", { statut: label })}
      </Button>
    </section>
  );
}
