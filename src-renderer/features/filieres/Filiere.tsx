import { IconInbox, IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FiliereFilter, FiliereKey } from "../../../src-main/contract/filieres.ts";
import { stageLists } from "../../../src-main/contract/filieres.ts";
import { orpc, useCatalogue, useSession } from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { useReady } from "../../lib/ready.ts";
import { stageColour } from "../../lib/stages.ts";
import {
  Button,
  Dot,
  EmptyState,
  ErrorState,
  ExportButton,
  Kbd,
  PageHeader,
  SegmentedControl,
  Skeleton,
  StatusBar,
  Table,
  TextInput,
} from "../../ui/index.ts";
import { DaysFilter, ListFilter, useFilterOptions } from "../../ui/filters/index.ts";
import { CONFIG } from "./config.ts";
import { Colonnes } from "./Colonnes.tsx";
import styles from "./filieres.module.css";
import { NewFiche } from "./NewFiche.tsx";
import { useStages, useTimes, whoOf } from "./parts.tsx";
import { useFiliereQuery } from "./useFiliereQuery.ts";
import type { Vue } from "./useFiliereQuery.ts";

/** Rows of the list on first sight and with each page after. */
const PAGE = 60;
/** What the list shows; how long a card has waited is read from its days. */
const COLUMNS = ["reference", "titre", "demandeur", "etape", "debutLe", "finLe", "responsable"];
const VUES: readonly Vue[] = ["toutes", "ouvertes", "miennes"];

/** One pipeline, as columns or as a list. */
export function Filiere({ filiere }: { filiere: FiliereKey }) {
  const { t } = useTranslation(["filieres", "champs"]);
  const session = useSession();
  const catalogue = useCatalogue();
  const officiers = useFilterOptions("officier");
  const { query, filter, change } = useFiliereQuery(session.user?.id ?? null);
  const [creating, setCreating] = useState(false);
  useAskedNew(() => setCreating(true));
  const count = useQuery({
    ...orpc.filieres.list.queryOptions({ input: { filiere, filter, sort: "recent", limit: 1 } }),
    placeholderData: keepPreviousData,
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (letterOf(event) !== "n") return;
      event.preventDefault();
      setCreating(true);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);

  const create = (
    <Button variant="primary" shortcut="N" onClick={() => setCreating(true)}>
      {t(`nouveau.${filiere}`)}
    </Button>
  );
  const whole = query.vue === "toutes" && Object.keys(filter).length === 0;
  return (
    <div className={styles.screen}>
      <PageHeader
        title={t(`titre.${filiere}`)}
        count={count.data?.count}
        actions={
          <>
            <TextInput
              className={styles.search ?? ""}
              ariaLabel={t("chercher")}
              placeholder={t("chercher")}
              type="search"
              value={query.text}
              onChange={(text) => change({ text })}
              leftSection={<IconSearch size={14} aria-hidden="true" />}
            />
            <SegmentedControl
              label={t("mode.titre")}
              value={query.mode}
              onChange={(mode) => change({ mode: mode === "liste" ? "liste" : "colonnes" })}
              options={[
                { value: "colonnes", label: t("mode.colonnes") },
                { value: "liste", label: t("mode.liste") },
              ]}
            />
            <ExportButton
              view={{ list: `${filiere}s`, filter, sort: "recent" }}
              columns={COLUMNS}
            />
            {create}
          </>
        }
      >
        <div className={styles.views}>
          <SegmentedControl
            label={t("vue.titre")}
            size="xs"
            value={query.vue}
            onChange={(vue) => change({ vue: vue as Vue })}
            options={VUES.map((vue) => ({ value: vue, label: t(`vue.${vue}`) }))}
          />
          <ListFilter
            label={t("colonne.etape")}
            chosen={query.etape}
            onChange={(etape) => change({ etape })}
            options={catalogue.options(stageLists[filiere])}
          />
          <ListFilter
            label={t(`carte.${filiere}.responsable`)}
            chosen={query.responsable}
            onChange={(responsable) => change({ responsable })}
            options={officiers}
          />
          <ListFilter
            label={t("champs:accompagnement.programme")}
            chosen={query.programme}
            onChange={(programme) => change({ programme })}
            options={catalogue.options("programme")}
          />
          <DaysFilter
            label={t(`carte.${filiere}.debutLe`)}
            du={query.jours.du}
            au={query.jours.au}
            onChange={({ du = "", au = "" }) => change({ jours: { ...query.jours, du, au } })}
          />
          <DaysFilter
            label={t("champs:accompagnement.entrepriseCreeeLe")}
            du={query.jours.creeDu}
            au={query.jours.creeAu}
            onChange={({ du = "", au = "" }) =>
              change({ jours: { ...query.jours, creeDu: du, creeAu: au } })
            }
          />
        </div>
      </PageHeader>
      {count.isError && !count.data ? (
        <ErrorState error={count.error} onRetry={() => void count.refetch()} />
      ) : count.data?.count === 0 && !count.isPlaceholderData ? (
        <Nothing filiere={filiere} whole={whole} create={create} />
      ) : query.mode === "liste" ? (
        <Liste filiere={filiere} filter={filter} />
      ) : (
        <Colonnes filiere={filiere} filter={filter} />
      )}
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>N</Kbd> {t("touches.nouveau")}
            {query.mode === "colonnes" && (
              <>
                <Kbd>↑</Kbd>
                <Kbd>↓</Kbd> {t("touches.parcourir")}
                <Kbd>D</Kbd> {t("touches.deplacer")}
              </>
            )}
          </span>
        }
      />
      <NewFiche filiere={filiere} opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}

interface NothingProps {
  filiere: FiliereKey;
  whole: boolean;
  create: React.ReactNode;
}

function Nothing({ filiere, whole, create }: NothingProps) {
  const { t } = useTranslation("filieres");
  useReady(`${filiere}s`, true);
  return (
    <EmptyState
      icon={<IconInbox size={36} stroke={1.3} />}
      title={whole ? t(`vide.${filiere}`) : t("rien")}
      hint={whole ? t(`videAide.${filiere}`) : t("rienAide")}
      action={whole ? create : undefined}
    />
  );
}

function Liste({ filiere, filter }: { filiere: FiliereKey; filter: FiliereFilter }) {
  const { t, i18n } = useTranslation(["filieres", "champs"]);
  const catalogue = useCatalogue();
  const stages = useStages(filiere);
  const times = useTimes(filiere);
  const pages = useInfiniteQuery(
    orpc.filieres.list.infiniteOptions({
      input: (cursor: string | null) => ({ filiere, filter, sort: "recent", cursor, limit: PAGE }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      placeholderData: keepPreviousData,
    }),
  );
  useReady(`${filiere}s`, pages.isSuccess && !pages.isPlaceholderData && catalogue.ready);
  if (!pages.data) return <Skeleton lines={8} height={20} />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  return (
    <div className={styles.list} tabIndex={0} role="group" aria-label={t(`liste.${filiere}`)}>
      <Table
        label={t(`liste.${filiere}`)}
        rows={rows}
        rowKey={(row) => row.id}
        dense
        columns={[
          {
            key: "reference",
            header: t("colonne.reference"),
            width: "110px",
            cell: (row) => (
              <a href={`#${CONFIG[filiere].path}/${row.id}`} className={styles.link}>
                <Iso>{row.reference}</Iso>
              </a>
            ),
          },
          {
            key: "titre",
            header: t(`colonne.titre_${filiere}`),
            cell: (row) => <Auto>{row.titre}</Auto>,
          },
          {
            key: "demandeur",
            header: t(`carte.${filiere}.demandeur`),
            width: "190px",
            cell: (row) => <Auto>{whoOf(row, i18n.language) ?? "–"}</Auto>,
          },
          {
            key: "etape",
            header: t("colonne.etape"),
            width: "150px",
            cell: (row) => (
              <span className={styles.stage}>
                <Dot color={stageColour(stages.get(row.etape))} />
                {catalogue.label(stageLists[filiere], row.etape)}
              </span>
            ),
          },
          {
            key: "debut",
            header: t(`carte.${filiere}.debutLe`),
            width: "100px",
            cell: (row) => <Iso>{formatDate(row.debutLe)}</Iso>,
          },
          {
            key: "responsable",
            header: t(`carte.${filiere}.responsable`),
            width: "140px",
            cell: (row) => <Auto>{row.responsable ?? "–"}</Auto>,
          },
          {
            key: "temps",
            header: t("colonne.temps"),
            width: "230px",
            cell: (row) => <span className={styles.times}>{times(row)}</span>,
          },
        ]}
      />
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t("suite")}
        </Button>
      )}
    </div>
  );
}
