import {
  IconArrowsRightLeft,
  IconClockPause,
  IconFilterOff,
  IconFolderPlus,
} from "@tabler/icons-react";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { KeyboardEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierFilter, DossierRow } from "../../../src-main/contract/dossiers.ts";
import { data, errorSentence, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatMdh, formatNumber } from "../../lib/format.ts";
import { letterOf } from "../../lib/keyboard.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { daysStill, stageColour, stageLimit } from "../../lib/stages.ts";
import { Board, useColumns, useReadOn } from "../../ui/board/index.ts";
import type { BoardColumn, BoardMove } from "../../ui/board/index.ts";
import {
  announce,
  Button,
  Dot,
  EmptyState,
  ErrorState,
  IconButton,
  Kbd,
  Menu,
  notify,
  PageHeader,
  Pill,
  SegmentedControl,
  Skeleton,
  StatusBar,
} from "../../ui/index.ts";
import { weigh } from "./boardSums.ts";
import type { ColumnState } from "./boardSums.ts";
import styles from "./dossiers.module.css";
import { cleared, isWhole } from "./filter.ts";
import { FilterBar } from "./FilterBar.tsx";
import { ModeSwitch, QuickViews, SearchBox, Totals, useTotals } from "./ListScreen.tsx";
import { holderOf, Reference, titleOf, useMarks } from "./marks.tsx";
import { NewDossier } from "./NewDossier.tsx";
import { leaveTrail } from "./trail.ts";
import { useDossierQuery } from "./useDossierQuery.ts";
import { useViews } from "./useViews.ts";
import { MissingValues, ViewsMenu } from "./ViewsMenu.tsx";

/** Cards of a column on first sight, and those that come with each page after. */
const FIRST = 30;
const MORE = 60;

/** From a thousand MDH on, a narrow header leaves the decimals to its tooltip. In centimes. */
const MILLIARD = 100_000_000_000;

const listOf = { etat: "etat_procedure", phase: "phase" } as const;

interface DeepColumnProps {
  filter: DossierFilter;
  groupBy: "etat" | "phase";
  column: string;
  /** How many cards the user has come to the end of. */
  reach: number;
  onRows: (column: string, rows: readonly DossierRow[] | null) => void;
}

/** Reads on in one column; draws nothing. */
function DeepColumn({ filter, groupBy, column, reach, onRows }: DeepColumnProps) {
  const pages = useInfiniteQuery(
    orpc.dossiers.list.infiniteOptions({
      input: (cursor: string | null) => ({
        filter: { ...filter, [groupBy]: [column] },
        sort: { key: groupBy, desc: false },
        cursor,
        limit: MORE,
      }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.next,
      placeholderData: keepPreviousData,
    }),
  );
  useReadOn(pages, { column, reach, onRows });
  return null;
}

interface CardMenuProps {
  opened: boolean;
  setOpened: (opened: boolean) => void;
  /** Name of the button. */
  label: string;
  column: string;
  groupBy: "etat" | "phase";
  onMove: (column: string) => void;
  /** Closed without a move. */
  onClose: () => void;
}

/** « Déplacer vers… » of one card. The menu exists while it is opened: a board has hundreds of cards. */
function CardMenu(props: CardMenuProps) {
  const { opened, setOpened, label, column, groupBy, onMove, onClose } = props;
  const button = (
    <IconButton
      size="sm"
      tooltip={false}
      label={label}
      icon={<IconArrowsRightLeft size={14} />}
      aria-haspopup="menu"
      aria-expanded={opened}
      onClick={() => setOpened(!opened)}
      onPointerDown={(event) => event.stopPropagation()}
    />
  );
  if (!opened) return button;
  return <OpenedMenu {...{ setOpened, column, groupBy, onMove, onClose }} trigger={button} />;
}

interface OpenedMenuProps extends Omit<CardMenuProps, "opened" | "label"> {
  trigger: ReactElement;
}

function OpenedMenu({ setOpened, column, groupBy, onMove, onClose, trigger }: OpenedMenuProps) {
  const { t } = useTranslation("dossiers");
  const catalogue = useCatalogue();
  return (
    <Menu
      opened
      onOpenChange={(next) => {
        setOpened(next);
        if (!next) onClose();
      }}
      label={t("deplacement.vers")}
      align="end"
      trigger={trigger}
      items={catalogue.options(listOf[groupBy]).map(({ value, label }) => ({
        key: value,
        label,
        checked: value === column,
        disabled: value === column,
        onSelect: () => {
          onMove(value);
          announce(t("deplacement.fait", { colonne: label }));
        },
      }))}
    />
  );
}

/** The dossiers as columns by state or phase, with counts and sums; a card is moved by hand, key or menu. */
export function BoardScreen() {
  const { t, i18n } = useTranslation("dossiers");
  const { query, filter, change } = useDossierQuery();
  const session = useSession();
  const { today } = session;
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const me = session.user?.id ?? null;
  const marks = useMarks();
  const { groupBy } = query;
  const langue = i18n.language;
  const views = useViews("dossiers-tableau", query, change, null);
  const [creating, setCreating] = useState(false);
  const [menuId, setMenuId] = useState<string | null>(null);

  const board = useQuery({
    ...orpc.dossiers.board.queryOptions({ input: { filter, groupBy, limit: FIRST } }),
    placeholderData: keepPreviousData,
  });
  const primed = board.isSuccess && !board.isPlaceholderData;
  const totals = useTotals(filter, primed);
  useReady("dossiers-tableau", primed && catalogue.ready);

  const identity = JSON.stringify([filter, groupBy]);
  const label = useCallback(
    (key: string) => catalogue.label(listOf[groupBy], key),
    [catalogue, groupBy],
  );

  const write = useCallback(
    async ({ id, column, afterId, beforeId }: BoardMove) => {
      await data.dossiers.move({ id, [groupBy]: column, afterId, beforeId });
      await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
    },
    [client, groupBy],
  );
  const onError = useCallback(
    (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }),
    [t],
  );
  const { columns, cardsWith, reach, onRows, onMore, focus, setFocus, move } = useColumns({
    found: board.data?.columns,
    identity,
    write,
    onError,
    weigh,
  });

  const open = useCallback(
    (row: DossierRow): void => {
      leaveTrail(cardsWith(row));
      navigate(`/dossiers/${row.id}`);
    },
    [cardsWith],
  );

  const stages = useMemo(
    () => new Map(catalogue.rows(listOf[groupBy]).map((row) => [row.key, row.attrs])),
    [catalogue, groupBy],
  );
  const { data: cartes } = useQuery(orpc.filieres.cartes.queryOptions({ input: {} }));
  const cardFields = cartes?.dossier;
  const renderCard = useCallback(
    (row: DossierRow, column: string) => {
      const shows = (field: string): boolean => cardFields?.includes(field) ?? false;
      const facts = [
        shows("porteur") ? (holderOf(row, langue) ?? catalogue.label("acte", row.acte)) : null,
        shows("acte") && row.acte ? catalogue.label("acte", row.acte) : null,
        shows("commune") ? catalogue.territoire(row.commune ?? row.province) : null,
        shows("officier") ? row.officier : null,
      ].filter(Boolean);
      // The days are those of the state: a phase has no day of its own.
      const still = groupBy === "etat" ? daysStill(row.etatLe, today, stages.get(column)) : null;
      return (
        <div className={styles.boardCard}>
          <div className={styles.cardTop}>
            <Reference>{row.reference}</Reference>
            <span className={styles.spring} />
            <CardMenu
              opened={menuId === row.id}
              setOpened={(opened) => setMenuId(opened ? row.id : null)}
              label={t("deplacement.carte", { dossier: row.reference })}
              column={column}
              groupBy={groupBy}
              onMove={(to) => void move({ id: row.id, column: to, afterId: null, beforeId: null })}
              onClose={() => setFocus({ id: row.id })}
            />
          </div>
          <button
            type="button"
            data-main
            className={styles.cardTitle}
            title={titleOf(row, langue)}
            onClick={() => open(row)}
          >
            <Auto>{titleOf(row, langue)}</Auto>
          </button>
          <div className={styles.cardHolder}>
            {facts.map((fact, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- facts never move
              <span key={place}>
                {place > 0 && " · "}
                <Auto>{fact}</Auto>
              </span>
            ))}
          </div>
          <div className={styles.cardFoot}>
            <span className={styles.cardFigures}>
              {shows("montant") && row.montant !== null && (
                <span>
                  <b>
                    <Iso>{formatMdh(row.montant)}</Iso>
                  </b>{" "}
                  {t("unites.mdhCourt")}
                </span>
              )}
              {shows("emplois") && row.emplois !== null && (
                <span>{t("emplois.court", { n: formatNumber(row.emplois, 0) })}</span>
              )}
            </span>
            {still !== null && (
              <span className={styles.still} title={t("tableau.sansMouvement", { count: still })}>
                <IconClockPause size={12} aria-hidden="true" />
                <span aria-hidden="true">
                  {t("tableau.immobile", { n: formatNumber(still, 0) })}
                </span>
                <span className={styles.hidden}>
                  {t("tableau.sansMouvement", { count: still })}
                </span>
              </span>
            )}
            {shows("echeance") && row.delai && marks.delay(row.delai, true)}
          </div>
        </div>
      );
    },
    [cardFields, catalogue, groupBy, langue, marks, menuId, move, open, setFocus, stages, t, today],
  );

  const limitOf = (column: ColumnState) => stageLimit(stages.get(column.key));
  const figures = (column: ColumnState): string =>
    `${formatMdh(column.montant)} ${t("unites.mdh")}, ${t("emplois.colonne", {
      count: column.emplois,
      n: formatNumber(column.emplois, 0),
    })}`;
  const shown: BoardColumn<DossierRow>[] = columns.map((column) => ({
    key: column.key,
    label: label(column.key),
    cards: column.rows,
    count: column.count,
    header: (
      <div className={styles.columnHeader}>
        <h2>
          <Dot color={stageColour(stages.get(column.key))} />
          <span className={styles.cut} title={label(column.key)}>
            {label(column.key)}
          </span>
          <Iso className={styles.columnCount}>
            {formatNumber(column.count, 0)}
            {limitOf(column) !== null && `/${formatNumber(limitOf(column) ?? 0, 0)}`}
          </Iso>
          {column.count > (limitOf(column) ?? Number.POSITIVE_INFINITY) && (
            <Pill tone="late">{t("tableau.limite")}</Pill>
          )}
        </h2>
        <p title={figures(column)}>
          <Iso>{formatMdh(column.montant, column.montant < MILLIARD ? 1 : 0)}</Iso>{" "}
          {t("unites.mdhCourt")}
          <span aria-hidden="true"> · </span>
          {t("emplois.court", { n: formatNumber(column.emplois, 0) })}
        </p>
      </div>
    ),
  }));
  const total = columns.reduce((sum, column) => sum + column.count, 0);

  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        count={board.data ? total : undefined}
        actions={
          <>
            <SearchBox query={query} change={change} />
            <SegmentedControl
              label={t("tableau.grouper")}
              value={groupBy}
              onChange={(next) => change({ ...query, groupBy: next as "etat" | "phase" })}
              options={[
                { value: "etat", label: t("tableau.etat") },
                { value: "phase", label: t("tableau.phase") },
              ]}
            />
            <ModeSwitch mode="colonnes" query={query} />
            <Button variant="primary" onClick={() => setCreating(true)}>
              {t("nouveau.bouton")}
            </Button>
          </>
        }
      >
        <QuickViews query={query} change={change} me={me} enabled={primed} />
        <FilterBar query={query} change={change} me={me}>
          <ViewsMenu views={views} />
        </FilterBar>
        <MissingValues query={query} change={change} />
      </PageHeader>
      <div className={styles.boardWork} data-stale={board.isPlaceholderData || undefined}>
        {board.isError && !board.data ? (
          <ErrorState error={board.error} onRetry={() => void board.refetch()} />
        ) : !board.data ? (
          <div className={styles.boardBones} aria-busy="true">
            {Array.from({ length: 6 }, (_, place) => (
              <Skeleton key={place} lines={4} height={72} />
            ))}
          </div>
        ) : total === 0 ? (
          <EmptyState
            icon={
              isWhole(query) ? (
                <IconFolderPlus size={36} stroke={1.3} />
              ) : (
                <IconFilterOff size={36} stroke={1.3} />
              )
            }
            title={t(isWhole(query) ? "vide.titre" : "rien.titre")}
            hint={t(isWhole(query) ? "vide.aide" : "rien.aide")}
            action={
              isWhole(query) ? (
                <div className={styles.actions}>
                  <Button onClick={() => navigate("/importer")}>{t("vide.importer")}</Button>
                  <Button variant="primary" onClick={() => setCreating(true)}>
                    {t("nouveau.bouton")}
                  </Button>
                </div>
              ) : (
                <Button onClick={() => change(cleared(query))}>{t("filtres.effacer")}</Button>
              )
            }
          />
        ) : (
          <Board
            columns={shown}
            focus={focus}
            nameOf={(row) => row.reference}
            renderCard={renderCard}
            onMove={(to) => void move(to)}
            onMore={onMore}
            onCardKey={(event: KeyboardEvent, row) => {
              if (letterOf(event.nativeEvent) !== "d") return;
              event.preventDefault();
              // Once the key is over: a menu born during it would take it for a reason to close.
              setTimeout(() => setMenuId(row.id));
            }}
            labels={{
              board: t("tableau.nom"),
              role: t("tableau.role"),
              handle: (dossier) => t("tableau.poignee", { dossier }),
              instructions: t("tableau.instructions"),
              picked: (dossier) => t("tableau.prise", { dossier }),
              over: (dossier, colonne, place) => t("tableau.survol", { dossier, colonne, place }),
              dropped: (dossier, colonne) => t("tableau.posee", { dossier, colonne }),
              cancelled: (dossier) => t("tableau.annulee", { dossier }),
              emptyColumn: t("tableau.colonneVide"),
            }}
          />
        )}
        {Object.entries(reach).map(([key, count]) => (
          <DeepColumn
            key={`${identity}${key}`}
            filter={filter}
            groupBy={groupBy}
            column={key}
            reach={count}
            onRows={onRows}
          />
        ))}
      </div>
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")}
            <Kbd>{t("touches.espace")}</Kbd> {t("touches.prendre")}
            <Kbd>D</Kbd> {t("touches.deplacer")}
          </span>
        }
      >
        <Totals totals={totals} />
      </StatusBar>
      <NewDossier opened={creating} onClose={() => setCreating(false)} />
    </div>
  );
}
