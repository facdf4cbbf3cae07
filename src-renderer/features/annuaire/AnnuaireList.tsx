import { IconAddressBook, IconBuilding, IconUser } from "@tabler/icons-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  AnnuaireFilter,
  AnnuaireRow,
  AnnuaireSort,
} from "../../../src-main/contract/annuaire.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatPhone } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  EmptyState,
  entryPath,
  ErrorState,
  ExportButton,
  Kbd,
  ListSearch,
  NewEntry,
  PageHeader,
  SegmentedControl,
  Select,
  StatusBar,
  useDebouncedValue,
  useHotkeys,
} from "../../ui/index.ts";
import { Grid, useGridView, visibleColumns } from "../../ui/grid/index.ts";
import type { GridColumn, GridHandle, GridSource, GridStatus } from "../../ui/grid/index.ts";
import styles from "./annuaire.module.css";

const PAGE = 100;

/** What was asked last: the list is found again as it was left. */
let lastAsked: { text: string; type: "tous" | "organisation" | "personne"; role: string | null } = {
  text: "",
  type: "tous",
  role: null,
};
let lastDesc = false;

function useSource(filter: AnnuaireFilter, sort: AnnuaireSort): GridSource<AnnuaireRow> {
  return useMemo(
    () => ({
      identity: JSON.stringify([filter, sort]),
      pageSize: PAGE,
      page: (cursor) =>
        orpc.annuaire.list.queryOptions({ input: { filter, sort, cursor, limit: PAGE } }),
      anchors: () =>
        orpc.annuaire.anchors.queryOptions({ input: { filter, sort, pageSize: PAGE } }),
    }),
    [filter, sort],
  );
}

function useColumns(): GridColumn<AnnuaireRow>[] {
  const { t, i18n } = useTranslation("annuaire");
  const catalogue = useCatalogue();
  const langue = i18n.language;
  return useMemo(() => {
    const none = <span className={styles.mut}>–</span>;
    const nameOf = (row: AnnuaireRow) => (langue === "ar" && row.nomAr ? row.nomAr : row.nomFr);
    const rolesOf = (row: AnnuaireRow) =>
      row.roles
        .map((role) => catalogue.label("role_annuaire", role))
        .join(langue === "ar" ? "، " : ", ");
    const base = { sortable: false, shown: true };
    return [
      {
        ...base,
        key: "nom",
        label: t("colonnes.nom"),
        width: 320,
        flexible: true,
        minWidth: 180,
        sortable: true,
        render: (row) => (
          <span className={styles.name}>
            {row.type === "organisation" ? (
              <IconBuilding size={15} aria-label={t("type.organisation")} />
            ) : (
              <IconUser size={15} aria-label={t("type.personne")} />
            )}
            <Auto>{nameOf(row)}</Auto>
          </span>
        ),
        text: nameOf,
      },
      {
        ...base,
        key: "roles",
        label: t("colonnes.roles"),
        width: 190,
        flexible: true,
        minWidth: 110,
        render: (row) => (row.roles.length > 0 ? rolesOf(row) : none),
        text: rolesOf,
      },
      {
        ...base,
        key: "organisation",
        label: t("colonnes.organisation"),
        width: 210,
        flexible: true,
        minWidth: 110,
        render: (row) => (row.organisationFr ? <Auto>{row.organisationFr}</Auto> : none),
        text: (row) => row.organisationFr,
      },
      {
        ...base,
        key: "ice",
        label: t("colonnes.ice"),
        width: 150,
        render: (row) => (row.ice ? <Iso>{row.ice}</Iso> : none),
      },
      {
        ...base,
        key: "telephone",
        label: t("colonnes.telephone"),
        width: 140,
        render: (row) => (row.telephone ? <Iso>{formatPhone(row.telephone)}</Iso> : none),
      },
    ];
  }, [t, langue, catalogue]);
}

/** Organisations and persons, by name; search, type and role narrow it. */
export function AnnuaireList() {
  const { t } = useTranslation("annuaire");
  const catalogue = useCatalogue();
  const columns = useColumns();
  const view = useGridView("annuaire", columns);
  const [asked, setAsked] = useState(lastAsked);
  const [desc, setDesc] = useState(lastDesc);
  const [text] = useDebouncedValue(asked.text.trim(), 90);
  const [status, setStatus] = useState<GridStatus>({ ready: false, count: 0, error: null });
  const [selected, setSelected] = useState<AnnuaireRow | null>(null);
  const [creating, setCreating] = useState<"organisation" | "personne" | null>(null);
  const grid = useRef<GridHandle>(null);
  const { type, role } = asked;
  const filter = useMemo<AnnuaireFilter>(
    () => ({
      ...(text ? { text } : {}),
      ...(type === "tous" ? {} : { type }),
      ...(role ? { role } : {}),
    }),
    [text, type, role],
  );
  const sort = useMemo<AnnuaireSort>(() => ({ key: "nom", desc }), [desc]);
  const source = useSource(filter, sort);
  useReady("annuaire", status.ready);
  useHotkeys([["n", () => setCreating("organisation")]]);
  useAskedNew(() => setCreating("organisation"));

  const ask = (change: Partial<typeof lastAsked>): void => {
    lastAsked = { ...asked, ...change };
    setAsked(lastAsked);
  };
  const open = useCallback((row: AnnuaireRow) => navigate(entryPath(row.type, row.id)), []);
  const whole = Object.keys(filter).length === 0;
  const news = (
    <>
      <Button onClick={() => setCreating("personne")}>{t("nouvelle.personne")}</Button>
      <Button variant="primary" onClick={() => setCreating("organisation")}>
        {t("nouvelle.organisation")}
      </Button>
    </>
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
                value={asked.text}
                onChange={(text) => ask({ text })}
              />
            </div>
            <ExportButton
              view={{ list: "annuaire", filter, sort }}
              // The icon before a name is a column of its own.
              columns={visibleColumns(view).flatMap((key) =>
                key === "nom" ? ["nom", "type"] : key,
              )}
            />
            {news}
          </>
        }
      >
        <div className={styles.filters}>
          <SegmentedControl
            size="xs"
            label={t("type.nom")}
            value={type}
            onChange={(next) => ask({ type: next as typeof type })}
            options={[
              { value: "tous", label: t("type.tous") },
              { value: "organisation", label: t("type.organisations") },
              { value: "personne", label: t("type.personnes") },
            ]}
          />
          <div className={styles.role}>
            <Select
              size="xs"
              ariaLabel={t("colonnes.roles")}
              placeholder={t("tousRoles")}
              value={role}
              onChange={(next) => ask({ role: next })}
              options={catalogue.options("role_annuaire")}
              clearable
            />
          </div>
        </div>
      </PageHeader>
      <Grid
        ref={grid}
        name="annuaire"
        columns={columns}
        view={view}
        source={source}
        sort={sort}
        onSort={(next) => {
          lastDesc = next.desc;
          setDesc(next.desc);
        }}
        selectedId={selected?.id ?? null}
        onSelect={(row) => {
          setSelected(row);
        }}
        onOpen={open}
        onStatus={setStatus}
        labels={{ grid: t("liste"), help: t("listeAide") }}
        Failed={ErrorState}
        empty={
          <EmptyState
            icon={<IconAddressBook size={36} stroke={1.3} />}
            title={t(whole ? "vide.titre" : "rien.titre")}
            hint={t(whole ? "vide.aide" : "rien.aide")}
            action={
              whole ? (
                <div className={styles.actions}>{news}</div>
              ) : (
                <Button onClick={() => ask({ text: "", type: "tous", role: null })}>
                  {t("rien.effacer")}
                </Button>
              )
            }
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
      />
      {creating && (
        <NewEntry type={creating} nom={asked.text.trim()} onClose={() => setCreating(null)} />
      )}
    </div>
  );
}
