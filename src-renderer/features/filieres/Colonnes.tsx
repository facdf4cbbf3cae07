import { IconArrowsRightLeft } from "@tabler/icons-react";
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { stageLists } from "../../../src-main/contract/filieres.ts";
import type { Carte, FiliereFilter, FiliereKey } from "../../../src-main/contract/filieres.ts";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatNumber } from "../../lib/format.ts";
import { letterOf } from "../../lib/keyboard.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { stageColour, stageLimit } from "../../lib/stages.ts";
import { Board, useColumns, useReadOn } from "../../ui/board/index.ts";
import type { BoardColumn, BoardMove } from "../../ui/board/index.ts";
import {
  announce,
  Dot,
  ErrorState,
  IconButton,
  Menu,
  notify,
  Pill,
  Skeleton,
} from "../../ui/index.ts";
import { CONFIG } from "./config.ts";
import styles from "./filieres.module.css";
import { useCardField, useStages, useTimes } from "./parts.tsx";

/** Cards of a column on first sight, and those that come with each page after. */
const FIRST = 30;
const MORE = 60;

interface Props {
  filiere: FiliereKey;
  filter: FiliereFilter;
}

interface DeepProps extends Props {
  column: string;
  /** How many cards the user has come to the end of. */
  reach: number;
  onRows: (column: string, rows: readonly Carte[] | null) => void;
}

/** Reads on in one column; draws nothing. */
function Deep({ filiere, filter, column, reach, onRows }: DeepProps) {
  const pages = useInfiniteQuery(
    orpc.filieres.list.infiniteOptions({
      input: (cursor: string | null) => ({
        filiere,
        filter: { ...filter, etape: [column] },
        sort: "ordre",
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

/** The cards of a pipeline by stage; a card is moved by hand, key or menu. */
export function Colonnes({ filiere, filter }: Props) {
  const { t } = useTranslation("filieres");
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const stages = useStages(filiere);
  const times = useTimes(filiere);
  const cardField = useCardField();
  const [menuId, setMenuId] = useState<string | null>(null);
  const board = useQuery({
    ...orpc.filieres.board.queryOptions({ input: { filiere, filter, limit: FIRST } }),
    placeholderData: keepPreviousData,
  });
  const cartes = useQuery(orpc.filieres.cartes.queryOptions({ input: {} }));
  useReady(
    `${filiere}s`,
    board.isSuccess && !board.isPlaceholderData && catalogue.ready && cartes.isSuccess,
  );

  const identity = JSON.stringify([filiere, filter]);
  const write = useCallback(
    async ({ id, column, afterId, beforeId }: BoardMove) => {
      await data.filieres.move({ filiere, id, etape: column, afterId, beforeId });
      await client.invalidateQueries({ queryKey: orpc.filieres.key() });
    },
    [client, filiere],
  );
  const onError = useCallback(
    (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }),
    [t],
  );
  const { columns, reach, onRows, onMore, focus, setFocus, move } = useColumns({
    found: board.data?.columns,
    identity,
    write,
    onError,
  });

  const list = stageLists[filiere];
  if (board.isError && !board.data)
    return <ErrorState error={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data)
    return (
      <div className={styles.bones} aria-busy="true">
        {Array.from({ length: 4 }, (_, place) => (
          <Skeleton key={place} lines={4} height={72} />
        ))}
      </div>
    );

  const shownFields = cartes.data?.[filiere] ?? [];
  const menu = (row: Carte, column: string): ReactElement => {
    const button = (
      <IconButton
        size="sm"
        tooltip={false}
        label={t("deplacer.carte", { carte: row.reference })}
        icon={<IconArrowsRightLeft size={14} />}
        aria-haspopup="menu"
        aria-expanded={menuId === row.id}
        onClick={() => setMenuId(menuId === row.id ? null : row.id)}
        onPointerDown={(event) => event.stopPropagation()}
      />
    );
    if (menuId !== row.id) return button;
    return (
      <Menu
        opened
        onOpenChange={(opened) => {
          if (opened) return;
          setMenuId(null);
          setFocus({ id: row.id });
        }}
        label={t("deplacer.vers")}
        align="end"
        trigger={button}
        items={catalogue.options(list).map(({ value, label }) => ({
          key: value,
          label,
          checked: value === column,
          disabled: value === column,
          onSelect: () => {
            void move({ id: row.id, column: value, afterId: null, beforeId: null });
            announce(t("deplacer.fait", { colonne: label }));
          },
        }))}
      />
    );
  };
  const renderCard = (row: Carte, column: string) => (
    <div className={styles.card}>
      <div className={styles.cardTop}>
        <Iso>{row.reference}</Iso>
        <span className={styles.spring} />
        {menu(row, column)}
      </div>
      <button
        type="button"
        data-main
        className={styles.cardTitle}
        title={row.titre}
        onClick={() => navigate(`${CONFIG[filiere].path}/${row.id}`)}
      >
        <Auto>{row.titre}</Auto>
      </button>
      <div className={styles.cardFacts}>
        {shownFields.map((field) => {
          const text = cardField(row, field);
          return text === null ? null : <span key={field}>{text}</span>;
        })}
      </div>
      <div className={styles.times}>{times(row)}</div>
    </div>
  );
  const shown: BoardColumn<Carte>[] = columns.map((column) => {
    const attrs = stages.get(column.key);
    const limit = stageLimit(attrs);
    const over = limit !== null && column.count > limit;
    const label = catalogue.label(list, column.key);
    return {
      key: column.key,
      label,
      cards: column.rows,
      count: column.count,
      header: (
        <div className={styles.columnHeader}>
          <h2>
            <Dot color={stageColour(attrs)} />
            <span className={styles.cut} title={label}>
              {label}
            </span>
            <Iso className={styles.columnCount}>
              {limit === null
                ? formatNumber(column.count, 0)
                : `${formatNumber(column.count, 0)}/${formatNumber(limit, 0)}`}
            </Iso>
          </h2>
          {over && <Pill tone="late">{t("limite", { count: limit })}</Pill>}
        </div>
      ),
    };
  });
  return (
    <div className={styles.boardWork} data-stale={board.isPlaceholderData || undefined}>
      <Board
        columns={shown}
        focus={focus}
        nameOf={(row) => row.reference}
        renderCard={renderCard}
        onMove={(to) => void move(to)}
        onMore={onMore}
        onCardKey={(event, row) => {
          if (letterOf(event.nativeEvent) !== "d") return;
          event.preventDefault();
          // Once the key is over: a menu born during it would take it for a reason to close.
          setTimeout(() => setMenuId(row.id));
        }}
        labels={{
          board: t(`tableau.${filiere}`),
          role: t("carteRole"),
          handle: (carte) => t("deplacer.poignee", { carte }),
          instructions: t("deplacer.instructions"),
          picked: (carte) => t("deplacer.prise", { carte }),
          over: (carte, colonne, place) => t("deplacer.survol", { carte, colonne, place }),
          dropped: (carte, colonne) => t("deplacer.posee", { carte, colonne }),
          cancelled: (carte) => t("deplacer.annulee", { carte }),
          emptyColumn: t("colonneVide"),
        }}
      />
      {Object.entries(reach).map(([key, count]) => (
        <Deep
          key={`${identity}${key}`}
          filiere={filiere}
          filter={filter}
          column={key}
          reach={count}
          onRows={onRows}
        />
      ))}
    </div>
  );
}
