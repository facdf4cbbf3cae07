import { parseDecimal, scaleDecimal } from "../contract/decimal.ts";
import type {
  ConditionVue,
  LignePrime,
  ProjetSimule,
  Quantite,
  RegimeSimule,
  Remarque,
} from "../contract/primes.ts";
import { foldText } from "../domain/search-text.ts";
import type { Context } from "../services/context.ts";
import { simulerPrimes } from "../services/primes.ts";
import { referenceRows } from "../store/queries/reference.ts";
import { dateOf, noWords, print, text, Usage, wholeNumber, withStore, type Call } from "./call.ts";
import { placeCode } from "./places.ts";

/** The prime that `--priority` declares. */
const PRIORITY = "tpme_activites_prioritaires";

/** A number written by a person, times a power of ten. @throws Usage when it is none. */
function scaled(call: Call, name: string, digits: number, what: string): number | undefined {
  const value = text(call, name);
  if (value === undefined) return undefined;
  const parsed = parseDecimal(value);
  const whole = parsed.ok ? scaleDecimal(parsed.text, digits) : null;
  if (whole === null || whole < 0) {
    throw new Usage(`--${name} attend ${what}, pas « ${value} ».`);
  }
  return whole;
}

const centimesOf = (call: Call, name: string) => scaled(call, name, 2, "un montant en DH");

function percentOf(call: Call, name: string): number | undefined {
  const bp = scaled(call, name, 2, "un pourcentage de 0 à 100");
  if (bp !== undefined && bp > 10_000) {
    throw new Usage(`--${name} attend un pourcentage de 0 à 100, pas « ${text(call, name)} ».`);
  }
  return bp;
}

function declarationsOf(ctx: Context, call: Call): Record<string, boolean> {
  const known = new Set(
    referenceRows(ctx.store.db, "prime")
      .filter((row) => row.attrs["kind"] !== "plafond")
      .map((row) => row.key),
  );
  const given = (call.values["declare"] as string[] | undefined) ?? [];
  const declarations = given.map((written): [string, boolean] => {
    const [key = "", answer = "oui", ...rest] = written.split("=");
    if (rest.length > 0 || (answer !== "oui" && answer !== "non")) {
      throw new Usage(`--declare attend CLÉ, CLÉ=oui ou CLÉ=non, pas « ${written} ».`);
    }
    if (!known.has(key)) {
      throw new Usage(`Prime inconnue : « ${key} ». Primes connues : ${[...known].join(", ")}.`);
    }
    return [key, answer === "oui"];
  });
  if (call.values["priority"]) declarations.push([PRIORITY, true]);
  return Object.fromEntries(declarations);
}

function sectorOf(ctx: Context, call: Call): string | undefined {
  const value = text(call, "sector");
  if (value === undefined) return undefined;
  const rows = referenceRows(ctx.store.db, "secteur_barometre");
  const row = rows.find((each) =>
    [each.key, each.label.fr, each.label.ar, each.label.en].some(
      (name) => foldText(name) === foldText(value),
    ),
  );
  if (!row) {
    const known = rows.map((each) => each.key).join(", ");
    throw new Usage(`Secteur inconnu : « ${value} ». Secteurs connus : ${known}.`);
  }
  return row.key;
}

const decimal = (value: number): string => String(value).replace(".", ",");
const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, " ");

function quantityText({ valeur, unite }: Quantite): string {
  switch (unite) {
    case "centimes": {
      const centimes = valeur % 100;
      const tail = centimes === 0 ? "" : `,${String(centimes).padStart(2, "0")}`;
      return `${group(String(Math.trunc(valeur / 100)))}${tail} DH`;
    }
    case "emplois":
      return `${group(String(valeur))} ${valeur > 1 ? "emplois" : "emploi"}`;
    case "bp":
      return `${decimal(valeur / 100)} %`;
    case "ratio":
      return `${decimal(valeur)} emploi par MDH`;
    case "criteres":
      return `${valeur} ${valeur > 1 ? "critères" : "critère"}`;
  }
}

const shareText = ({ valeur }: Quantite): string => `${decimal(valeur / 100)} point(s)`;

const names: Record<ConditionVue["code"], string> = {
  montant_min: "montant minimal",
  montant_max: "montant maximal",
  emplois_min: "emplois stables",
  emplois_autre_regime: "nombre d'emplois qui relève d'un autre régime",
  ratio_min: "ratio d'emplois",
  fonds_propres_min: "fonds propres",
  criteres_min: "critères du régime",
  secteur_exclu: "activité admise (l'agriculture est exclue, la transformation admise)",
  chiffre_affaires: "chiffre d'affaires",
  grande_entreprise_max: "part d'une grande entreprise",
  actionnaire_public: "absence d'actionnaire public",
  activite_listee: "activité dans la liste régionale",
  palier: "ratio d'emplois",
  paliers_non_publies: "ratio d'emplois, dont les paliers ne sont pas publiés",
  categorie: "catégorie de la province",
  part_femmes: "part des femmes dans la masse salariale",
  integration: "taux d'intégration locale",
  declaration: "condition déclarée",
};

const exceeding = new Set<ConditionVue["code"]>(["montant_max", "grande_entreprise_max"]);

/** A condition that is not met, or still to verify, as a sentence without its full stop. */
function conditionText(condition: ConditionVue, publiee?: string | null): string {
  const { code, met, seuil, manque } = condition;
  const name = code === "declaration" && publiee ? publiee : names[code];
  const asked = seuil ? ` (${quantityText(seuil)})` : "";
  if (met === null) return `condition à vérifier : ${name}${asked}`;
  if (!manque) return `condition non remplie : ${name}${asked}`;
  const by = manque.unite === "bp" ? shareText(manque) : quantityText(manque);
  const over =
    exceeding.has(code) ||
    (seuil &&
      condition.valeur &&
      code === "chiffre_affaires" &&
      condition.valeur.valeur > seuil.valeur);
  return `${name}${asked} : ${over ? "dépasse de" : "il manque"} ${by}`;
}

function missingText(ligne: LignePrime): string | null {
  const open = ligne.conditions.filter(({ met }) => met !== true);
  return open.length === 0
    ? null
    : open.map((each) => conditionText(each, ligne.publiee)).join(" ; ");
}

function whyText(result: RegimeSimule, asOf: string): string {
  if (result.statut === "hors_vigueur") {
    return result.depuis !== null && result.depuis > asOf
      ? `Pas en vigueur le ${asOf} : pas avant le ${result.depuis}.`
      : `Plus en vigueur le ${asOf} : jusqu'au ${result.jusqua}.`;
  }
  const not = (met: boolean | null) => (conditions: readonly ConditionVue[]) =>
    conditions.filter((each) => each.met === met).map((each) => conditionText(each));
  const [missed, open] = [not(false), not(null)];
  const entered = result.voies.some((way) => way.every(({ met }) => met === true));
  if (result.statut === "non_eligible") {
    const own = missed(result.conditions);
    const ways = entered ? [] : result.voies.map((way) => missed(way).join(" et "));
    return `Non éligible : ${[...ways.filter(Boolean), ...own].join(" ; ou ")}.`;
  }
  const reserves = [...(entered ? [] : result.voies.flatMap(open)), ...open(result.conditions)];
  if (reserves.length === 0) return "Éligible : toutes les conditions connues sont remplies.";
  const head = result.statut === "a_verifier" ? "À vérifier" : "Éligible sous réserve";
  return `${head} : ${reserves.join(" ; ")}.`;
}

function remarkText({ code, params, concerne }: Remarque): string {
  const here = concerne ? "" : " (ce projet n'est pas concerné)";
  const percent = (key: string) => `${Number(params[key]) / 100} %`;
  switch (code) {
    case "date_inconnue":
      return "date d'effet du régime non trouvée";
    case "paliers_absents":
      return `${params["prime"]} : de ${percent("min")} à ${percent("max")} selon le ratio, paliers non trouvés dans un texte officiel ; compte dans le résultat haut seulement`;
    case "ratio_sans_prime":
      return `un ratio de ${decimal(Number(params["from"]))} à moins de ${decimal(Number(params["to"]))} est éligible mais n'ouvre pas droit à la prime d'emplois telle que publiée${here}`;
    case "fonds_propres":
      return `fonds propres : une autre source dit autrement (${params["autre"]})`;
    case "liste_absente":
      return "liste régionale des activités éligibles et prioritaires non trouvée";
    case "plafonds_differents":
      return `le plafond diffère entre les listes (régime ${percent("regime")}, primes ${percent("prime")}) : le plus bas est retenu`;
    case "plafond_secteur":
      return `plafond de ${quantityText({ valeur: Number(params["max"]), unite: "centimes" })} en énergies renouvelables : secteur à vérifier${here}`;
    case "sans_prime":
      return "aucune prime publiée n'est connue pour ce régime";
    case "approbateur_inconnu":
      return "l'organe qui approuve n'est pas publié pour ce cas";
    case "organe_a_verifier":
      return "le nom de l'organe qui approuve est de connaissance générale, à vérifier";
  }
}

const percentNumber = (bp: number): number => bp / 100;
const dirhams = (centimes: number | null): number | null =>
  centimes === null ? null : centimes / 100;

function shown(result: RegimeSimule, asOf: string) {
  return {
    regime: result.regime,
    label: result.label.fr,
    eligible: result.eligible,
    status: result.statut,
    why: whyText(result, asOf),
    lines: result.lignes.map((ligne) => ({
      prime: ligne.prime,
      label: ligne.label.fr,
      rate: percentNumber(ligne.rateBp),
      rateMax: percentNumber(ligne.rateMaxBp),
      met: ligne.met,
      missing: missingText(ligne),
      next: ligne.suivant && {
        rate: percentNumber(ligne.suivant.rateBp),
        jobs: ligne.suivant.emplois,
      },
      source: ligne.source,
      confidence: ligne.confidence,
    })),
    capRate: result.plafond?.rateBp == null ? null : percentNumber(result.plafond.rateBp),
    capAmount: dirhams(result.plafond?.montantMax ?? null),
    rate: percentNumber(result.rateBp),
    rateMax: percentNumber(result.rateMaxBp),
    amount: dirhams(result.montant),
    amountMax: dirhams(result.montantMax),
    approvedBy: result.approbation?.approbateur ?? null,
    source: result.source,
    confidence: result.confidence,
    gaps: result.remarques.filter(({ genre }) => genre === "lacune").map(remarkText),
    conflicts: result.remarques.filter(({ genre }) => genre === "conflit").map(remarkText),
  };
}

const mark = (met: boolean | null): string => (met === null ? "?" : met ? "oui" : "non");

/** `daftar primes`: what each regime of the investment charter gives a project. */
export async function primesCommand(call: Call): Promise<number> {
  noWords(call);
  const montant = centimesOf(call, "amount");
  if (montant === undefined) throw new Usage("--amount DH est obligatoire.");
  if (montant === 0) throw new Usage("--amount attend un montant en DH supérieur à zéro.");
  const emplois = wholeNumber(call, "jobs", 0, 10_000_000);
  if (emplois === undefined) throw new Usage("--jobs N est obligatoire.");
  const province = text(call, "province");
  if (!province) throw new Usage("--province NOM est obligatoire.");
  const asOfGiven = dateOf(call, "as-of");
  const shares = {
    partFemmes: percentOf(call, "women-share"),
    fondsPropres: percentOf(call, "own-funds"),
    integrationLocale: percentOf(call, "integration"),
    chiffreAffaires: centimesOf(call, "turnover"),
  };
  return withStore(call, async (ctx) => {
    const projet: ProjetSimule = {
      montant,
      emplois,
      territoire: placeCode(ctx, "province", province),
      secteur: sectorOf(ctx, call),
      ...shares,
      declarations: declarationsOf(ctx, call),
    };
    const { asOf, resultats } = simulerPrimes(ctx, { asOf: asOfGiven, projets: [projet] });
    const regimes = resultats[0]!.regimes.map((result) => shown(result, asOf));
    print(call, { asOf, province: projet.territoire, regimes }, () =>
      regimes
        .flatMap((regime) => [
          `${regime.label} : ${regime.why}`,
          ...regime.lines.map((line) =>
            [
              `  ${line.label}`,
              line.rate === line.rateMax ? `${line.rate} %` : `${line.rate} à ${line.rateMax} %`,
              mark(line.met),
              line.missing ?? "",
              `${line.confidence} ${line.source}`,
            ].join("\t"),
          ),
          `  plafond ${regime.capRate === null ? "non publié" : `${regime.capRate} %`} ; résultat ${regime.rate} % = ${regime.amount} DH (au plus ${regime.rateMax} % = ${regime.amountMax} DH)`,
          ...[...regime.gaps, ...regime.conflicts].map((remark) => `  ! ${remark}`),
        ])
        .join("\n"),
    );
    return 0;
  });
}
