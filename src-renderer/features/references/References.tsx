import { useQuery } from "@tanstack/react-query";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ReferenceRow } from "../../../src-main/contract/references.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Iso } from "../../lib/bidi.tsx";
import { fold } from "../../lib/fold.ts";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  EmptyState,
  ErrorState,
  Hidden,
  PageHeader,
  Skeleton,
  SourceTag,
  TextInput,
} from "../../ui/index.ts";
import { AttributeList, attributesOf } from "./attributes.tsx";
import { RowForm } from "./RowForm.tsx";
import type { RowTask } from "./RowForm.tsx";
import { RowMenu } from "./RowMenu.tsx";
import classes from "./References.module.css";

/** The date that stands for « effective date not found ». */
const UNKNOWN = "1900-01-01";

/** The reference tables: each value with its effective date, its source and how sure it is. */
export function References({ list }: { list: string | undefined }) {
  const { t } = useTranslation("references");
  const langue = useLangue();
  const [search, setSearch] = useState("");
  const all = useQuery(orpc.references.lists.queryOptions({ input: {} }));
  const lists = useMemo(
    () =>
      [...(all.data?.lists ?? [])].sort((a, b) =>
        pick(a.title, langue).localeCompare(pick(b.title, langue), langue),
      ),
    [all.data, langue],
  );
  const first = lists[0]?.list;
  useEffect(() => {
    if (!list && first) navigate(`/references/${first}`, { replace: true });
  }, [list, first]);

  const words = fold(search).split(/\s+/).filter(Boolean);
  const found = lists.filter((one) =>
    words.every((word) => fold(pick(one.title, langue)).includes(word)),
  );
  const current = lists.find((one) => one.list === list);

  if (all.error) return <ErrorState error={all.error} onRetry={() => void all.refetch()} />;
  return (
    <div className={classes.screen}>
      <PageHeader title={t("titre")}>
        <p className={classes.hint}>{t("aide")}</p>
      </PageHeader>
      <div className={classes.split}>
        <nav className={classes.lists} aria-label={t("listes")}>
          <TextInput
            ariaLabel={t("chercherListe")}
            placeholder={t("chercherListe")}
            value={search}
            onChange={setSearch}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
          />
          <ul>
            {found.map((one) => (
              <li key={one.list}>
                <Link
                  href={`/references/${one.list}`}
                  className={classes.list}
                  aria-current={one.list === list ? "page" : undefined}
                >
                  <span>{pick(one.title, langue)}</span>
                  <Iso className={classes.count}>{formatNumber(one.count, 0)}</Iso>
                </Link>
              </li>
            ))}
          </ul>
          {all.data && found.length === 0 && <p className={classes.hint}>{t("aucune")}</p>}
        </nav>
        {list && all.data && !current ? (
          <EmptyState title={t("inconnue")} />
        ) : (
          list && <Rows key={list} list={list} title={current ? pick(current.title, langue) : ""} />
        )}
      </div>
    </div>
  );
}

/** Rows drawn at first; the filter finds the others. */
const SHOWN = 200;

function Rows({ list, title }: { list: string; title: string }) {
  const { t } = useTranslation("references");
  const langue = useLangue();
  const [search, setSearch] = useState("");
  const { data, error, refetch } = useQuery(orpc.references.rows.queryOptions({ input: { list } }));
  const catalogue = useCatalogue();
  const form = useQuery(orpc.references.form.queryOptions({ input: { list } }));
  const [task, setTask] = useState<RowTask | null>(null);
  const editable = form.data?.editable ?? false;
  // Territories and sectors are given: what is said of them is corrected, and no more.
  const given = !form.data?.champs.includes("effectiveFrom");
  useReady("references", Boolean(data) && title !== "" && catalogue.ready);

  const words = fold(search).split(/\s+/).filter(Boolean);
  const rows = (data?.rows ?? []).filter((row) => {
    const text = fold(`${row.label.fr} ${row.label.ar} ${row.label.en} ${row.key} ${row.source}`);
    return words.every((word) => text.includes(word));
  });
  // Values in their order, their versions together: what « up » and « down » walk through.
  const firsts = (data?.rows ?? []).filter(
    (row, place, all) => all.findIndex(({ key }) => key === row.key) === place,
  );
  const menuOf = (row: ReferenceRow) => {
    const place = firsts.findIndex(({ key }) => key === row.key);
    return {
      above: firsts[place - 1] ?? null,
      below: firsts[place + 2] ?? null,
      last: place === firsts.length - 1,
    };
  };
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <section className={classes.rows} aria-label={title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {data && <span className={classes.hint}>{t("lignes", { count: rows.length })}</span>}
        <span className={classes.spring} />
        <TextInput
          ariaLabel={t("chercherLigne")}
          placeholder={t("chercherLigne")}
          value={search}
          onChange={setSearch}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
        />
        {editable && !given && (
          <Button leftIcon={<IconPlus size={15} />} onClick={() => setTask({ kind: "create" })}>
            {t("form.create")}
          </Button>
        )}
      </div>
      {list === "jour_ferie_religieux" && (
        <p className={classes.hint}>
          {t("feriesReligieux")} <Link href="/reglages">{t("ouvrirReglages")}</Link>
        </p>
      )}
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
        {!data ? (
          <Skeleton lines={8} height={20} />
        ) : rows.length === 0 ? (
          <EmptyState title={t("aucune")} />
        ) : (
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t("colonne.libelle")}</th>
                <th scope="col">{t("colonne.valeur")}</th>
                <th scope="col">{t("colonne.effet")}</th>
                <th scope="col">{t("colonne.source")}</th>
                {editable && (
                  <th scope="col">
                    <Hidden>{t("colonne.actions")}</Hidden>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, SHOWN).map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  menu={
                    editable && (
                      <RowMenu
                        row={row}
                        name={pick(row.label, langue)}
                        given={given}
                        {...menuOf(row)}
                        onTask={setTask}
                      />
                    )
                  }
                />
              ))}
            </tbody>
          </table>
        )}
        {rows.length > SHOWN && (
          <p className={classes.hint}>{t("suite", { count: rows.length - SHOWN })}</p>
        )}
      </div>
      <RowForm list={list} task={task} onClose={() => setTask(null)} />
    </section>
  );
}

function Row({ row, menu }: { row: ReferenceRow; menu: ReactNode }) {
  const { t } = useTranslation("references");
  const langue = useLangue();
  const catalogue = useCatalogue();
  const attributes = attributesOf(row.attrs, { t, langue, catalogue });
  return (
    <tr>
      <th scope="row" className={classes.label}>
        {pick(row.label, langue)}
      </th>
      <td className={classes.values}>
        {attributes.length > 0 && <AttributeList attributes={attributes} />}
      </td>
      <td className={classes.date}>
        {row.effectiveFrom === UNKNOWN ? (
          <span className={classes.hint}>{t("effetInconnu")}</span>
        ) : (
          <Iso>{formatDate(row.effectiveFrom)}</Iso>
        )}
        {row.effectiveTo && (
          <div className={classes.hint}>{t("jusquAu", { date: formatDate(row.effectiveTo) })}</div>
        )}
      </td>
      <td className={classes.source}>
        <SourceTag source={row.source} url={row.url} confidence={row.confidence} />
        {row.note && (
          <p className={classes.note} lang="fr" title={t("noteSource")}>
            <Iso>{row.note}</Iso>
          </p>
        )}
      </td>
      {menu && <td className={classes.menu}>{menu}</td>}
    </tr>
  );
}
