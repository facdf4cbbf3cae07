import { IconFileText, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { conventionStatut } from "../../../src-main/contract/conventions.ts";
import type {
  ConventionFilter,
  ConventionRow,
  ConventionSort,
} from "../../../src-main/contract/conventions.ts";
import { orpc, useCatalogue, useSession } from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatMdh } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { openBeside } from "../../lib/pane.ts";
import { useListAddress } from "../../lib/listAddress.ts";
import { useReady } from "../../lib/ready.ts";
import { recentRecords } from "../../lib/recents.ts";
import {
  Button,
  DateInput,
  EmptyState,
  ErrorState,
  ExportButton,
  Kbd,
  PageHeader,
  RecordForm,
  SegmentedControl,
  StatusBar,
  TextInput,
  useDebouncedValue,
  useHotkeys,
} from "../../ui/index.ts";
import { DaysFilter, ListFilter, useFilterOptions } from "../../ui/filters/index.ts";
import { filtreDe } from "./adresse.ts";
import { Grid, useGridView, visibleColumns } from "../../ui/grid/index.ts";
import type { GridColumn, GridHandle, GridSource, GridStatus } from "../../ui/grid/index.ts";
import styles from "./conventions.module.css";
import { reasonText, StatutPill } from "./statut.tsx";

const PAGE = 100;
const QUICK = ["30", "90", "180"] as const;

/** Parameters of the address of the list. */
const PARAMS = [
  "texte",
  "statut",
  "type",
  "pole",
  "programme",
  "officier",
  "dans",
  "telle",
  "signeDu",
  "signeAu",
  "avenants",
] as const;

/** The order chosen last: the list is found again as it was left. */
let lastSort: ConventionSort = { key: "numero", desc: true };

/** Fields asked of a new convention; its parties, clauses and money are entered on its page. */
const NEW = [
  "numero",
  "type",
  "intituleFr",
  "intituleAr",
  "parentId",
  "programme",
  "pole",
  "officierId",
  "effetLe",
  "finLe",
  "reconductionTacite",
  "reconductionMois",
  "preavisMois",
  "preavisJours",
  "montant",
  "territoireId",
  "objet",
] as const;

function useColumns(): GridColumn<ConventionRow>[] {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const catalogue = useCatalogue();
  const ar = i18n.language === "ar";
  return useMemo(() => {
    const none = <span className={styles.mut}>–</span>;
    const title = (row: ConventionRow) => (ar && row.intituleAr) || row.intituleFr;
    const names = (row: ConventionRow) =>
      row.parties.map((one) => (ar && one.nomAr) || one.nomFr).join(ar ? "، " : ", ");
    const base = { sortable: true, shown: true };
    const day = (key: "effetLe" | "finLe", width: number): GridColumn<ConventionRow> => ({
      ...base,
      shown: key === "finLe",
      key,
      label: t(`champs:convention.${key}`),
      width,
      render: (row) => (row[key] ? <Iso>{formatDate(row[key])}</Iso> : none),
    });
    return [
      {
        ...base,
        key: "numero",
        label: t("champs:convention.numero"),
        width: 140,
        render: (row) => <Iso>{row.numero}</Iso>,
      },
      {
        ...base,
        key: "intitule",
        label: t("colonne.intitule"),
        width: 300,
        flexible: true,
        minWidth: 180,
        render: (row) => <Auto>{title(row)}</Auto>,
        text: title,
      },
      {
        ...base,
        key: "statut",
        label: t("colonne.statut"),
        width: 170,
        render: (row) => <StatutPill row={row} />,
        text: (row) => row.pourquoi.map((one) => reasonText(t, one)).join(" "),
      },
      {
        ...base,
        key: "parties",
        label: t("colonne.parties"),
        width: 230,
        flexible: true,
        minWidth: 120,
        sortable: false,
        render: (row) => (row.parties.length > 0 ? <Auto>{names(row)}</Auto> : none),
        text: names,
      },
      {
        ...base,
        key: "type",
        label: t("champs:convention.type"),
        width: 160,
        shown: false,
        render: (row) => catalogue.label("type_convention", row.type),
        text: (row) => catalogue.label("type_convention", row.type),
      },
      {
        ...base,
        key: "programme",
        label: t("champs:convention.programme"),
        width: 120,
        render: (row) => (row.programme ? catalogue.label("programme", row.programme) : none),
      },
      day("effetLe", 100),
      day("finLe", 100),
      {
        ...base,
        key: "prochaine",
        label: t("colonne.prochaine"),
        width: 170,
        render: (row) =>
          row.prochaine ? (
            <span>
              {t(`prochaine.${row.prochaine.genre}`)} <Iso>{formatDate(row.prochaine.le)}</Iso>
            </span>
          ) : (
            none
          ),
      },
      {
        ...base,
        key: "montant",
        label: t("colonne.montant"),
        width: 110,
        numeric: true,
        render: (row) => (row.montant === null ? none : <Iso>{formatMdh(row.montant, 2)}</Iso>),
      },
    ];
  }, [t, ar, catalogue]);
}

/** Every convention and avenant, as it stands or stood: status with why, search, filters, what ends soon. */
export function Conventions() {
  const { t } = useTranslation(["conventions", "champs"]);
  const catalogue = useCatalogue();
  const { today } = useSession();
  const columns = useColumns();
  const view = useGridView("conventions", columns);
  const { params, change } = useListAddress();
  const [sort, setSort] = useState(lastSort);
  const [text] = useDebouncedValue(params.text("texte").trim(), 90);
  const [status, setStatus] = useState<GridStatus>({ ready: false, count: 0, error: null });
  const [selected, setSelected] = useState<ConventionRow | null>(null);
  const [creating, setCreating] = useState(false);
  const grid = useRef<GridHandle>(null);
  const filter = useMemo<ConventionFilter>(
    () => ({ ...(text ? { text } : {}), ...filtreDe(params) }),
    [text, params],
  );
  const asOf = params.day("telle") ?? null;
  const day = asOf !== null && asOf !== today ? asOf : undefined;
  const source = useMemo<GridSource<ConventionRow>>(() => {
    const input = { filter, sort, ...(day ? { asOf: day } : {}) };
    return {
      identity: JSON.stringify(input),
      pageSize: PAGE,
      page: (cursor) =>
        orpc.conventions.list.queryOptions({ input: { ...input, cursor, limit: PAGE } }),
      anchors: () => orpc.conventions.anchors.queryOptions({ input: { ...input, pageSize: PAGE } }),
    };
  }, [filter, sort, day]);
  const totals = useQuery(
    orpc.conventions.anchors.queryOptions({
      input: { filter, sort, ...(day ? { asOf: day } : {}), pageSize: PAGE },
    }),
  );
  useReady("conventions", status.ready);
  useHotkeys([["n", () => setCreating(true)]]);
  useAskedNew(() => setCreating(true));

  const clear = () => change(Object.fromEntries(PARAMS.map((name) => [name, ""])));
  const open = useCallback((row: ConventionRow) => navigate(`/conventions/${row.id}`), []);
  const beside = useCallback(
    (row: ConventionRow) => openBeside(`/conventions/${row.id}`, recentRecords()[0]?.path),
    [],
  );
  const officiers = useFilterOptions("officier");
  const whole = Object.keys(filter).length === 0;
  const add = (
    <Button
      variant="primary"
      leftIcon={<IconPlus size={15} />}
      shortcut="N"
      onClick={() => setCreating(true)}
    >
      {t("nouvelle")}
    </Button>
  );
  const select = (key: "statut" | "type" | "pole" | "programme", options: Option[]) => (
    <div className={styles.filter}>
      <ListFilter
        label={t(`filtre.${key}`)}
        placeholder={t(`filtre.${key}`)}
        chosen={params.codes(key)}
        onChange={(chosen) => change({ [key]: chosen.join(",") })}
        options={options}
      />
    </div>
  );
  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        {...(status.ready ? { count: status.count } : {})}
        actions={
          <>
            <div className={styles.search}>
              <TextInput
                type="search"
                ariaLabel={t("recherche")}
                placeholder={t("recherche")}
                value={params.text("texte")}
                onChange={(next) => change({ texte: next })}
                leftSection={<IconSearch size={15} aria-hidden="true" />}
              />
            </div>
            <ExportButton
              view={{ list: "conventions", filter, sort, ...(day ? { asOf: day } : {}) }}
              // What comes next is a word and a day: two columns.
              columns={visibleColumns(view).flatMap((key) =>
                key === "prochaine" ? ["prochaine", "prochaineLe"] : key,
              )}
            />
            {add}
          </>
        }
      >
        <div className={styles.filters}>
          <SegmentedControl
            size="xs"
            label={t("filtre.dans")}
            value={params.text("dans")}
            onChange={(next) => change({ dans: next })}
            options={[
              { value: "", label: t("filtre.toutes") },
              ...QUICK.map((n) => ({ value: n, label: t("filtre.dansJours", { n }) })),
            ]}
          />
          {select(
            "statut",
            conventionStatut.options.map((value) => ({ value, label: t(`statut.${value}`) })),
          )}
          {select("type", catalogue.options("type_convention"))}
          {select("programme", catalogue.options("programme"))}
          {select("pole", catalogue.options("pole"))}
          <ListFilter
            label={t("champs:convention.officierId")}
            chosen={params.codes("officier")}
            onChange={(chosen) => change({ officier: chosen.join(",") })}
            options={officiers}
          />
          <DaysFilter
            label={t("filtre.signature")}
            du={params.day("signeDu")}
            au={params.day("signeAu")}
            onChange={({ du = "", au = "" }) => change({ signeDu: du, signeAu: au })}
          />
          <ListFilter
            label={t("filtre.avenants")}
            chosen={params.codes("avenants")}
            onChange={(chosen) => change({ avenants: chosen.join(",") })}
            options={[{ value: "non", label: t("filtre.sansAvenant") }]}
          />
          <div className={styles.asOf}>
            <DateInput
              size="xs"
              ariaLabel={t("telleQuAu")}
              value={asOf}
              onChange={(next) => change({ telle: next ?? "" })}
              placeholder={t("telleQuAu")}
            />
          </div>
        </div>
      </PageHeader>
      <Grid
        ref={grid}
        name="conventions"
        columns={columns}
        view={view}
        source={source}
        sort={sort}
        onSort={(next) => {
          lastSort = next as ConventionSort;
          setSort(lastSort);
        }}
        selectedId={selected?.id ?? null}
        onSelect={(row) => {
          setSelected(row);
        }}
        onOpen={open}
        onOpenBeside={beside}
        onStatus={setStatus}
        labels={{ grid: t("liste"), help: t("listeAide") }}
        Failed={ErrorState}
        empty={
          <EmptyState
            icon={<IconFileText size={36} stroke={1.3} />}
            title={t(whole ? "vide" : "rien")}
            hint={t(whole ? "videAide" : "rienAide")}
            action={whole ? add : <Button onClick={clear}>{t("effacer")}</Button>}
          />
        }
      />
      <StatusBar
        shortcuts={
          <span className={styles.keys}>
            <Kbd>↑</Kbd>
            <Kbd>↓</Kbd> {t("touches.parcourir")}
            <Kbd>{t("touches.entree")}</Kbd> {t("touches.ouvrir")}
            <Kbd>N</Kbd> {t("touches.nouvelle")}
          </span>
        }
      >
        {day && <b>{t("telleQu", { date: formatDate(day) })}</b>}
        {totals.data && (
          <span>
            {t("somme")} <Iso>{formatDh(totals.data.montant)}</Iso>
          </span>
        )}
      </StatusBar>
      {creating && (
        <RecordForm
          record="convention"
          title={t("nouvelle")}
          lead={t("nouvelleAide")}
          names={NEW}
          initial={{ type: "convention_partenariat" }}
          onDone={(id) => {
            setCreating(false);
            if (id) navigate(`/conventions/${id}`);
          }}
          onClose={() => setCreating(false)}
        />
      )}
    </div>
  );
}

interface Option {
  value: string;
  label: string;
}
