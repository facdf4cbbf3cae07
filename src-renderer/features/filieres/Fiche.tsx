import { IconArrowsRightLeft, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { stageLists } from "../../../src-main/contract/filieres.ts";
import type { FiliereKey } from "../../../src-main/contract/filieres.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import { stageColour } from "../../lib/stages.ts";
import {
  Button,
  Card,
  Dot,
  EmptyState,
  ErrorState,
  IconButton,
  Menu,
  notify,
  PageHeader,
  PlanCard,
  RecordField,
  Skeleton,
  Star,
  TasksCard,
} from "../../ui/index.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import { CONFIG } from "./config.ts";
import styles from "./filieres.module.css";
import { Suivi } from "./Suivi.tsx";
import { useStages, useTimes } from "./parts.tsx";

/** One enquiry or accompaniment, edited in place. */
export function Fiche({ filiere, id }: { filiere: FiliereKey; id: string }) {
  const { t } = useTranslation("filieres");
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const stages = useStages(filiere);
  const times = useTimes(filiere);
  const [moving, setMoving] = useState(false);
  const detail = useQuery(orpc.filieres.get.queryOptions({ input: { filiere, id } }));
  useReady(filiere, detail.isSuccess && catalogue.ready);
  const { path } = CONFIG[filiere];
  const read = detail.data?.row;
  useVisited(read ? { table: filiere, id, reference: read.reference, title: read.titre } : null);

  const move = useMutation({
    mutationFn: async (etape: string) => {
      await data.filieres.move({ filiere, id, etape });
      await client.invalidateQueries({ queryKey: orpc.filieres.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: filiere, id }),
    onSuccess: () => navigate(path, { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (letterOf(event) !== "d") return;
      event.preventDefault();
      setMoving(true);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);

  if (hasCode(detail.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        hint={t("introuvableAide")}
        action={<Button onClick={() => navigate(path)}>{t(`titre.${filiere}`)}</Button>}
      />
    );
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <Skeleton lines={8} height={18} />;
  const { row, fiche } = detail.data;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href={`#${path}`} className={styles.link}>
              {t(`titre.${filiere}`)}
            </a>
            <span aria-hidden="true">/</span>
            <Iso>{row.reference}</Iso>
          </nav>
        }
        title={<Auto>{row.titre}</Auto>}
        actions={
          <>
            <Star table={filiere} id={id} />
            <Menu
              opened={moving}
              onOpenChange={setMoving}
              label={t("deplacer.vers")}
              align="end"
              items={catalogue.options(stageLists[filiere]).map(({ value, label }) => ({
                key: value,
                label,
                checked: value === row.etape,
                disabled: value === row.etape,
                onSelect: () => move.mutate(value),
              }))}
              trigger={
                <Button leftIcon={<IconArrowsRightLeft size={15} />} shortcut="D">
                  {t("deplacer.ouvrir")}
                </Button>
              }
            />
            <IconButton
              variant="default"
              label={t(`supprimer.${filiere}`)}
              icon={<IconTrash size={16} />}
              onClick={() => remove.mutate()}
              disabled={remove.isPending}
            />
          </>
        }
      >
        <div className={styles.summary}>
          <span className={styles.stage}>
            <Dot color={stageColour(stages.get(row.etape))} />
            {catalogue.label(stageLists[filiere], row.etape)}
          </span>
          {times(row)}
        </div>
      </PageHeader>
      <div className={styles.pageBody}>
        <div className={styles.left}>
          <Card title={t(`fiche.${filiere}`)}>
            {CONFIG[filiere].groups.map((group) => (
              <div
                key={group[0]}
                className={styles.fields}
                data-long={group.length < 3 || undefined}
              >
                {group.map((name) => (
                  <RecordField key={name} record={filiere} view={fiche} name={name} />
                ))}
              </div>
            ))}
          </Card>
          {filiere === "accompagnement" && <Suivi id={id} fiche={fiche} />}
          {filiere === "accompagnement" && <PlanCard of={{ accompagnementId: id }} />}
          <Timeline recordTable={filiere} recordId={id} />
        </div>
        <div className={styles.side}>
          <Card title={t("liens")}>
            {CONFIG[filiere].links.map((name) => (
              <RecordField key={name} record={filiere} view={fiche} name={name} />
            ))}
            {row.projet && row.projetId && (
              <a href={`#/projets/${row.projetId}`} className={styles.link}>
                {t("ouvrirProjet")} <Iso>{row.projet}</Iso>
              </a>
            )}
          </Card>
          <TasksCard recordTable={filiere} recordId={id} />
          <Attachments recordTable={filiere} recordId={id} />
        </div>
      </div>
    </div>
  );
}
