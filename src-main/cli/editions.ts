import type { CarteComparee, ComparaisonEdition, PointCompare } from "../contract/editions.ts";
import type { Langue } from "../contract/primitives.ts";
import { comparerEdition, getEdition, listEditions, publierEdition } from "../services/editions.ts";
import { Invalid } from "../services/records/errors.ts";
import { nombreTexte, uniteTexte } from "../services/tableaux/mots.ts";
import { noWords, print, Refused, text, Usage, withStore, type Call } from "./call.ts";
import { langueOf, tableauAskedOf } from "./tableaux.ts";

const altered = "ALTÉRÉE : ce qui est gardé n'est plus ce qui a été publié";

/** `daftar editions [KEY]`: the published editions, the latest first. */
export async function editionsCommand(call: Call): Promise<number> {
  const [key, ...rest] = call.args;
  const langue = langueOf(call);
  noWords({ ...call, args: rest });
  return withStore(call, async (ctx) => {
    const editions = listEditions(ctx, key);
    print(call, { editions }, () =>
      editions
        .map((one) =>
          [
            one.id,
            one.publieLe,
            one.tableauTitre?.[langue] ?? one.tableau,
            one.titre,
            one.filtreTexte?.[langue] ?? "",
            ...(one.intacte ? [] : [altered]),
          ].join("\t"),
        )
        .join("\n"),
    );
    return editions.every(({ intacte }) => intacte) ? 0 : 1;
  });
}

const what = "edition publish CLÉ --title TITRE | edition show ID | edition compare ID [--with ID]";

/** `daftar edition publish|show|compare`: freezes a dashboard, shows what was frozen, sets it against another reading. */
export async function editionCommand(call: Call): Promise<number> {
  const [verb, id, ...rest] = call.args;
  noWords({ ...call, args: rest });
  if (id === undefined) throw new Usage(what);
  try {
    if (verb === "publish") return await publish(call, id);
    if (verb === "show") return await show(call, id);
    if (verb === "compare") return await compare(call, id);
  } catch (error) {
    if (error instanceof Invalid) throw refusalOf(error);
    throw error;
  }
  throw new Usage(what);
}

const sentences: Record<string, string> = {
  "titre required": "Donnez un titre à l'édition : --title.",
  "titre too_long": "Ce titre est trop long : 200 caractères au plus.",
  "edition unreadable": "Les chiffres gardés par cette édition ne peuvent plus être lus.",
  "avec other_dashboard": "Ces deux éditions ne sont pas du même tableau.",
};

function refusalOf(error: Invalid): Error {
  const [fault] = error.faults;
  const sentence = fault && sentences[`${fault.field} ${fault.code}`];
  return sentence ? new Refused(fault.code, sentence) : error;
}

async function publish(call: Call, key: string): Promise<number> {
  const titre = text(call, "title");
  if (titre === undefined) throw new Usage("--title TITRE est obligatoire.");
  return withStore(call, async (ctx) => {
    const observation = text(call, "note") ?? null;
    const { id } = await publierEdition(ctx, {
      demande: tableauAskedOf(ctx, call, key),
      titre,
      observation,
    });
    const edition = getEdition(ctx, id);
    print(call, edition, () => `${id}\t${edition.publieLe}\t${edition.titre}`);
    return 0;
  });
}

async function show(call: Call, id: string): Promise<number> {
  const langue = langueOf(call);
  return withStore(call, async (ctx) => {
    const edition = getEdition(ctx, id);
    print(call, edition, () =>
      [
        `${edition.titre}\t${edition.publieLe}\t${edition.sha256}`,
        ...(edition.intacte ? [] : [altered]),
        ...(edition.contenu?.cartes ?? []).map(
          ({ titre, total, unite }) => `${titre[langue]}\t${told(total?.valeur, unite, langue)}`,
        ),
      ].join("\n"),
    );
    return edition.intacte ? 0 : 1;
  });
}

async function compare(call: Call, id: string): Promise<number> {
  const langue = langueOf(call);
  return withStore(call, async (ctx) => {
    const result = await comparerEdition(ctx, { id, avec: text(call, "with") ?? null });
    print(call, result, () => plain(result, langue));
    return result.avant.intacte && result.apres.intacte ? 0 : 1;
  });
}

const told = (value: number | null | undefined, unite: string, langue: Langue): string =>
  value == null ? "–" : `${nombreTexte(value)} ${uniteTexte(unite)[langue]}`.trim();

const signed = (value: number): string => `${value > 0 ? "+" : ""}${nombreTexte(value)}`;

function pointLine(point: PointCompare, carte: CarteComparee, langue: Langue): string {
  const unit = carte.unites.apres ?? carte.unites.avant ?? "";
  const where = [point.categorie?.label[langue], point.serie?.label[langue]].filter(Boolean);
  const change = [
    point.difference === null
      ? point.statut
      : `${signed(point.difference)} ${uniteTexte(unit)[langue]}`.trim(),
    ...(point.pourcent === null ? [] : [`${signed(point.pourcent)} %`]),
  ];
  return [
    `  ${where.join(" / ") || "="}`,
    told(point.avant?.valeur, unit, langue),
    told(point.apres?.valeur, unit, langue),
    change.join(" · "),
  ].join("\t");
}

function cardLines(carte: CarteComparee, langue: Langue): string[] {
  const head = `${carte.titre[langue]}\t${carte.statut}${carte.raison ? ` (${carte.raison})` : ""}`;
  const points = [...(carte.total ? [carte.total] : []), ...carte.points];
  return [
    head,
    ...points
      .filter(({ statut }) => statut !== "egal")
      .map((point) => pointLine(point, carte, langue)),
  ];
}

const plain = (result: ComparaisonEdition, langue: Langue): string =>
  [
    `${result.titre[langue]} : ${result.avant.titre ?? "aujourd'hui"} (${result.avant.jour}) → ${result.apres.titre ?? "aujourd'hui"} (${result.apres.jour})`,
    ...(result.avant.intacte && result.apres.intacte ? [] : [altered]),
    ...(result.memeFiltre ? [] : ["Les deux n'ont pas le même filtre."]),
    ...result.cartes.flatMap((carte) => cardLines(carte, langue)),
  ].join("\n");
