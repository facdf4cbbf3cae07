import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { echeanceEtats, echeanceGenres } from "../../../src-main/contract/echeances.ts";
import type { EcheanceEtat, EcheanceGenre } from "../../../src-main/contract/echeances.ts";
import { data, errorSentence, useCatalogue, useSession } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { download, toCsv } from "../../lib/download.ts";
import { echeanceDelay, echeanceName } from "../../lib/echeances.ts";
import { formatNumber } from "../../lib/format.ts";
import { addDays } from "../../lib/month.ts";
import {
  Button,
  Menu,
  notify,
  PageHeader,
  SegmentedControl,
  Select,
  useHotkeys,
} from "../../ui/index.ts";
import styles from "./echeances.module.css";
import { Frise } from "./Frise.tsx";
import { Mois } from "./Mois.tsx";
import { Tableau } from "./Tableau.tsx";
import type { Filtre, Vue } from "./vue.ts";

const VUES: readonly Vue[] = ["tableau", "calendrier", "frise"];
const QUICK = ["30", "90", "180"] as const;
const HORIZONS = ["30", "90", "180", "365"] as const;
/** Days in the past whose unmet deadlines are still listed. */
const PAST = 366;
/** Lines of an export. */
const MOST = 5000;

interface Asked {
  vue: Vue;
  /** Days within which what renews or ends is asked for; empty for every kind. */
  renouvelle: string;
  horizon: string;
  genre: string | null;
  etat: string | null;
  pole: string | null;
  programme: string | null;
  officier: string | null;
}

const whole: Omit<Asked, "vue"> = {
  renouvelle: "",
  horizon: "90",
  genre: null,
  etat: null,
  pole: null,
  programme: null,
  officier: null,
};

/** What was asked last: the screen is found again as it was left. */
let lastAsked: Asked = { vue: "tableau", ...whole };

/** The filter of the store that the choices make. */
function filterOf(asked: Asked, today: string): Filtre {
  const { renouvelle, horizon, genre, etat, pole, programme, officier } = asked;
  const genres = renouvelle ? (["fin", "preavis"] as const) : genre ? [genre as EcheanceGenre] : [];
  const etats = etat ? [etat as EcheanceEtat] : echeanceEtats.filter((each) => each !== "faite");
  return {
    du: renouvelle ? today : addDays(today, -PAST),
    au: addDays(today, Number(renouvelle || horizon)),
    ...(genres.length > 0 ? { genres: [...genres] } : {}),
    etats,
    ...(pole ? { pole } : {}),
    ...(programme ? { programme } : {}),
    ...(officier ? { officierId: officier } : {}),
  };
}

/** Every deadline of every convention: a table by month, a calendar or a timeline of one filter. */
export function Echeances() {
  const { t } = useTranslation("echeances");
  const catalogue = useCatalogue();
  const { today } = useSession();
  const [asked, setAsked] = useState(lastAsked);
  const [count, setCount] = useState<number | undefined>();
  const ask = (change: Partial<Asked>): void => {
    lastAsked = { ...asked, ...change };
    setAsked(lastAsked);
  };
  const { vue } = asked;
  const filtre = filterOf(asked, today);
  const { vue: _vue, ...chosen } = asked;
  const filtered = JSON.stringify(chosen) !== JSON.stringify(whole);
  useHotkeys([
    ["1", () => ask({ vue: "tableau" })],
    ["2", () => ask({ vue: "calendrier" })],
    ["3", () => ask({ vue: "frise" })],
  ]);
  const select = (
    key: "genre" | "etat" | "pole" | "programme" | "officier",
    options: { value: string; label: string }[],
  ): ReactNode => (
    <div className={styles.filter}>
      <Select
        size="xs"
        ariaLabel={t(`filtre.${key}`)}
        placeholder={t(`filtre.${key}`)}
        value={asked[key]}
        onChange={(next) => ask({ [key]: next, ...(key === "genre" ? { renouvelle: "" } : {}) })}
        options={options}
        clearable
        searchable={options.length > 8}
      />
    </div>
  );
  const clear = () => ask(whole);
  const shared = { filtre, today, filtered, onClear: clear, onCount: setCount };
  return (
    <div className={styles.screen}>
      <PageHeader
        title={t("titre")}
        count={count}
        actions={
          <>
            <SegmentedControl
              size="xs"
              label={t("vues")}
              value={vue}
              onChange={(next) => ask({ vue: VUES.find((each) => each === next) ?? "tableau" })}
              options={VUES.map((value) => ({ value, label: t(`vue.${value}`) }))}
            />
            <Export filtre={filtre} />
          </>
        }
      >
        <div className={styles.filters}>
          <span className={styles.quick}>
            <span aria-hidden="true">{t("renouvelle")}</span>
            <SegmentedControl
              size="xs"
              label={t("renouvelle")}
              value={asked.renouvelle}
              onChange={(next) =>
                ask({ renouvelle: next === asked.renouvelle ? "" : next, genre: null })
              }
              options={[
                { value: "", label: "–" },
                ...QUICK.map((n) => ({ value: n, label: t("jours", { n }) })),
              ]}
            />
          </span>
          {asked.renouvelle === "" && vue === "tableau" && (
            <div className={styles.horizon}>
              <Select
                size="xs"
                ariaLabel={t("horizon")}
                value={asked.horizon}
                onChange={(next) => ask({ horizon: next ?? whole.horizon })}
                options={HORIZONS.map((n) => ({ value: n, label: t("dans", { n }) }))}
              />
            </div>
          )}
          {select(
            "genre",
            echeanceGenres.map((value) => ({ value, label: t(`genre.${value}`) })),
          )}
          {select(
            "etat",
            echeanceEtats.map((value) => ({ value, label: t(`etat.${value}`) })),
          )}
          {select("pole", catalogue.options("pole"))}
          {select("programme", catalogue.options("programme"))}
          {select(
            "officier",
            catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom })),
          )}
          {filtered && (
            <Button size="sm" variant="subtle" onClick={clear}>
              {t("effacer")}
            </Button>
          )}
        </div>
      </PageHeader>
      {vue === "tableau" && <Tableau {...shared} />}
      {vue === "calendrier" && <Mois {...shared} />}
      {vue === "frise" && <Frise {...shared} />}
    </div>
  );
}

/** The deadlines of the filter as a file: a table, or a calendar with its alarms. */
function Export({ filtre }: { filtre: Filtre }) {
  const { t } = useTranslation("echeances");
  const langue = useLangue();
  const attempt = (work: () => Promise<number>) => (): void => {
    work()
      .then((events) => notify({ tone: "ok", message: t("exporte", { count: events }) }))
      .catch((error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }));
  };
  const csv = async (): Promise<number> => {
    const { rows, total } = await data.echeances.list({ ...filtre, limit: MOST });
    const columns = [
      "date",
      "etat",
      "genre",
      "objet",
      "convention",
      "partie",
      "responsable",
      "montant",
    ] as const;
    const lines = rows.map((row) => {
      const { convention, partie } = row;
      const inArabic = langue === "ar";
      return [
        row.le,
        echeanceDelay(t, row),
        t(`genre.${row.genre}`),
        echeanceName(t, row, langue),
        `${convention.numero} · ${(inArabic && convention.intituleAr) || convention.intituleFr}`,
        (inArabic && partie?.nomAr) || (partie?.nomFr ?? ""),
        row.responsable?.nom ?? "",
        row.montant === null ? "" : (row.montant / 100).toFixed(2).replace(".", ","),
      ];
    });
    download(`${t("fichier")}.csv`, toCsv([columns.map((key) => t(`colonne.${key}`)), ...lines]));
    if (total > rows.length) {
      notify({ tone: "info", message: t("coupe", { n: formatNumber(rows.length, 0) }) });
    }
    return rows.length;
  };
  const ics = async (): Promise<number> => {
    const { text, events } = await data.echeances.ics({ ...filtre, langue });
    download(`${t("fichier")}.ics`, text, "text/calendar;charset=utf-8");
    return events;
  };
  return (
    <Menu
      align="end"
      items={[
        { key: "csv", label: t("csv"), onSelect: attempt(csv) },
        { key: "ics", label: t("ics"), onSelect: attempt(ics) },
      ]}
      trigger={
        <Button leftIcon={<IconDownload size={15} aria-hidden="true" />}>{t("exporter")}</Button>
      }
    />
  );
}
