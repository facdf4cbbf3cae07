import {
  IconFilterOff,
  IconFolderPlus,
  IconLayoutKanban,
  IconList,
  IconSearch,
} from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type {
  DossierFilter,
  DossierRow,
  DossierSort,
  DossierTotals,
} from "../../../src-main/contract/dossiers.ts";
import { orpc, useSession } from "../../data/index.ts";
import { formatMdh, formatNumber } from "../../lib/format.ts";
import { letterOf } from "../../lib/keyboard.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { openBeside, sideBySide } from "../../lib/pane.ts";
import { recentRecords } from "../../lib/recents.ts";
import { useReady } from "../../lib/ready.ts";
import { ColumnsMenu, Grid, useGridView, visibleColumns } from "../../ui/grid/index.ts";
import type { GridHandle, GridSource, GridStatus } from "../../ui/grid/index.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  ExportButton,
  Kbd,
  PageHeader,
  SegmentedControl,
  StatusBar,
  TabsBar,
  TextInput,
  useDebouncedValue,
  useHotkeys,
} from "../../ui/index.ts";
import { useDossierColumns } from "./columns.tsx";
import styles from "./dossiers.module.css";
import { BulkEdit } from "./BulkEdit.tsx";
import { cleared, filterOf, inView, isWhole, quickViews, unnamed, viewOf } from "./filter.ts";
import type { Query, QuickView } from "./filter.ts";
import { FilterBar } from "./FilterBar.tsx";
import { NewDossier } from "./NewDossier.tsx";
import { Panel } from "./Panel.tsx";
import { leaveTrail } from "./trail.ts";
import type { Chosen } from "./useBulk.ts";
import { addressOf, useDossierQuery } from "./useDossierQuery.ts";
import { useMarked } from "./useMarked.ts";
import { useViews } from "./useViews.ts";
import { MissingValues, ViewsMenu } from "./ViewsMenu.tsx";

const PAGE = 200;

/** The row whose panel is open, kept while the user reads a dossier and comes back. */
let lastSelected: DossierRow | null = null;

/** Pages of the list for a filter and a sort. */
function useSource(filter: DossierFilter, sort: DossierSort): GridSource<DossierRow> {
  return useMemo(
    () => ({
      identity: JSON.stringify([filter, sort]),
      pageSize: PAGE,
      page: (cursor) =>
        orpc.dossiers.list.queryOptions({ input: { filter, sort, cursor, limit: PAGE } }),
      anchors: () =>
        orpc.dossiers.anchors.queryOptions({ input: { filter, sort, pageSize: PAGE } }),
    }),
    [filter, sort],
  );
}

/** The dossiers as a list: quick views, filters, search, totals of what is shown, a panel beside. */
export function ListScreen() {
  const { t } = useTranslation("dossiers");
  const { query, filter, change } = useDossierQuery();
  const session = useSession();
  const me = session.user?.id ?? null;
  const columns = useDossierColumns();
  const view = useGridView("dossiers", columns);
  const source = useSource(filter, query.sort);
  const grid = useRef<GridHandle>(null);
  const [status, setStatus] = useState<GridStatus>({ ready: false, count: 0, error: null });
  const [selected, setSelected] = useState<DossierRow | null>(lastSelected);
  const asksNew = new URLSearchParams(useHashSearch()).has("nouveau");
  const [creating, setCreating] = useState(false);
  const [moving, setMoving] = useState(false);
  const [changing, setChanging] = useState(false);
  const views = useViews("dossiers", query, change, view);
  const { marks, chosen, count: marked } = useMarked(source.identity, filter, status.count);
  useReady("dossiers", status.ready);

  // Rows first: the sums of a long list wait until its first page is there.
  const primed = useQuery({ ...source.page(null), enabled: false }).isSuccess;
  const totals = useTotals(filter, primed);

  const select = useCallback((row: DossierRow | null) => {
    lastSelected = row;
    setSelected(row);
    if (!row) setMoving(false);
  }, []);
  const open = useCallback((row: DossierRow, around: DossierRow[]) => {
    leaveTrail(around);
    navigate(`/dossiers/${row.id}`);
  }, []);
  const onSort = (sort: { key: string; desc: boolean }): void =>
    change({ ...query, sort: sort as DossierSort }, { replace: true });
  const onRowKey = (event: KeyboardEvent, row: DossierRow): void => {
    if (letterOf(event.nativeEvent) === "d") {
      select(row);
      // Once the key is over: a menu born during it would take it for a reason to close.
      setTimeout(() => setMoving(true));
      event.preventDefault();
    }
    if (letterOf(event.nativeEvent) === "m" && marked > 0) {
      setChanging(true);
      event.preventDefault();
    }
  };
  const beside = (row: DossierRow): void =>
    openBeside(`/dossiers/${row.id}`, recentRecords()[0]?.path);
  useHotkeys([["n", () => setCreating(true)]]);

  // `?nouveau=1`, from the command palette, opens the form; closing it takes it off the address.
  const closeForm = (): void => {
    setCreating(false);
    if (asksNew) change(query, { replace: true });
  };
  const closePanel = (): void => {
    select(null);
    grid.current?.focus();
  };

  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        count={totals?.count}
        actions={
          <>
            <SearchBox query={query} change={change} />
            <ModeSwitch mode="liste" query={query} />
            <ExportButton
              view={{ list: "dossiers", filter, sort: query.sort }}
              columns={visibleColumns(view)}
            />
            <Button variant="primary" onClick={() => setCreating(true)}>
              {t("nouveau.bouton")}
            </Button>
          </>
        }
      >
        <QuickViews query={query} change={change} me={me} enabled={primed} />
        <FilterBar query={query} change={change} me={me}>
          <ViewsMenu views={views} />
          <ColumnsMenu
            columns={columns}
            view={view}
            labels={{
              open: t("colonnes.ouvrir"),
              up: (colonne) => t("colonnes.monter", { colonne }),
              down: (colonne) => t("colonnes.descendre", { colonne }),
              moved: (colonne, place) => t("colonnes.deplacee", { colonne, place }),
              reset: t("colonnes.retablir"),
            }}
          />
        </FilterBar>
        <MissingValues query={query} change={change} />
      </PageHeader>
      <div className={styles.work} data-panel={selected !== null || undefined}>
        <Grid
          ref={grid}
          name="dossiers"
          columns={columns}
          view={view}
          source={source}
          sort={query.sort}
          onSort={onSort}
          selectedId={selected?.id ?? null}
          onSelect={select}
          onOpen={open}
          onOpenBeside={beside}
          marks={marks}
          onStatus={setStatus}
          onRowKey={onRowKey}
          labels={{ grid: t("liste.nom"), help: t("liste.aide") }}
          Failed={ErrorState}
          empty={
            isWhole(query) ? (
              <EmptyState
                icon={<IconFolderPlus size={36} stroke={1.3} />}
                title={t("vide.titre")}
                hint={t("vide.aide")}
                action={
                  <div className={styles.actions}>
                    <Button onClick={() => navigate("/importer")}>{t("vide.importer")}</Button>
                    <Button variant="primary" onClick={() => setCreating(true)}>
                      {t("nouveau.bouton")}
                    </Button>
                  </div>
                }
              />
            ) : (
              <EmptyState
                icon={<IconFilterOff size={36} stroke={1.3} />}
                title={t("rien.titre")}
                hint={t("rien.aide")}
                action={
                  <Button onClick={() => change(cleared(query))}>{t("filtres.effacer")}</Button>
                }
              />
            )
          }
        />
        {selected && (
          <Panel
            row={selected}
            onClose={closePanel}
            onOpen={() => open(selected, [selected])}
            onBeside={() => beside(selected)}
            moveOpened={moving}
            onMoveOpened={(opened) => {
              setMoving(opened);
              if (!opened) grid.current?.focus();
            }}
          />
        )}
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")}
            <Kbd>{t("touches.entree")}</Kbd> {t("touches.ouvrir")}
            <Kbd>D</Kbd> {t("touches.deplacer")}
            <Kbd>N</Kbd> {t("touches.nouveau")}
          </span>
        }
      >
        {marked > 0 ? (
          <Selection
            chosen={chosen}
            count={marked}
            onChange={() => setChanging(true)}
            onClear={() => {
              marks.all(false);
              grid.current?.focus();
            }}
          />
        ) : (
          <Totals totals={totals} />
        )}
      </StatusBar>
      <BulkEdit
        opened={changing}
        chosen={chosen}
        count={marked}
        onClose={() => {
          setChanging(false);
          grid.current?.focus();
        }}
      />
      <NewDossier opened={creating || asksNew} onClose={closeForm} />
    </div>
  );
}

interface SelectionProps {
  chosen: Chosen;
  count: number;
  onChange: () => void;
  onClear: () => void;
}

/** What can be done with the rows that are marked. */
function Selection({ chosen, count, onChange, onClear }: SelectionProps) {
  const { t } = useTranslation("vitesse");
  const pair = "ids" in chosen && chosen.ids.length === 2 ? chosen.ids : null;
  return (
    <span className={styles.chosen} data-selection>
      <b>{t("masse.choisis", { count })}</b>
      <Button size="sm" variant="primary" shortcut="M" onClick={onChange}>
        {t("masse.modifier")}
      </Button>
      {pair && (
        <Button
          size="sm"
          onClick={() => navigate(sideBySide(`/dossiers/${pair[0]}`, `/dossiers/${pair[1]}`))}
        >
          {t("cote.ensemble")}
        </Button>
      )}
      <Button size="sm" variant="subtle" onClick={onClear}>
        {t("masse.aucun")}
      </Button>
    </span>
  );
}

/** Totals of a filter; those of the former one until they come. @param enabled false while rows are awaited. */
export const useTotals = (filter: DossierFilter, enabled: boolean): DossierTotals | undefined =>
  useQuery({
    ...orpc.dossiers.totals.queryOptions({ input: { filter } }),
    placeholderData: keepPreviousData,
    enabled,
  }).data;

/** Number, sum, median and jobs of what the filter keeps. */
export function Totals({ totals }: { totals: DossierTotals | undefined }) {
  const { t } = useTranslation("dossiers");
  if (!totals) return null;
  return (
    <>
      <span>
        <b>{formatNumber(totals.count, 0)}</b> {t("totaux.dossiers", { count: totals.count })}
      </span>
      <span>
        {t("totaux.montant")}{" "}
        <b>
          <bdi dir="ltr">{formatMdh(totals.montant)}</bdi> {t("unites.mdh")}
        </b>{" "}
        {totals.mediane !== null && t("totaux.mediane", { n: formatMdh(totals.mediane) })}
      </span>
      <span>
        {t("totaux.emplois")} <b>{formatNumber(totals.emplois, 0)}</b>
      </span>
    </>
  );
}

/** List or board: the same filters under both. */
export function ModeSwitch({ mode, query }: { mode: "liste" | "colonnes"; query: Query }) {
  const { t } = useTranslation("dossiers");
  return (
    <SegmentedControl
      label={t("mode.titre")}
      value={mode}
      onChange={(next) =>
        navigate(addressOf(next === "liste" ? "/dossiers" : "/dossiers/tableau", unnamed(query)))
      }
      options={[
        {
          value: "liste",
          label: (
            <span className={styles.mode}>
              <IconList size={15} aria-hidden="true" />
              {t("mode.liste")}
            </span>
          ),
        },
        {
          value: "colonnes",
          label: (
            <span className={styles.mode}>
              <IconLayoutKanban size={15} aria-hidden="true" />
              {t("mode.colonnes")}
            </span>
          ),
        },
      ]}
    />
  );
}

interface QueryProps {
  query: Query;
  change: (query: Query, options?: { replace?: boolean }) => void;
}

/** Typing narrows the list; the address follows once the hand stops. */
export function SearchBox({ query, change }: QueryProps) {
  const { t } = useTranslation("dossiers");
  const [typed, setTyped] = useState(query.text ?? "");
  const [settled] = useDebouncedValue(typed, 90);
  const sent = useRef(query.text ?? "");

  // The address changed by itself (back, « effacer »): the field follows.
  useEffect(() => {
    const text = query.text ?? "";
    if (text === sent.current) return;
    sent.current = text;
    setTyped(text);
  }, [query.text]);
  useEffect(() => {
    const text = settled.trim();
    if (text === sent.current || settled !== typed) return;
    sent.current = text;
    const next: Query = { ...query };
    delete next.text;
    if (text) next.text = text;
    change(next, { replace: true });
  }, [settled, typed, query, change]);

  return (
    <div className={styles.search}>
      <TextInput
        type="search"
        ariaLabel={t("recherche")}
        placeholder={t("recherche")}
        value={typed}
        onChange={setTyped}
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        onKeyDown={(event) => {
          if (event.key === "Escape" && typed) {
            event.preventDefault();
            event.stopPropagation();
            setTyped("");
          }
        }}
      />
    </div>
  );
}

/** Quick views as tabs, with how many dossiers each holds under the present filters. */
export function QuickViews({
  query,
  change,
  me,
  enabled,
}: QueryProps & { me: string | null; enabled: boolean }) {
  const { t } = useTranslation("dossiers");
  const { today } = useSession();
  const asked = (view: QuickView): DossierFilter => filterOf(inView(query, view, me), today);
  const miens = useTotals(asked("miens"), enabled && me !== null);
  const retard = useTotals(asked("retard"), enabled);
  const bientot = useTotals(asked("bientot"), enabled);
  const counts = { miens, retard, bientot };
  const tabs = quickViews
    .filter((view) => view !== "miens" || me !== null)
    .map((key) => ({
      key,
      label: t(`vues.${key}`),
      count: key === "tous" ? undefined : counts[key]?.count,
    }));
  return (
    <TabsBar
      label={t("vues.titre")}
      tabs={tabs}
      value={viewOf(query, me)}
      onChange={(key) => change(inView(query, key as QuickView, me))}
    />
  );
}
