import { IconChartDots } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SerieFilter, SerieLigne, SerieSort } from "../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { openBeside } from "../../lib/pane.ts";
import { useReady } from "../../lib/ready.ts";
import { recentRecords } from "../../lib/recents.ts";
import { sourceNames } from "../../../src-main/contract/sources.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  Kbd,
  ListSearch,
  PageHeader,
  PeriodText,
  Pill,
  Select,
  StatusBar,
  useDebouncedValue,
  useHotkeys,
} from "../../ui/index.ts";
import { Grid, useGridView } from "../../ui/grid/index.ts";
import type { GridColumn, GridSource, GridStatus } from "../../ui/grid/index.ts";
import styles from "./indicateurs.module.css";
import { NouvelleSerie } from "./NouvelleSerie.tsx";
import { useUnit } from "./useUnit.ts";

const PAGE = 100;

interface Asked {
  text: string;
  theme: string | null;
  method: string | null;
  origine: string | null;
}

const NOTHING: Asked = { text: "", theme: null, method: null, origine: null };
/** What was asked last: the list is found again as it was left. */
let lastAsked = NOTHING;
let lastSort: SerieSort = { key: "theme", desc: false };

function useSource(filter: SerieFilter, sort: SerieSort): GridSource<SerieLigne> {
  return useMemo(
    () => ({
      identity: JSON.stringify([filter, sort]),
      pageSize: PAGE,
      page: (cursor) =>
        orpc.indicateurs.list.queryOptions({ input: { filter, sort, cursor, limit: PAGE } }),
      anchors: () =>
        orpc.indicateurs.anchors.queryOptions({ input: { filter, sort, pageSize: PAGE } }),
    }),
    [filter, sort],
  );
}

function useColumns(): GridColumn<SerieLigne>[] {
  const { t, i18n } = useTranslation(["indicateurs", "champs"]);
  const catalogue = useCatalogue();
  const langue = i18n.language as Langue;
  const unit = useUnit();
  return useMemo(() => {
    const none = <span className={styles.mut}>–</span>;
    const sourceName = sourceNames(catalogue.rows("source"), (label) => pick(label, langue));
    const base = { sortable: true, shown: true };
    return [
      {
        ...base,
        key: "label",
        label: t("colonne.label"),
        width: 320,
        flexible: true,
        minWidth: 240,
        render: (row) => (
          <span className={styles.cell}>
            <span className={styles.cut}>
              <Auto>{pick(row.label, langue)}</Auto>
            </span>
            {row.formule !== null && (
              <Pill tone={row.fault ? "late" : "info"}>
                {t(row.fault ? "formuleEnDefaut" : "calculee")}
              </Pill>
            )}
          </span>
        ),
        text: (row) => pick(row.label, langue),
      },
      {
        ...base,
        key: "theme",
        label: t("champs:serie.theme"),
        width: 146,
        render: (row) => <Auto>{catalogue.label("theme_indicateur", row.theme)}</Auto>,
        text: (row) => catalogue.label("theme_indicateur", row.theme),
      },
      {
        ...base,
        key: "unit",
        label: t("champs:serie.unit"),
        width: 104,
        render: (row) => <span className={styles.cut}>{unit(row.unit)}</span>,
        text: (row) => unit(row.unit),
      },
      {
        ...base,
        key: "method",
        label: t("champs:serie.method"),
        width: 132,
        render: (row) =>
          row.method === null ? (
            none
          ) : (
            <Pill tone="neutral">{catalogue.label("methode_serie", row.method)}</Pill>
          ),
        text: (row) => catalogue.label("methode_serie", row.method),
      },
      {
        ...base,
        key: "niveaux",
        label: t("colonne.niveaux"),
        width: 138,
        sortable: false,
        render: (row) => (
          <span className={styles.cut}>
            {row.niveaux.map((level) => t(`niveau.${level}`)).join(t("tableaux:virgule"))}
          </span>
        ),
        text: (row) => row.niveaux.map((level) => t(`niveau.${level}`)).join(t("tableaux:virgule")),
      },
      {
        ...base,
        key: "count",
        label: t("colonne.count"),
        width: 80,
        align: "end",
        render: (row) => <Iso>{formatNumber(row.count, 0)}</Iso>,
      },
      {
        ...base,
        key: "period",
        label: t("colonne.period"),
        width: 136,
        render: (row) =>
          row.period === null ? (
            none
          ) : (
            <span className={styles.cut}>
              <PeriodText period={row.period} />
            </span>
          ),
        text: (row) => row.period ?? "",
      },
      {
        ...base,
        key: "asOf",
        label: t("colonne.asOf"),
        width: 104,
        render: (row) => (row.asOf === null ? none : <Iso>{formatDate(row.asOf)}</Iso>),
      },
      {
        ...base,
        key: "source",
        label: t("champs:observation.source"),
        width: 190,
        sortable: false,
        shown: false,
        render: (row) =>
          row.source === null ? none : <Auto>{row.formule ?? sourceName(row.source)}</Auto>,
        text: (row) => row.source ?? "",
      },
      {
        ...base,
        key: "key",
        label: t("champs:serie.key"),
        width: 220,
        sortable: false,
        shown: false,
        render: (row) => <Iso>{row.key}</Iso>,
      },
    ];
  }, [t, langue, catalogue, unit]);
}

/** Every series, published and derived; search, theme and method narrow them. */
export function Indicateurs() {
  const { t } = useTranslation(["indicateurs", "champs"]);
  const catalogue = useCatalogue();
  const columns = useColumns();
  const view = useGridView("indicateurs", columns);
  const [asked, setAsked] = useState(lastAsked);
  const [sort, setSort] = useState(lastSort);
  const [text] = useDebouncedValue(asked.text.trim(), 90);
  const [status, setStatus] = useState<GridStatus>({ ready: false, count: 0, error: null });
  const [selected, setSelected] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const { theme, method, origine } = asked;
  const filter = useMemo<SerieFilter>(
    () => ({
      ...(text ? { text } : {}),
      ...(theme === null ? {} : { theme }),
      ...(method === null ? {} : { method }),
      ...(origine === "publiee" || origine === "derivee" ? { origine } : {}),
    }),
    [text, theme, method, origine],
  );
  const source = useSource(filter, sort);
  useReady("indicateurs", status.ready && catalogue.ready);
  useHotkeys([["n", () => setCreating(true)]]);
  useAskedNew(() => setCreating(true));

  const ask = (change: Partial<Asked>): void => {
    lastAsked = { ...asked, ...change };
    setAsked(lastAsked);
  };
  const open = useCallback((row: SerieLigne) => navigate(`/indicateurs/${row.id}`), []);
  const beside = useCallback(
    (row: SerieLigne) => openBeside(`/indicateurs/${row.id}`, recentRecords()[0]?.path),
    [],
  );
  const whole = Object.keys(filter).length === 0;
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {t("nouvelle")}
    </Button>
  );
  const filters = [
    ["theme", t("tous.theme"), catalogue.options("theme_indicateur")],
    ["method", t("tous.method"), catalogue.options("methode_serie")],
    [
      "origine",
      t("tous.origine"),
      [
        { value: "publiee", label: t("origine.publiee") },
        { value: "derivee", label: t("origine.derivee") },
      ],
    ],
  ] as const;
  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        {...(status.ready ? { count: status.count } : {})}
        actions={
          <>
            <div className={styles.search}>
              <ListSearch
                label={t("recherche")}
                value={asked.text}
                onChange={(typed) => ask({ text: typed })}
              />
            </div>
            <Button onClick={() => navigate("/importer?nature=indicateurs")}>
              {t("importer")}
            </Button>
            {create}
          </>
        }
      >
        <div className={styles.filters}>
          {filters.map(([key, label, options]) => (
            <div key={key} className={styles.filter}>
              <Select
                size="xs"
                ariaLabel={label}
                placeholder={label}
                value={asked[key]}
                onChange={(next) => ask({ [key]: next })}
                options={options}
                clearable
              />
            </div>
          ))}
        </div>
      </PageHeader>
      <Grid
        name="indicateurs"
        columns={columns}
        view={view}
        source={source}
        sort={sort}
        onSort={(next) => {
          lastSort = next as SerieSort;
          setSort(lastSort);
        }}
        selectedId={selected}
        onSelect={(row) => setSelected(row?.id ?? null)}
        onOpen={open}
        onOpenBeside={beside}
        onStatus={setStatus}
        labels={{ grid: t("liste"), help: t("listeAide") }}
        Failed={ErrorState}
        empty={
          <EmptyState
            icon={<IconChartDots size={36} stroke={1.3} />}
            title={t(whole ? "vide.titre" : "rien.titre")}
            hint={t(whole ? "vide.aide" : "rien.aide")}
            action={
              whole ? create : <Button onClick={() => ask(NOTHING)}>{t("rien.effacer")}</Button>
            }
          />
        }
      />
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("annuaire:touches.parcourir")}
            <Kbd>{t("annuaire:touches.entree")}</Kbd> {t("annuaire:touches.ouvrir")}
            <Kbd>N</Kbd> {t("nouvelle")}
          </span>
        }
      >
        {status.ready && <span>{t("nombre", { count: status.count })}</span>}
      </StatusBar>
      {creating && (
        <NouvelleSerie
          onDone={(id) => {
            setCreating(false);
            if (id) navigate(`/indicateurs/${id}`);
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  );
}
