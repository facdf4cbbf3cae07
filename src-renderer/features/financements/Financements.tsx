import { IconAlertTriangle, IconCoins } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  FinancementFilter,
  FinancementRow,
  FinancementSort,
} from "../../../src-main/contract/financements.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { openBeside } from "../../lib/pane.ts";
import { useListAddress } from "../../lib/listAddress.ts";
import { useReady } from "../../lib/ready.ts";
import { recentRecords } from "../../lib/recents.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  ExportButton,
  financingTone,
  Kbd,
  ListSearch,
  NewFinancing,
  PageHeader,
  Pill,
  RecordName,
  StatusBar,
  useDebouncedValue,
  useHotkeys,
} from "../../ui/index.ts";
import { DaysFilter, ListFilter } from "../../ui/filters/index.ts";
import { filtreDe, parametres } from "./adresse.ts";
import { Grid, useGridView, visibleColumns } from "../../ui/grid/index.ts";
import type { GridColumn, GridSource, GridStatus } from "../../ui/grid/index.ts";
import styles from "./financements.module.css";

const PAGE = 100;

/** Lists that narrow the financings, by the key of the filter. */
const FILTERS = [
  ["type", "type_financement"],
  ["statut", "statut_financement"],
  ["categorie", "categorie_collaboratif"],
  ["programme", "programme"],
] as const;

/** The order chosen last: the list is found again as it was left. */
let lastSort: FinancementSort = { key: "reference", desc: true };

function useSource(filter: FinancementFilter, sort: FinancementSort): GridSource<FinancementRow> {
  return useMemo(
    () => ({
      identity: JSON.stringify([filter, sort]),
      pageSize: PAGE,
      page: (cursor) =>
        orpc.financements.list.queryOptions({ input: { filter, sort, cursor, limit: PAGE } }),
      anchors: () =>
        orpc.financements.anchors.queryOptions({ input: { filter, sort, pageSize: PAGE } }),
    }),
    [filter, sort],
  );
}

function useColumns(): GridColumn<FinancementRow>[] {
  const { t, i18n } = useTranslation(["financements", "champs"]);
  const catalogue = useCatalogue();
  const ar = i18n.language === "ar";
  return useMemo(() => {
    const none = <span className={styles.mut}>–</span>;
    const pick = (fr: string | null, arabic: string | null) => (ar && arabic ? arabic : fr);
    const base = { sortable: true, shown: true };
    const named = (
      key: "titulaire" | "projet" | "organisme",
      width: number,
      read: (row: FinancementRow) => string | null,
    ): GridColumn<FinancementRow> => ({
      ...base,
      key,
      label: t(`colonne.${key}`),
      width,
      flexible: true,
      minWidth: 100,
      render: (row) => {
        const value = read(row);
        return value ? <Auto>{value}</Auto> : none;
      },
      text: read,
    });
    const money = (
      key: "montantDemande" | "montantAccorde" | "montantVerse",
      sortable: boolean,
    ): GridColumn<FinancementRow> => ({
      ...base,
      key,
      label: t(`colonne.${key}`),
      unit: t("dh"),
      width: 125,
      align: "end",
      sortable,
      shown: key === "montantDemande",
      render: (row) => {
        const value = row[key];
        if (value === null) return none;
        const shown = <Iso>{formatNumber(value / 100)}</Iso>;
        return key === "montantDemande" && row.depasse ? (
          <span className={styles.cell}>
            <IconAlertTriangle size={15} role="img" aria-label={t("auDessus")} />
            {shown}
          </span>
        ) : (
          shown
        );
      },
    });
    const day = (key: "demandeLe" | "clotLe"): GridColumn<FinancementRow> => ({
      ...base,
      key,
      label: t(`colonne.${key}`),
      width: 104,
      render: (row) => {
        const value = row[key];
        return value ? <Iso>{formatDate(value)}</Iso> : none;
      },
    });
    const type = (row: FinancementRow): string => {
      const label = catalogue.label("type_financement", row.type);
      return row.categorie
        ? `${label} · ${catalogue.label("categorie_collaboratif", row.categorie)}`
        : label;
    };
    return [
      {
        ...base,
        key: "reference",
        label: t("champs:financement.reference"),
        width: 116,
        render: (row) => <Iso>{row.reference}</Iso>,
      },
      {
        ...base,
        key: "type",
        label: t("champs:financement.type"),
        width: 220,
        flexible: true,
        minWidth: 150,
        render: (row) => <Auto>{type(row)}</Auto>,
        text: type,
      },
      named("titulaire", 180, (row) => pick(row.titulaireFr, row.titulaireAr)),
      named("projet", 190, (row) => pick(row.objetFr, row.objetAr)),
      named("organisme", 170, (row) => pick(row.organismeFr, row.organismeAr)),
      money("montantDemande", true),
      money("montantAccorde", true),
      money("montantVerse", false),
      {
        ...base,
        key: "statut",
        label: t("champs:financement.statut"),
        width: 150,
        render: (row) => (
          <Pill tone={financingTone(catalogue.rows("statut_financement"), row.statut)}>
            {catalogue.label("statut_financement", row.statut)}
          </Pill>
        ),
        text: (row) => catalogue.label("statut_financement", row.statut),
      },
      day("demandeLe"),
      day("clotLe"),
    ];
  }, [t, ar, catalogue]);
}

/** The financings of the projects and of the accompanied holders; search and lists narrow them. */
export function Financements() {
  const { t } = useTranslation(["financements", "champs"]);
  const catalogue = useCatalogue();
  const columns = useColumns();
  const view = useGridView("financements", columns);
  const { params, change } = useListAddress();
  const [sort, setSort] = useState(lastSort);
  const [text] = useDebouncedValue(params.text("texte").trim(), 90);
  const [status, setStatus] = useState<GridStatus>({ ready: false, count: 0, error: null });
  const [selected, setSelected] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const filter = useMemo<FinancementFilter>(
    () => ({ ...(text ? { text } : {}), ...filtreDe(params) }),
    [text, params],
  );
  const source = useSource(filter, sort);
  const totals = useQuery(orpc.financements.totals.queryOptions({ input: { filter } }));
  useReady("financements", status.ready);
  useHotkeys([["n", () => setCreating(true)]]);
  useAskedNew(() => setCreating(true));

  const clear = () => change(Object.fromEntries(parametres.map((name) => [name, ""])));
  const open = useCallback((row: FinancementRow) => navigate(`/financements/${row.id}`), []);
  const beside = useCallback(
    (row: FinancementRow) => openBeside(`/financements/${row.id}`, recentRecords()[0]?.path),
    [],
  );
  const whole = Object.keys(filter).length === 0;
  const create = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      {t("nouveau")}
    </Button>
  );
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
                value={params.text("texte")}
                onChange={(texte) => change({ texte })}
              />
            </div>
            <ExportButton
              view={{ list: "financements", filter, sort }}
              columns={visibleColumns(view)}
            />
            {create}
          </>
        }
      >
        <div className={styles.filters}>
          {FILTERS.map(([key, list]) => (
            <div key={key} className={styles.filter}>
              <ListFilter
                label={t(`champs:financement.${key}`)}
                placeholder={t(`tous.${key}`)}
                chosen={params.codes(key)}
                onChange={(chosen) => change({ [key]: chosen.join(",") })}
                options={catalogue.options(list)}
              />
            </div>
          ))}
          <ListFilter
            label={t("champs:financement.organismeId")}
            chosen={params.codes("organisme")}
            onChange={(chosen) => change({ organisme: chosen.join(",") })}
            options={[]}
            nameOf={(id) => <RecordName record="organisation" id={id} />}
          />
          <DaysFilter
            label={t("champs:financement.demandeLe")}
            du={params.day("du")}
            au={params.day("au")}
            onChange={({ du = "", au = "" }) => change({ du, au })}
          />
        </div>
      </PageHeader>
      <Grid
        name="financements"
        columns={columns}
        view={view}
        source={source}
        sort={sort}
        onSort={(next) => {
          lastSort = next as FinancementSort;
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
            icon={<IconCoins size={36} stroke={1.3} />}
            title={t(whole ? "vide.titre" : "rien.titre")}
            hint={t(whole ? "vide.aide" : "rien.aide")}
            action={whole ? create : <Button onClick={clear}>{t("rien.effacer")}</Button>}
          />
        }
      />
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("annuaire:touches.parcourir")}
            <Kbd>{t("annuaire:touches.entree")}</Kbd> {t("annuaire:touches.ouvrir")}
            <Kbd>N</Kbd> {t("touches.nouveau")}
          </span>
        }
      >
        {totals.data && (
          <>
            <span>{t("totaux.nombre", { count: totals.data.count })}</span>
            {(["demande", "accorde", "verse"] as const).map((key) => (
              <span key={key}>
                {t(`totaux.${key}`)} <Iso>{formatDh(totals.data[key])}</Iso>
              </span>
            ))}
          </>
        )}
      </StatusBar>
      {creating && (
        <NewFinancing
          onDone={(id) => {
            setCreating(false);
            if (id) navigate(`/financements/${id}`);
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  );
}
