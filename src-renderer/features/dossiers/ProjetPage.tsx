import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ProjetDetail } from "../../../src-main/contract/dossiers.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatMdh } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { usePane } from "../../lib/pane.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import {
  ErrorState,
  IconButton,
  notify,
  PageHeader,
  PlanCard,
  Skeleton,
  Star,
  TasksCard,
} from "../../ui/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import styles from "./dossiers.module.css";
import { Gone } from "./Gone.tsx";
import { holderOf, Reference, titleOf, useMarks } from "./marks.tsx";
import { ActsCard, HolderCard, ProjectCard } from "./project.tsx";
import { Realisation } from "./Realisation.tsx";

/** One project by itself: all its dossiers, what it is, what became of it, and everything noted on it. */
export function ProjetPage({ id }: { id: string }) {
  const detail = useQuery(orpc.dossiers.projet.queryOptions({ input: { id } }));
  useReady("projet", detail.isSuccess || detail.isError);
  if (hasCode(detail.error, "NOT_FOUND")) return <Gone what="projet" />;
  if (detail.data) return <Page detail={detail.data} />;
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return (
    <div className={styles.pageBones} aria-busy="true">
      <Skeleton lines={2} height={20} width="40%" />
      <Skeleton lines={8} height={18} />
    </div>
  );
}

const text = (value: FieldValue | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

function Page({ detail }: { detail: ProjetDetail }) {
  const { t, i18n } = useTranslation("dossiers");
  const client = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  const { navigate, active } = usePane();
  const { projet } = detail;
  const { id } = projet;
  const names = {
    intituleFr: String(projet.values["intituleFr"] ?? ""),
    intituleAr: text(projet.values["intituleAr"]),
  };
  const reference = String(projet.values["reference"] ?? "");
  const title = titleOf(names, i18n.language);
  const other = title === names.intituleFr ? names.intituleAr : names.intituleFr;
  useVisited({ table: "projet", id, reference, title });

  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "projet", id }),
    onSuccess: () => {
      navigate("/dossiers", { replace: true });
      client.removeQueries({ queryKey: orpc.dossiers.projet.key({ input: { id } }) });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (!active || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (letterOf(event) !== "e") return;
    event.preventDefault();
    root.current?.querySelector<HTMLButtonElement>("[data-project] button")?.click();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);

  return (
    <div className={styles.page} ref={root}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href="#/dossiers">{t("titre")}</a>
            <span aria-hidden="true">/</span>
            <Reference>{reference}</Reference>
          </nav>
        }
        title={
          <span className={styles.titles}>
            <Auto>{title}</Auto>
            {other && (
              <span className={styles.otherTitle} lang={other === names.intituleAr ? "ar" : "fr"}>
                <Auto>{other}</Auto>
              </span>
            )}
          </span>
        }
        actions={
          <>
            <Star table="projet" id={id} />
            <IconButton
              variant="default"
              label={t("projet.supprimer")}
              icon={<IconTrash size={16} />}
              onClick={() => remove.mutate()}
              disabled={remove.isPending}
            />
          </>
        }
      >
        <Summary detail={detail} />
      </PageHeader>
      <div className={styles.pageBody}>
        <div className={styles.pageColumn}>
          <ActsCard detail={detail} />
          <ProjectCard projet={projet} />
          <PlanCard of={{ projetId: id }} />
          <Realisation projet={projet} />
          <Timeline recordTable="projet" recordId={id} shortcuts />
        </div>
        <div className={styles.pageColumn}>
          <TasksCard recordTable="projet" recordId={id} />
          <Attachments recordTable="projet" recordId={id} wholePage />
          <HolderCard detail={detail} />
        </div>
      </div>
    </div>
  );
}

/** Decision, holder, sector, place, amount and jobs in one line. */
function Summary({ detail }: { detail: ProjetDetail }) {
  const { t, i18n } = useTranslation("dossiers");
  const catalogue = useCatalogue();
  const marks = useMarks();
  const { values } = detail.projet;
  const secteur = text(values["secteur"]);
  const porteur = holderOf(
    {
      porteurFr: text(detail.porteur?.values["nomFr"]),
      porteurAr: text(detail.porteur?.values["nomAr"]),
    },
    i18n.language,
  );
  const place = catalogue.territoires.find((one) => one.id === values["territoireId"]);
  const { montant, emploisPrevus } = values;
  return (
    <div className={styles.summary}>
      <div className={styles.pills}>
        {detail.decisionProjet && marks.decision(detail.decisionProjet)}
        {typeof montant === "number" && (
          <span>
            <b>
              <Iso>{formatMdh(montant)}</Iso>
            </b>{" "}
            {t("unites.mdh")}
          </span>
        )}
        {typeof emploisPrevus === "number" && (
          <span>{t("projet.emplois", { count: emploisPrevus })}</span>
        )}
        {porteur && (
          <span className={styles.mut}>
            <Auto>{porteur}</Auto>
          </span>
        )}
        {place && <span className={styles.mut}>{catalogue.territoire(place.code)}</span>}
        {secteur && (
          <span className={styles.mut}>{catalogue.label("secteur_barometre", secteur)}</span>
        )}
      </div>
    </div>
  );
}
