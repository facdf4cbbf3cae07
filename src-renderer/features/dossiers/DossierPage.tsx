import {
  IconArrowsRightLeft,
  IconChevronLeft,
  IconChevronRight,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DossierDetail } from "../../../src-main/contract/dossiers.ts";
import { fields } from "../../../src-main/contract/fields.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatMdh } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { usePane } from "../../lib/pane.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  Card,
  ErrorState,
  IconButton,
  Menu,
  notify,
  PageHeader,
  PlanCard,
  Skeleton,
  Star,
  SimulationsCard,
  TasksCard,
} from "../../ui/index.ts";
import { Realisation } from "./Realisation.tsx";
import { Delais } from "./Delais.tsx";
import { Acte } from "./Acte.tsx";
import { Avis } from "./Avis.tsx";
import { Attachments } from "../../ui/attachments/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import styles from "./dossiers.module.css";
import { EditField } from "./EditField.tsx";
import { Gone } from "./Gone.tsx";
import { Reference, titleOf, useMarks } from "./marks.tsx";
import { ActsCard, HolderCard, ProjectCard } from "./project.tsx";
import { Passages } from "./Passages.tsx";
import { Pieces } from "./Pieces.tsx";
import { Reserves } from "./Reserves.tsx";
import { neighbours } from "./trail.ts";
import { useMoveItems } from "./useMove.ts";

/** One dossier: its clock first, then its project, holder, acts, passages and history; edited in place. */
export function DossierPage({ id }: { id: string }) {
  const detail = useQuery(orpc.dossiers.get.queryOptions({ input: { id } }));
  useReady("dossier", detail.isSuccess);

  // First of all: deleted elsewhere, what was read of it is still at hand but no longer true.
  if (hasCode(detail.error, "NOT_FOUND")) return <Gone what="dossier" />;
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

function Page({ detail }: { detail: DossierDetail }) {
  const { t, i18n } = useTranslation(["dossiers", "champs"]);
  const client = useQueryClient();
  const root = useRef<HTMLDivElement>(null);
  const items = useMoveItems();
  const [adding, setAdding] = useState(false);
  const [moving, setMoving] = useState(false);
  const { row } = detail;
  const langue = i18n.language;
  const { before, after } = neighbours(row.id);
  const { navigate, active } = usePane();
  const title = titleOf(row, langue);
  useVisited({ table: "dossier", id: row.id, reference: row.reference, title });

  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "dossier", id: row.id }),
    onSuccess: () => {
      navigate(after ? `/dossiers/${after}` : "/dossiers", { replace: true });
      client.removeQueries({ queryKey: orpc.dossiers.get.key({ input: { id: row.id } }) });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });

  // One key, one gesture; letters stay letters while a field is being edited.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!active || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const letter = letterOf(event);
      if (letter === "e")
        root.current?.querySelector<HTMLButtonElement>("[data-project] button")?.click();
      else if (letter === "d") setMoving(true);
      else if (letter === "p") setAdding(true);
      else if (letter === "j" && after) navigate(`/dossiers/${after}`, { replace: true });
      else if (letter === "k" && before) navigate(`/dossiers/${before}`, { replace: true });
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [active, after, before, navigate]);

  const other = langue === "ar" ? row.intituleFr : row.intituleAr;
  const main = title;
  return (
    <div className={styles.page} ref={root}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href="#/dossiers" onClick={backToList}>
              {t("titre")}
            </a>
            <span aria-hidden="true">/</span>
            <a href={`#/projets/${detail.projet.id}`}>
              <Reference>{String(detail.projet.values["reference"] ?? "")}</Reference>
            </a>
            <span aria-hidden="true">/</span>
            <Reference>{row.reference}</Reference>
            {(before ?? after) && (
              <span className={styles.pager}>
                <IconButton
                  size="sm"
                  label={t("precedent")}
                  shortcut="K"
                  icon={<IconChevronLeft size={16} className={styles.mirrored} />}
                  disabled={!before}
                  onClick={() => before && navigate(`/dossiers/${before}`, { replace: true })}
                />
                <IconButton
                  size="sm"
                  label={t("suivant")}
                  shortcut="J"
                  icon={<IconChevronRight size={16} className={styles.mirrored} />}
                  disabled={!after}
                  onClick={() => after && navigate(`/dossiers/${after}`, { replace: true })}
                />
              </span>
            )}
          </nav>
        }
        title={
          <span className={styles.titles}>
            <Auto>{main}</Auto>
            {other && other !== main && (
              <span className={styles.otherTitle} lang={langue === "ar" ? "fr" : "ar"}>
                <Auto>{other}</Auto>
              </span>
            )}
          </span>
        }
        actions={
          <>
            <Star table="dossier" id={row.id} />
            <Menu
              opened={moving}
              onOpenChange={setMoving}
              label={t("deplacement.vers")}
              align="end"
              items={items(row)}
              trigger={
                <Button leftIcon={<IconArrowsRightLeft size={15} />} shortcut="D">
                  {t("deplacement.ouvrir")}
                </Button>
              }
            />
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
        <Summary detail={detail} />
      </PageHeader>
      <div className={styles.pageBody}>
        <div className={styles.pageColumn}>
          <Delais id={row.id} />
          <Pieces id={row.id} />
          <Avis id={row.id} />
          <Passages detail={detail} adding={adding} setAdding={setAdding} />
          <Reserves id={row.id} />
          <ProjectCard projet={detail.projet} linked />
          <PlanCard of={{ projetId: detail.projet.id }} />
          <Realisation projet={detail.projet} />
          <Timeline recordTable="dossier" recordId={row.id} shortcuts />
        </div>
        <div className={styles.pageColumn}>
          <ActsCard detail={detail} here={row.id} />
          <TasksCard recordTable="dossier" recordId={row.id} />
          <SimulationsCard projetId={detail.projet.id} />
          <Acte detail={detail} />
          <Attachments recordTable="dossier" recordId={row.id} wholePage />
          <DatesCard detail={detail} />
          <HolderCard detail={detail} />
        </div>
      </div>
    </div>
  );
}

/** Back to the list as it was, filters and place included. */
function backToList(event: { preventDefault: () => void; ctrlKey: boolean }): void {
  if (event.ctrlKey) return;
  event.preventDefault();
  location.hash = "/dossiers";
}

/** State, decision, deadline and amount in one line. */
function Summary({ detail }: { detail: DossierDetail }) {
  const { t } = useTranslation("dossiers");
  const catalogue = useCatalogue();
  const marks = useMarks();
  const { row } = detail;
  return (
    <div className={styles.summary}>
      <div className={styles.pills}>
        {marks.state(row.etat)}
        <span className={styles.mut}>{catalogue.label("phase", row.phase)}</span>
        {row.decision && marks.decision(row.decision)}
        {row.delai && marks.delay(row.delai)}
        {row.montant !== null && (
          <span>
            <b>
              <Iso>{formatMdh(row.montant)}</Iso>
            </b>{" "}
            {t("unites.mdh")}
          </span>
        )}
        {row.acte && <span className={styles.mut}>{catalogue.label("acte", row.acte)}</span>}
      </div>
    </div>
  );
}

/** Fields of the dossier that the card of its act shows. */
const ACT_FIELDS: ReadonlySet<string> = new Set(["autoriteId", "acteNumero", "delivreLe"]);

function DatesCard({ detail }: { detail: DossierDetail }) {
  const { t } = useTranslation("dossiers");
  return (
    <Card title={t("dossier.titre")}>
      <div className={styles.fieldsWide}>
        {fields.dossier
          .filter(({ key }) => !ACT_FIELDS.has(key))
          .map(({ key }) => (
            <EditField key={key} record="dossier" view={detail.dossier} name={key} />
          ))}
      </div>
    </Card>
  );
}
