import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Variante } from "../../../src-main/contract/primes.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { orpc, useCatalogue, useSession } from "../../data/index.ts";
import { directionOf } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, pick } from "../../lib/format.ts";
import { useHashSearch } from "../../lib/location.ts";
import { PAPER_FAILED, usePaperFonts } from "../../lib/paper.ts";
import { useReady } from "../../lib/ready.ts";
import { ConfidenceMark, ErrorState } from "../../ui/index.ts";
import { readContenu } from "./brouillon.ts";
import { Comparaison, useInputs } from "./Comparaison.tsx";
import classes from "./primes.module.css";
import { Regimes } from "./Regimes.tsx";
import type { Words } from "./Regimes.tsx";

const MARKS = ["A", "B", "C", "D", "X"] as const;

function langueOf(params: URLSearchParams): Langue {
  const langue = params.get("langue");
  return langue === "ar" || langue === "en" ? langue : "fr";
}

/** The simulation laid out for A4, in the language of the address, which holds the variants too. */
export function ImpressionPrimes() {
  const { i18n } = useTranslation();
  const params = new URLSearchParams(useHashSearch());
  const langue = langueOf(params);
  const t = i18n.getFixedT(langue, "primes");
  const asOf = params.get("asOf");
  const variantes = readContenu(params.get("contenu") ?? "", asOf)?.variantes ?? [];
  const { region } = useSession();
  const catalogue = useCatalogue();
  const query = useQuery({
    ...orpc.primes.simuler.queryOptions({
      input: { asOf, projets: variantes.map(({ projet }) => projet) },
    }),
    enabled: variantes.length > 0,
  });
  const painted = query.data !== undefined && catalogue.ready;
  const fonts = usePaperFonts(painted);
  useReady("impression", variantes.length === 0 || (painted && fonts));
  useReady(PAPER_FAILED, query.isError);
  const words = { t, langue };
  return (
    <main
      className={classes.paper}
      dir={directionOf(langue)}
      lang={langue === "en" ? "en" : `${langue}-MA`}
    >
      <title>{t("papier.titre")}</title>
      {query.isError && <ErrorState error={query.error} />}
      {query.data && catalogue.ready && (
        <>
          <header>
            <p>
              <b>{t("papier.royaume")}</b>
              <br />
              <b>{t("papier.centre")}</b>
              <br />
              {region && pick(region.label, langue)}
            </p>
            <h1>{t("papier.titre")}</h1>
            <p>
              {t("au")} <Iso>{formatDate(query.data.asOf)}</Iso>
            </p>
          </header>
          {variantes.length > 1 && (
            <section>
              <h2>{t("comparaison.titre")}</h2>
              <Comparaison variantes={variantes} resultats={query.data.resultats} words={words} />
            </section>
          )}
          {query.data.resultats.map(({ regimes }, index) => (
            <section key={variantes[index]!.id} className={classes.body}>
              <h2>
                <Auto>{variantes[index]!.nom}</Auto>
              </h2>
              <Given variante={variantes[index]!} words={words} />
              <Regimes regimes={regimes} asOf={query.data.asOf} words={words} paper />
            </section>
          ))}
          <footer>
            <p>{t("papier.avis")}</p>
            <p className={classes.mut}>
              {MARKS.map((mark) => (
                <span key={mark}>
                  <ConfidenceMark confidence={mark} plain />{" "}
                  {i18n.getFixedT(langue, "commun")(`confiance.${mark}`)}
                  {" · "}
                </span>
              ))}
            </p>
          </footer>
        </>
      )}
    </main>
  );
}

/** What was said of the project. */
function Given({ variante, words }: { variante: Variante; words: Words }) {
  const given = useInputs(words)(variante).filter(({ value }) => value !== null);
  return (
    <dl className={classes.given} aria-label={words.t("papier.projet")}>
      {given.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <Auto>{value}</Auto>
          </dd>
        </div>
      ))}
    </dl>
  );
}
