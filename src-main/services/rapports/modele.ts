import { qualificatifDe } from "../../contract/qualificatif.ts";
import type { Langue, Libelle } from "../../contract/primitives.ts";
import type {
  RapportCarte,
  RapportDocument,
  RapportNote,
  RapportOptions,
  RapportPoint,
  RapportVolet,
} from "../../contract/rapports.ts";
import type { CarteResult, TableauResult } from "../../contract/tableaux.ts";
import { paperDate } from "../documents/papier.ts";
import { Invalid } from "../records/errors.ts";
import { carteGraphique } from "./graphique.ts";
import {
  bases,
  confiances,
  deuxPoints,
  dossiersDe,
  familles,
  mots,
  phrases,
  pointVirgule,
  uniteDe,
  virgule,
} from "./mots.ts";
import { carteTable, decimalesDe, nombre, pointDe } from "./table.ts";

/** Signs before a figure that was not published as an exact one. */
const signes = { plus: "> ", moins: "< ", environ: "≈ ", exact: "" } as const;

type CarteReference = CarteResult["references"][number];

/** The text of a label in a language; French when the language lacks it. */
const pick = (label: Libelle, langue: Langue): string => label[langue] || label.fr;

/** What someone wrote; a plain space inside a number would let Arabic turn its groups round. */
const orNull = (label: Libelle | null | undefined, langue: Langue): string | null =>
  (label &&
    pick(label, langue)
      .trim()
      .replace(/(?<![\d,.])\d{1,3}(?: \d{3})+(?!\d)/g, (number) =>
        number.replaceAll(" ", "\u202f"),
      )) ||
  null;

/**
 * The cards asked, in the order asked, each once; all of them when none is named.
 * @throws Invalid for a card that the dashboard does not have
 */
function cartesDe(result: TableauResult, { cartes }: RapportOptions) {
  if (!cartes) return result.cartes.map((carte) => ({ carte, commentaire: null }));
  const known = new Map(result.cartes.map((carte) => [carte.key, carte]));
  const chosen = new Map(cartes.map((each) => [each.key, each]));
  return [...chosen.values()].map(({ key, commentaire }) => {
    const carte = known.get(key);
    if (!carte) throw new Invalid([{ field: "cartes", code: "unknown_value" }]);
    return { carte, commentaire: commentaire ?? null };
  });
}

/** Whether a source is our own register, which is not published and has no confidence. */
const isOurs = ({ asOfBasis, confidence }: CarteReference): boolean =>
  asOfBasis === null && confidence === null;

/** The notes on sources as they are gathered card by card: each source once. */
class Notes {
  readonly #notes = new Map<string, RapportNote>();
  readonly #langue: Langue;

  constructor(langue: Langue) {
    this.#langue = langue;
  }

  add(reference: CarteReference, rang: number): number {
    const { texte, asOf, asOfBasis, confidence } = reference;
    const said = phrases[this.#langue];
    if (isOurs(reference)) {
      const subject = dossiersDe(texte, this.#langue);
      return this.#put(
        {
          texte: `${said.dossiers}${deuxPoints[this.#langue]}${subject}`,
          date: asOf,
          base: said.etatAuJour,
          confiance: said.confianceDossiers,
        },
        rang,
      );
    }
    return this.#put(
      {
        texte,
        date: asOf && /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? asOf : null,
        base: asOfBasis ? pick(bases[asOfBasis], this.#langue) : "",
        confiance: confidence ? pick(confiances[confidence], this.#langue) : "",
      },
      rang,
    );
  }

  /** Our own files, as they were on a day. */
  addDossiers(jour: string, rang: number): number {
    const said = phrases[this.#langue];
    return this.#put(
      {
        texte: said.dossiers,
        date: jour,
        base: said.etatAuJour,
        confiance: said.confianceDossiers,
      },
      rang,
    );
  }

  /** What is known of one source in several ways, as when we add its figures up, is said in its one note. */
  #put(note: Omit<RapportNote, "numero" | "cartes">, rang: number): number {
    const key = `${note.texte}\n${note.date}`;
    const found = this.#notes.get(key) ?? { ...note, numero: this.#notes.size + 1, cartes: [] };
    this.#notes.set(key, found);
    const both = (known: string, said: string) =>
      known.includes(said) ? known : [known, said].filter(Boolean).join(pointVirgule[this.#langue]);
    found.base = both(found.base, note.base);
    found.confiance = both(found.confiance, note.confiance);
    if (!found.cartes.includes(rang)) found.cartes.push(rang);
    return found.numero;
  }

  all(): RapportNote[] {
    return [...this.#notes.values()];
  }
}

/** What one card becomes in one language. */
class Rapporteur {
  readonly langue: Langue;
  readonly notes: Notes;
  readonly #jour: string;

  constructor(result: TableauResult, langue: Langue) {
    this.langue = langue;
    this.notes = new Notes(langue);
    this.#jour = result.demande.etatLe ?? result.jour;
  }

  carte(carte: CarteResult, rang: number, commentaire: Libelle | null): RapportCarte {
    const { langue } = this;
    const sources = this.#sources(carte, rang);
    const vide = this.#vide(carte);
    return {
      key: carte.key,
      rang,
      titre: pick(carte.titre, langue),
      forme: carte.forme,
      famille: carte.famille,
      familleTexte: pick(familles[carte.famille], langue),
      unite: uniteDe(carte.unite, langue),
      commentaire: orNull(commentaire, langue),
      chiffre: carte.faute ? null : this.#chiffre(carte),
      table: vide === null ? carteTable(carte, langue) : null,
      graphique: vide === null ? carteGraphique(carte, langue) : null,
      points: carte.faute ? [] : this.#points(carte, sources),
      texte: orNull(carte.texte, langue),
      remarques: carte.remarques.map((each) => pick(each, langue)).filter(Boolean),
      calcul: pick(carte.calcul, langue),
      vide,
      notes: [...new Set(sources.map(({ numero }) => numero))],
    };
  }

  #vide(carte: CarteResult): string | null {
    const said = phrases[this.langue];
    if (carte.faute) return pick(carte.faute.texte, this.langue);
    if (carte.famille === "texte") return null;
    const known = [...carte.points, carte.total].some((point) => point?.valeur != null);
    if (known) return null;
    return carte.famille === "calcule" ? said.aucunDossier : said.rienPublie;
  }

  /** The sources of a card and the number that each has in the notes. */
  #sources(
    carte: CarteResult,
    rang: number,
  ): { reference: CarteReference | null; numero: number }[] {
    if (carte.faute || carte.famille === "texte") return [];
    const found = carte.references.map((reference) => ({
      reference,
      numero: this.notes.add(reference, rang),
    }));
    const ours =
      carte.famille === "calcule"
        ? carte.references.length === 0
        : carte.famille === "ecart" && !carte.references.some(isOurs);
    if (!ours) return found;
    return [...found, { reference: null, numero: this.notes.addDossiers(this.#jour, rang) }];
  }

  #chiffre(carte: CarteResult): RapportCarte["chiffre"] {
    const { total, comparaison, cible, unite, forme } = carte;
    const { langue } = this;
    const said = phrases[langue];
    const point = total ?? (forme === "nombre" ? pointDe(carte, null) : null);
    if (!point && forme !== "nombre") return null;
    const valeur = point?.valeur ?? null;
    const places = decimalesDe(carte);
    const quantite = (value: number) =>
      `${nombre(value, places, langue)} ${uniteDe(unite, langue, value)}`;
    const named = (word: string, text: string) => `${word}${deuxPoints[langue]}${text}`;
    const details: string[] = [];
    if (point?.partiel) details.push(said.partiel);
    if (point?.fiches != null) {
      details.push(named(mots[langue].fiches, nombre(point.fiches, 0, langue)));
    }
    if (point?.mediane != null) details.push(named(mots[langue].mediane, quantite(point.mediane)));
    if (comparaison?.valeur != null) {
      details.push(
        named(
          pick(comparaison.label, langue),
          `${quantite(comparaison.valeur)}${evolution(valeur, comparaison.valeur, places, langue)}`,
        ),
      );
    }
    if (cible) {
      const whence = [pick(cible.libelle, langue), cible.source]
        .filter(Boolean)
        .join(virgule[langue]);
      details.push(named(said.cible, `${quantite(cible.valeur)}${whence ? ` (${whence})` : ""}`));
    }
    return {
      valeur,
      texte:
        valeur === null
          ? carte.famille === "calcule"
            ? said.sansValeur
            : said.nonPublie
          : `${signes[qualificatifDe(point?.observation?.note) ?? "exact"]}${nombre(valeur, places, langue)}`,
      unite: uniteDe(unite, langue, valeur ?? undefined),
      details,
    };
  }

  /** Every figure of a card with its sources. */
  #points(
    carte: CarteResult,
    sources: readonly { reference: CarteReference | null; numero: number }[],
  ): RapportPoint[] {
    const { langue } = this;
    const said = phrases[langue];
    const categories = new Map(
      carte.categories.map((each) => [each.key, pick(each.label, langue)]),
    );
    const series = new Map(carte.series.map((each) => [each.key, each]));
    const all = [...new Set(sources.map(({ numero }) => numero))];
    const notesOf = (point: CarteResult["points"][number], famille: RapportPoint["famille"]) => {
      const { observation } = point;
      if (observation) {
        const same = sources.filter(({ reference }) => reference?.texte === observation.source);
        const exact = same.filter(({ reference }) => reference?.asOf === observation.asOf);
        const found = exact.length > 0 ? exact : same;
        if (found.length > 0) return [...new Set(found.map(({ numero }) => numero))];
      }
      if (famille === "calcule" && carte.famille === "ecart") {
        const ours = sources.filter(({ reference }) => reference === null || isOurs(reference));
        if (ours.length > 0) return ours.map(({ numero }) => numero);
      }
      return all;
    };
    const details = carte.points.map((point): RapportPoint => {
      const serie = series.get(point.serie);
      const famille = serie?.famille ?? carte.famille;
      return {
        niveau: "detail",
        categorie: categories.get(point.categorie) ?? point.categorie,
        serie: serie ? pick(serie.label, langue) : point.serie,
        famille,
        valeur: point.valeur,
        partiel: point.partiel,
        fiches: point.fiches,
        mediane: point.mediane,
        notes: notesOf(point, famille),
      };
    });
    const whole = (
      niveau: RapportPoint["niveau"],
      categorie: string,
      figure: Pick<RapportPoint, "valeur"> & Partial<RapportPoint>,
    ): RapportPoint => ({
      niveau,
      categorie,
      serie: "",
      famille: carte.famille,
      partiel: false,
      fiches: null,
      mediane: null,
      notes: niveau === "cible" ? [] : all,
      ...figure,
    });
    const { total, comparaison, cible } = carte;
    return [
      ...details,
      ...(total
        ? [
            whole("ensemble", said.ensemble, {
              valeur: total.valeur,
              partiel: total.partiel,
              fiches: total.fiches,
              mediane: total.mediane,
              notes: notesOf(total, carte.famille),
            }),
          ]
        : []),
      ...(comparaison
        ? [
            whole("comparaison", pick(comparaison.label, langue), {
              valeur: comparaison.valeur,
              fiches: comparaison.fiches,
            }),
          ]
        : []),
      ...(cible ? [whole("cible", pick(cible.libelle, langue), { valeur: cible.valeur })] : []),
    ];
  }

  /** The key figures in sentences: what is counted, how much, from where and when. */
  phrases(cartes: readonly RapportCarte[]): string[] {
    const { langue } = this;
    const said = phrases[langue];
    const notes = new Map(this.notes.all().map((note) => [note.numero, note]));
    return cartes.flatMap(({ forme, titre, chiffre, famille, points, notes: every, vide }) => {
      if (forme !== "nombre" || !chiffre || chiffre.valeur === null || vide !== null) return [];
      // The sources of the figure itself: those of its trend are with the card.
      const numbers = points.find(({ niveau }) => niveau === "ensemble")?.notes ?? every;
      const last = numbers
        .flatMap((numero) => notes.get(numero) ?? [])
        .filter(({ date }) => date !== null)
        .toSorted((x, y) => x.date!.localeCompare(y.date!))
        .at(-1);
      const day = paperDate(last?.date ?? null);
      const whence =
        famille === "calcule"
          ? said.calculeAu(paperDate(this.#jour))
          : !last
            ? said.publieSansDate
            : last.base === pick(bases.period_end, langue)
              ? said.finPeriode(day)
              : said.editionDu(day);
      const figure = `${titre}${deuxPoints[langue]}${chiffre.texte} ${chiffre.unite}`;
      const cited = numbers.map((numero) => ` [${numero}]`).join("");
      return [`${[figure, ...chiffre.details, whence].join(pointVirgule[langue])}${cited}.`];
    });
  }
}

/** ` (+51 ; +5,2 %)`: how a figure moved; nothing when it is not known. */
function evolution(value: number | null, before: number, places: number, langue: Langue): string {
  if (value === null) return "";
  const signed = (change: number, decimals: number) =>
    `${change > 0 ? `${langue === "ar" ? "\u200e" : ""}+` : ""}${nombre(change, decimals, langue)}`;
  const change = signed(value - before, places);
  if (before === 0) return ` (${change})`;
  const rate = signed(((value - before) / Math.abs(before)) * 100, 1);
  return ` (${change}${pointVirgule[langue]}${rate}\u00a0%)`;
}

function couverture(result: TableauResult, options: RapportOptions, langue: Langue) {
  const said = phrases[langue];
  const { filtre, asOf, etatLe } = result.demande;
  const du = filtre?.du ? paperDate(filtre.du) : null;
  const au = filtre?.au ? paperDate(filtre.au) : null;
  const narrowed = pick(result.filtreTexte, langue);
  const lines: [string, string][] = [
    [said.region, pick(result.region, langue)],
    [said.periode, du || au ? said.duAu(du, au) : said.toutesDates],
    [mots[langue].filtre, narrowed || mots[langue].sansFiltre],
    [said.editionPublie, asOf ? said.editionDu(paperDate(asOf)) : said.plusRecente],
    [said.nosDossiersAu, paperDate(etatLe ?? result.jour)],
    [said.etabliLe, paperDate(result.jour)],
  ];
  const author = options.couverture.auteur?.trim();
  if (author) lines.push([said.par, author]);
  return lines.map(([label, valeur]) => ({ label, valeur }));
}

function volet(result: TableauResult, options: RapportOptions, langue: Langue): RapportVolet {
  const rapporteur = new Rapporteur(result, langue);
  const cartes = cartesDe(result, options).map(({ carte, commentaire }, at) =>
    rapporteur.carte(carte, at + 1, commentaire),
  );
  return {
    langue,
    rtl: langue === "ar",
    mots: mots[langue],
    titre: orNull(options.couverture.titre, langue) ?? pick(result.titre, langue),
    sousTitre:
      orNull(options.couverture.sousTitre, langue) ?? orNull(result.description, langue) ?? "",
    couverture: couverture(result, options, langue),
    filtre: pick(result.filtreTexte, langue),
    resume: { texte: orNull(options.resume, langue), phrases: rapporteur.phrases(cartes) },
    cartes,
    notes: rapporteur.notes.all(),
    lecture: phrases[langue].lecture,
  };
}

/**
 * A report of a computed dashboard, whatever it will be written as: the cards asked in the order asked, their
 * figures as tables and as charts, and the notes on the sources used, in each language asked.
 * @param result the dashboard with its figures
 * @throws Invalid for a card that the dashboard does not have
 */
export function rapportDocument(result: TableauResult, options: RapportOptions): RapportDocument {
  return printable({
    key: result.key,
    orientation: options.orientation,
    sommaire: options.sommaire,
    computedAt: result.computedAt,
    jour: result.jour,
    volets: [...new Set(options.langues)].map((langue) => volet(result, options, langue)),
  });
}

// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Without the signs that no office file takes: one of them in a title and nothing opens. */
const printable = (document: RapportDocument): RapportDocument =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === "string" ? value.toWellFormed().replace(unprintable, "") : value,
  ) as RapportDocument;
