import type { TFunction } from "i18next";
import { Fragment, useState } from "react";
import type { ReactNode } from "react";
import type { ConditionVue, LignePrime, RegimeSimule } from "../../../src-main/contract/primes.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { Auto } from "../../lib/bidi.tsx";
import { pick } from "../../lib/format.ts";
import { Button, Card, Pill, SourceTag, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import { amountRange, asked, lacking, outOfForce, rate, rateRange, remarkText } from "./phrases.ts";
import classes from "./primes.module.css";

/** The language of the page, or of the paper. */
export interface Words {
  t: TFunction<"primes">;
  langue: Langue;
}

const TONES: Record<RegimeSimule["statut"], Tone> = {
  eligible: "ok",
  sous_reserve: "soon",
  a_verifier: "soon",
  non_eligible: "neutral",
  hors_vigueur: "neutral",
};

/** Whether a regime may give something: the others are shown after, folded. */
const open = ({ statut }: RegimeSimule): boolean =>
  statut !== "non_eligible" && statut !== "hors_vigueur";

/** What a regime says of the project, in one word. */
export function Statut({ statut, t }: Pick<RegimeSimule, "statut"> & Pick<Words, "t">) {
  return <Pill tone={TONES[statut]}>{t(`statut.${statut}`)}</Pill>;
}

function Met({ met, t }: { met: boolean | null } & Pick<Words, "t">) {
  if (met === null) return <Pill tone="soon">{t("etat.inconnu")}</Pill>;
  return <Pill tone={met ? "ok" : "neutral"}>{t(met ? "etat.oui" : "etat.non")}</Pill>;
}

function Condition({
  condition,
  extra,
  t,
}: { condition: ConditionVue; extra?: ReactNode } & Pick<Words, "t">) {
  const by = lacking(condition, t);
  return (
    <span className={classes.condition}>
      <Met met={condition.met} t={t} />
      <span>
        {asked(condition, t)}
        {extra}
        {by && <b className={classes.lacking}> · {by}</b>}
      </span>
    </span>
  );
}

/** Ways into a regime, then what it asks of the company: what is met is said too. */
function Access({ regime, asOf, t }: { regime: RegimeSimule; asOf: string } & Pick<Words, "t">) {
  const out = outOfForce(regime, asOf, t);
  if (out) return <p>{out}</p>;
  return (
    <div className={classes.access}>
      <div>
        <h3 className={classes.overline}>{t("entree")}</h3>
        {regime.voies.map((way, index) => (
          <Fragment key={way.map(({ code, seuil }) => `${code}${seuil?.valeur}`).join()}>
            {index > 0 && <div className={classes.or}>{t("ou")}</div>}
            <ul className={classes.conditions}>
              {way.map((condition) => (
                <li key={condition.code}>
                  <Condition condition={condition} t={t} />
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
      {regime.conditions.length > 0 && (
        <div>
          <h3 className={classes.overline}>{t("reserves")}</h3>
          <ul className={classes.conditions}>
            {regime.conditions.map((condition) => (
              <li key={condition.code}>
                <Condition condition={condition} t={t} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The condition of a prime, and the next step of a jobs prime. */
function LineCondition({ ligne, t }: { ligne: LignePrime } & Pick<Words, "t">) {
  const next = ligne.suivant && ligne.met ? ligne.suivant : null;
  return (
    <>
      {ligne.conditions.map((condition) => (
        <Condition
          key={condition.code}
          condition={condition}
          t={t}
          extra={
            ligne.declaree && ligne.publiee ? (
              <>
                {" "}
                <Auto>{ligne.publiee}</Auto>
              </>
            ) : null
          }
        />
      ))}
      {next && (
        <span className={classes.mut}>
          {" · "}
          {t("suivant", {
            taux: rate(next.rateBp),
            quoi: t("quantite.emplois", { count: next.emplois }),
          })}
        </span>
      )}
    </>
  );
}

function Lines({ regime, words }: { regime: RegimeSimule; words: Words }) {
  const { t, langue } = words;
  return (
    <Table
      dense
      label={`${t("colonne.prime")} – ${pick(regime.label, langue)}`}
      rows={regime.lignes}
      rowKey={(ligne) => ligne.prime}
      columns={[
        {
          key: "prime",
          header: t("colonne.prime"),
          width: "24%",
          cell: (ligne) => <Auto>{pick(ligne.label, langue)}</Auto>,
        },
        {
          key: "taux",
          header: t("colonne.taux"),
          width: "88px",
          numeric: true,
          cell: (ligne) => (
            <span
              className={`${classes.figure} ${ligne.met === true ? classes.counted : classes.mut}`}
            >
              {rateRange(ligne.rateBp, ligne.rateMaxBp, t)}
            </span>
          ),
        },
        {
          key: "condition",
          header: t("colonne.condition"),
          cell: (ligne) => <LineCondition ligne={ligne} t={t} />,
        },
        {
          key: "source",
          header: t("colonne.source"),
          width: "24%",
          cell: (ligne) => (
            <span className={classes.source}>
              <SourceTag source={ligne.source} url={ligne.url} confidence={ligne.confidence} />
            </span>
          ),
        },
      ]}
    />
  );
}

function Totals({ regime, words: { t } }: { regime: RegimeSimule; words: Words }) {
  const { plafond, montant, montantMax } = regime;
  const same = regime.rateBp === regime.rateMaxBp && montant === montantMax;
  const result = (bp: number, amount: number | null): ReactNode => (
    <b className={classes.figure}>
      <bdi>{rate(bp)}</bdi>
      {" · "}
      {amount === null ? t("sansMontant") : <bdi>{amountRange(amount, amount, t)}</bdi>}
    </b>
  );
  return (
    <dl className={classes.totals}>
      <div>
        <dt>{t("somme")}</dt>
        <dd className={classes.figure}>{rateRange(regime.sommeBp, regime.sommeMaxBp, t)}</dd>
      </div>
      <div>
        <dt>{t("plafond")}</dt>
        <dd>
          {plafond?.rateBp == null ? t("sansPlafond") : <bdi>{rate(plafond.rateBp)}</bdi>}{" "}
          {plafond?.montantMax != null &&
            t("plafondMontant", {
              montant: amountRange(plafond.montantMax, plafond.montantMax, t),
            })}
        </dd>
      </div>
      <div className={classes.result}>
        <dt>{same ? t("resultat") : t("etabli")}</dt>
        <dd>{result(regime.rateBp, montant)}</dd>
      </div>
      {!same && (
        <div className={classes.result}>
          <dt>{t("auPlus")}</dt>
          <dd>{result(regime.rateMaxBp, montantMax)}</dd>
        </div>
      )}
    </dl>
  );
}

function Approval({ regime, words: { t } }: { regime: RegimeSimule; words: Words }) {
  const { approbation } = regime;
  if (!approbation) return null;
  return (
    <p className={classes.approval}>
      <span>
        {t("approbation")} <b>{t(`approbateur.${approbation.approbateur ?? "inconnu"}`)}</b>
      </span>
      <SourceTag
        source={approbation.source}
        url={approbation.url}
        confidence={approbation.confidence}
      />
    </p>
  );
}

/** Gaps and conflicts of the sources: said calmly, those that touch the project first. */
function Remarks({ regime, words: { t } }: { regime: RegimeSimule; words: Words }) {
  const { note, lignes } = regime;
  const remarques = regime.remarques.toSorted((a, b) => Number(b.concerne) - Number(a.concerne));
  if (remarques.length === 0 && !note) return null;
  return (
    <aside className={classes.remarks} aria-label={t("remarques.titre")}>
      <h3 className={classes.overline}>{t("remarques.titre")}</h3>
      <ul>
        {remarques.map((remarque) => (
          <li key={`${remarque.code}${remarque.params["prime"] ?? ""}`}>
            <b>{t(`remarques.${remarque.genre}`)}</b> {remarkText(remarque, t)}{" "}
            {!remarque.concerne && (
              <span className={classes.mut}>({t("remarques.pasConcerne")})</span>
            )}
          </li>
        ))}
        {[note, ...new Set(lignes.map((ligne) => ligne.note))]
          .filter((text) => text !== null)
          .map((text) => (
            <li key={text} className={classes.mut} lang="fr">
              <Auto>{text}</Auto>
            </li>
          ))}
      </ul>
    </aside>
  );
}

export interface RegimesProps {
  regimes: readonly RegimeSimule[];
  asOf: string;
  words: Words;
  /** On paper everything is unfolded. */
  paper?: boolean;
}

/** What every regime says of one project: those that may give something first. */
export function Regimes({ regimes, asOf, words, paper = false }: RegimesProps) {
  const sorted = regimes.toSorted((a, b) => Number(open(b)) - Number(open(a)));
  return sorted.map((regime) => (
    <Regime key={regime.regime} regime={regime} asOf={asOf} words={words} paper={paper} />
  ));
}

function Regime({
  regime,
  asOf,
  words,
  paper,
}: {
  regime: RegimeSimule;
  asOf: string;
  words: Words;
  paper: boolean;
}) {
  const { t, langue } = words;
  const [asked, setAsked] = useState(false);
  const possible = open(regime);
  const lines = regime.lignes.length > 0;
  return (
    <Card
      className={classes.regime}
      title={
        <span className={classes.head}>
          <Auto>{pick(regime.label, langue)}</Auto>
          <Statut statut={regime.statut} t={t} />
        </span>
      }
      actions={
        possible ? (
          <span className={classes.headline} data-regime={regime.regime}>
            {regime.montant !== null && regime.montantMax !== null && (
              <b className={classes.figure}>{amountRange(regime.montant, regime.montantMax, t)}</b>
            )}
            <span className={classes.mut}>{rateRange(regime.rateBp, regime.rateMaxBp, t)}</span>
          </span>
        ) : (
          !paper &&
          lines && (
            <Button
              size="sm"
              variant="subtle"
              onClick={() => setAsked(!asked)}
              aria-expanded={asked}
            >
              {t(asked ? "masquerPrimes" : "voirPrimes")}
            </Button>
          )
        )
      }
      footer={<SourceTag source={regime.source} url={regime.url} confidence={regime.confidence} />}
    >
      <div className={classes.body}>
        {(possible || paper || asked) && lines && <Lines regime={regime} words={words} />}
        {possible && lines && <Totals regime={regime} words={words} />}
        <Access regime={regime} asOf={asOf} t={t} />
        {possible && <Approval regime={regime} words={words} />}
        {(possible || asked) && <Remarks regime={regime} words={words} />}
      </div>
    </Card>
  );
}
