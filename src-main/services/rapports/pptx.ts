import { unzipSync, zipSync, strFromU8, strToU8 } from "fflate/browser";
import type PptxGenJS from "pptxgenjs";
import writeExcelFile from "write-excel-file/node";
import type {
  RapportCarte,
  RapportDocument,
  RapportGraphique,
  RapportTable,
  RapportVolet,
} from "../../contract/rapports.ts";
import { tranches } from "../../contract/tranches.ts";
import { paperDate } from "../documents/papier.ts";
import { abrege, groupes, interligne, lignesDe, morceaux, taille } from "./decoupe.ts";
import { deuxPoints, pointVirgule, virgule } from "./mots.ts";
import { celluleTexte, teinteDe, type Teinte } from "./table.ts";

/** The colours of the interface's charts, then others that stay apart for the colour-blind and in grey. */
const couleurs = [
  "0B6E4F",
  "B57D17",
  "3F6FA6",
  "7D6AA8",
  "A9BDB5",
  "5E6864",
  "D9A441",
  "7FA9D8",
  "4FB991",
  "A996D6",
  "1C2321",
  "C4632B",
];
const encre = "1C2321";
const gris = "5E6864";
const trait = "E3E6E2";
const vert = "0B6E4F";
const pale = "F6F7F5";

/** A typeface that Office has on every system, Arabic letters included. */
const police = "Arial";

/** The slide, in inches. */
const page = { w: 13.333, h: 7.5 };
const marge = 0.6;
const large = page.w - 2 * marge;
const corps = { y: 1.75, h: 4.5 };
const pied = { y: 6.35, h: 0.66 };

type Slide = PptxGenJS.Slide;

/** Figures of a chart as its workbook holds them, heads first. */
type Feuille = (string | number | null)[][];

/** Draws the slides of a report in one language. */
class Diapositives {
  readonly #pptx: PptxGenJS;
  readonly #volet: RapportVolet;
  /** Workbook of each chart, in the order in which they are drawn. */
  readonly #feuilles: Feuille[];
  readonly #numbers: Map<number, string>;

  constructor(pptx: PptxGenJS, volet: RapportVolet, feuilles: Feuille[]) {
    this.#pptx = pptx;
    this.#volet = volet;
    this.#feuilles = feuilles;
    this.#numbers = new Map(
      volet.notes.map(({ numero, texte, date }) => [
        numero,
        `[${numero}] ${texte}${date ? ` (${paperDate(date)})` : ""}`,
      ]),
    );
  }

  /** How a text stands in this language. */
  get #sens(): PptxGenJS.TextPropsOptions {
    const { rtl, langue } = this.#volet;
    return {
      fontFace: police,
      lang: { fr: "fr-FR", ar: "ar-MA", en: "en-GB" }[langue],
      align: rtl ? "right" : "left",
      rtlMode: rtl,
      color: encre,
      margin: 0,
      valign: "top",
    };
  }

  #text(
    slide: Slide,
    text: string,
    box: { x: number; y: number; w: number; h: number },
    more: PptxGenJS.TextPropsOptions = {},
  ): void {
    if (text !== "") slide.addText(text, { ...this.#sens, ...box, ...more });
  }

  /** A slide with its title and, under it, a line that says what the figures are. */
  #slide(titre: string, sous: string): Slide {
    const slide = this.#pptx.addSlide();
    const box = { x: marge, y: 0.4, w: large, h: 0.8 };
    const size = taille(titre, box, { most: 26, least: 14 });
    this.#text(slide, abrege(titre, box, size), box, {
      fontSize: size,
      bold: true,
      valign: "middle",
    });
    this.#text(
      slide,
      abrege(sous, { w: large, h: 0.3 }, 13),
      { x: marge, y: 1.25, w: large, h: 0.32 },
      {
        fontSize: 13,
        color: gris,
        valign: "middle",
      },
    );
    slide.addShape("line", { x: marge, y: 1.64, w: large, h: 0, line: { color: trait, width: 1 } });
    const { rtl, titre: report } = this.#volet;
    const foot = { y: 7.08, h: 0.25 };
    this.#text(
      slide,
      abrege(report, { w: 10, h: 0.2 }, 9),
      { x: rtl ? page.w - marge - 10 : marge, w: 10, ...foot },
      {
        fontSize: 9,
        color: gris,
        valign: "middle",
      },
    );
    slide.slideNumber = {
      x: rtl ? marge : page.w - marge - 0.8,
      ...foot,
      w: 0.8,
      fontFace: police,
      fontSize: 9,
      color: gris,
      align: rtl ? "left" : "right",
    };
    return slide;
  }

  couverture(): void {
    const { titre, sousTitre, couverture, rtl } = this.#volet;
    const slide = this.#pptx.addSlide();
    slide.addShape("rect", {
      x: rtl ? page.w - 0.28 : 0,
      y: 0,
      w: 0.28,
      h: page.h,
      fill: { color: vert },
      line: { color: vert, width: 0 },
    });
    const head = { x: 1, y: 1, w: page.w - 2, h: 1.7 };
    const size = taille(titre, head, { most: 40, least: 20 });
    this.#text(slide, abrege(titre, head, size), head, {
      fontSize: size,
      bold: true,
      valign: "bottom",
    });
    const under = { x: 1, y: 2.85, w: page.w - 2, h: 0.9 };
    const small = taille(sousTitre, under, { most: 18, least: 12 });
    this.#text(slide, abrege(sousTitre, under, small), under, { fontSize: small, color: gris });
    const rows = couverture.map(({ label, valeur }) => [
      label,
      abrege(valeur, { w: 7.6, h: 0.6 }, 13),
    ]);
    this.#table(
      slide,
      rows.map(([label, valeur]) => [
        { text: label!, options: { color: gris } },
        { text: valeur!, options: {} },
      ]),
      { x: rtl ? page.w - 1 - 11 : 1, y: 4, colW: [3.2, 7.8], rules: false, size: 13 },
    );
  }

  /** A native table. In Arabic its columns are laid from the right: not every reader knows a table that is so by itself. */
  #table(
    slide: Slide,
    rows: PptxGenJS.TableCell[][],
    place: { x: number; y: number; colW: number[]; rules: boolean; size: number; rowH?: number[] },
  ): void {
    const { fontFace, lang, align, rtlMode } = this.#sens;
    const none = { type: "none" as const };
    const line = { type: "solid" as const, pt: 0.75, color: trait };
    const { rtl } = this.#volet;
    const laid = <T>(cells: readonly T[]): T[] => (rtl ? cells.toReversed() : [...cells]);
    const cells = rows.map((row) =>
      laid(row).map(({ text, options }) => ({
        text: text ?? "",
        options: {
          fontFace,
          lang,
          align,
          rtlMode,
          color: encre,
          fontSize: place.size,
          valign: "middle" as const,
          margin: [0.03, 0.08, 0.03, 0.08] as [number, number, number, number],
          border: (place.rules ? [none, none, line, none] : [none, none, none, none]) as never,
          ...options,
        },
      })),
    );
    slide.addTable(cells as PptxGenJS.TableRow[], {
      x: place.x,
      y: place.y,
      w: place.colW.reduce((sum, width) => sum + width, 0),
      colW: laid(place.colW),
      ...(place.rowH ? { rowH: place.rowH } : {}),
    });
  }

  /** A text by as many slides as it takes. */
  #textes(titre: string, sous: string, lines: readonly string[], size = 16): void {
    const box = { w: large, h: pied.y + pied.h - corps.y };
    const space = size / 2;
    const height = (line: string) => lignesDe(line, box.w, size) * interligne(size) + space / 72;
    const parts = lines.flatMap((line) => morceaux(line, box, size));
    const pages = groupes(parts, height, box.h);
    for (const [at, part] of pages.entries()) {
      const slide = this.#slide(this.#suite(titre, at, pages.length), sous);
      slide.addText(
        part.map((text) => ({
          text,
          options: { ...this.#sens, breakLine: true, paraSpaceAfter: space, fontSize: size },
        })),
        { x: marge, y: corps.y, ...box, ...this.#sens, fontSize: size },
      );
    }
  }

  #suite(titre: string, at: number, of: number): string {
    return of > 1 ? `${titre} (${at + 1}/${of})` : titre;
  }

  /** A table by as many slides as it takes, its heads repeated. @returns its slides */
  #tableau(titre: string, sous: string, table: RapportTable, teinte: Teinte = () => null): Slide[] {
    const { langue, rtl } = this.#volet;
    const slides: Slide[] = [];
    const held = pied.y - corps.y - 0.05;
    const drawn = tranches(table, 8).flatMap((part) => {
      const { colonnes, lignes, total } = part;
      const texts = colonnes.filter(({ genre }) => genre === "texte").length;
      const size = colonnes.length > 6 || texts > 1 ? 10 : 12;
      const numbers = colonnes.length - 1;
      const wide = Math.min(2.4, (large * 0.66) / Math.max(1, numbers));
      const first =
        texts > 1
          ? large / 2
          : Math.min(large - wide * numbers, Math.max(3, 0.09 * longestOf(lignes) + 0.6));
      const colW = colonnes.map((_, at) =>
        at === 0 ? first : texts > 1 ? (large - first) / numbers : wide,
      );
      const written = (cells: RapportTable["lignes"][number]) =>
        cells.map((cell, at) =>
          abrege(
            celluleTexte(colonnes[at]!, cell, langue),
            { w: colW[at]! - 0.2, h: held / 2 },
            size,
          ),
        );
      const height = (cells: readonly string[]) =>
        0.1 +
        interligne(size) *
          Math.max(...cells.map((cell, at) => lignesDe(cell, colW[at]! - 0.2, size)));
      const heads = colonnes.map(({ label }) => label);
      const rows = [
        ...lignes.map((cells) => ({
          cells: written(cells),
          grounds: cells.map(teinte),
          strong: false,
        })),
        ...(total ? [{ cells: written(total), grounds: [], strong: true }] : []),
      ];
      const place = (at: number): PptxGenJS.HAlign =>
        colonnes[at]!.genre === "texte" && !rtl ? "left" : "right";
      return groupes(rows, ({ cells }) => height(cells), held - height(heads)).map((group) => ({
        size,
        colW,
        rows: [
          heads.map((text, at) => ({
            text,
            options: { bold: true, color: gris, align: place(at), fill: { color: pale } },
          })),
          ...group.map(({ cells, grounds, strong }) =>
            cells.map((text, at) => {
              const ground = grounds[at];
              return {
                text,
                options: {
                  bold: strong,
                  align: place(at),
                  ...(ground ? { fill: { color: ground } } : {}),
                },
              };
            }),
          ),
        ],
        rowH: [height(heads), ...group.map(({ cells }) => height(cells))],
      }));
    });
    for (const [at, { size, colW, rows, rowH }] of drawn.entries()) {
      const slide = this.#slide(this.#suite(titre, at, drawn.length), sous);
      const width = colW.reduce((sum, each) => sum + each, 0);
      this.#table(slide, rows, {
        x: rtl ? page.w - marge - width : marge,
        y: corps.y,
        colW,
        rowH,
        rules: true,
        size,
      });
      slides.push(slide);
    }
    return slides;
  }

  sommaire(): void {
    const { mots, cartes, titre } = this.#volet;
    if (cartes.length === 0) return this.#textes(mots.sommaire, titre, [mots.aucuneCarte]);
    this.#textes(
      mots.sommaire,
      titre,
      cartes.map((carte) => `${carte.rang}. ${carte.titre}`),
      cartes.length > 18 ? 10 : cartes.length > 13 ? 12 : 16,
    );
  }

  resume(): void {
    const { mots, resume, filtre } = this.#volet;
    const lines = [...(resume.texte ? [resume.texte] : []), ...resume.phrases];
    if (lines.length > 0) this.#textes(mots.resume, filtre, lines);
  }

  carte(carte: RapportCarte): void {
    const { graphique, table, chiffre, vide, texte, commentaire, forme } = carte;
    const sous = this.#nature(carte);
    const slides: Slide[] = [];
    const titre = `${carte.rang}. ${carte.titre}`;
    if (vide !== null) {
      const slide = this.#slide(titre, sous);
      this.#text(
        slide,
        abrege(vide, { w: large - 1, h: 1.2 }, 16),
        { x: marge, y: corps.y + 0.4, w: large, h: 1.4 },
        {
          fontSize: 16,
          color: gris,
          fill: { color: pale },
          margin: 14,
          valign: "middle",
        },
      );
      if (commentaire && besideIt(carte)) {
        this.#text(
          slide,
          commentaire,
          { x: marge, y: corps.y + 2.1, w: large, h: corps.h - 2.2 },
          { fontSize: 16 },
        );
      }
      slides.push(slide);
    } else if (texte !== null) {
      this.#textes(titre, sous, [texte, ...(commentaire ? [commentaire] : [])]);
      return;
    } else if (forme === "nombre" && chiffre) slides.push(this.#nombre(titre, sous, carte));
    else if (graphique) slides.push(this.#graphique(titre, sous, carte, graphique));
    const drawn = graphique !== null && forme !== "carte" && tellsAll(graphique);
    if (table && vide === null && !drawn && !(forme === "nombre" && !graphique)) {
      slides.push(...this.#tableau(titre, sous, table, teinteDe(carte)));
    }
    for (const slide of slides) this.#pied(slide, carte);
    if (commentaire && !besideIt(carte)) this.#textes(titre, sous, [commentaire]);
  }

  #nature({ familleTexte, unite, chiffre, forme }: RapportCarte): string {
    const { mots, langue, filtre } = this.#volet;
    const parts = [
      familleTexte,
      unite ? `${mots.unite}${deuxPoints[langue]}${unite}` : "",
      chiffre && chiffre.valeur !== null && forme !== "nombre"
        ? `${chiffre.texte} ${chiffre.unite}`
        : "",
      filtre,
    ];
    return parts.filter(Boolean).join(" · ");
  }

  /** Where the figures come from and how they are computed: at the foot, and whole in the notes of the speaker. */
  #pied(slide: Slide, carte: RapportCarte): void {
    const { mots, langue } = this.#volet;
    const sources = carte.notes.flatMap((numero) => this.#numbers.get(numero) ?? []);
    const named = (word: string, text: string) =>
      text === "" ? "" : `${word}${deuxPoints[langue]}${text}`;
    const lines = [
      ...carte.remarques,
      named(mots.sources, sources.join(pointVirgule[langue])),
      named(mots.calcul, carte.calcul),
    ].filter(Boolean);
    slide.addNotes([carte.commentaire ?? "", ...lines].filter(Boolean).join("\n"));
    const box = { w: large, h: pied.h };
    const text = [lines.slice(0, -1).join(" "), ...lines.slice(-1)].filter(Boolean).join("\n");
    const size = taille(text, box, { most: 10, least: 8 });
    this.#text(
      slide,
      abrege(text, box, size),
      { x: marge, y: pied.y, ...box },
      {
        fontSize: size,
        color: gris,
        valign: "bottom",
      },
    );
  }

  #nombre(titre: string, sous: string, carte: RapportCarte): Slide {
    const { chiffre, commentaire, graphique } = carte;
    const slide = this.#slide(titre, sous);
    if (!chiffre) return slide;
    const left = graphique ? large / 2 : large;
    const { rtl } = this.#volet;
    const x = rtl && graphique ? marge + left : marge;
    const words = `${chiffre.texte}${chiffre.unite}`;
    const figure = taille(words, { w: left * 0.8, h: 1.2 }, { most: 60, least: 24 });
    slide.addText(
      [
        {
          text: chiffre.texte,
          options: { ...this.#sens, fontSize: figure, bold: true, color: vert },
        },
        {
          text: ` ${chiffre.unite}`,
          options: { ...this.#sens, fontSize: Math.round(figure * 0.37), color: gris },
        },
      ],
      { ...this.#sens, x, y: corps.y, w: left - 0.2, h: 1.3, valign: "middle" },
    );
    const details = [...chiffre.details, ...(commentaire ? [commentaire] : [])].join("\n");
    const box = { w: left - 0.2, h: corps.h - 1.5 };
    const size = taille(details, box, { most: 16, least: 11 });
    this.#text(
      slide,
      abrege(details, box, size),
      { x, y: corps.y + 1.45, ...box },
      { fontSize: size },
    );
    if (graphique) {
      this.#chart(slide, titre, graphique, {
        x: rtl ? marge : marge + left,
        y: corps.y,
        w: left,
        h: corps.h,
      });
    }
    return slide;
  }

  #graphique(titre: string, sous: string, carte: RapportCarte, graphique: RapportGraphique): Slide {
    const slide = this.#slide(titre, sous);
    const { rtl } = this.#volet;
    const beside = besideIt(carte) ? 3.6 : 0;
    const note = graphique.note ? 0.3 : 0;
    const width = large - (beside ? beside + 0.3 : 0);
    this.#chart(slide, titre, graphique, {
      x: rtl && beside ? marge + beside + 0.3 : marge,
      y: corps.y,
      w: width,
      h: corps.h - note,
    });
    if (carte.commentaire && beside) {
      const box = { w: beside, h: corps.h };
      const size = taille(carte.commentaire, box, { most: 15, least: 11 });
      this.#text(
        slide,
        carte.commentaire,
        { x: rtl ? marge : page.w - marge - beside, y: corps.y, ...box },
        { fontSize: size },
      );
    }
    if (graphique.note) {
      this.#text(
        slide,
        graphique.note,
        { x: marge, y: corps.y + corps.h - note, w: large, h: note },
        {
          fontSize: 10,
          color: gris,
          valign: "middle",
        },
      );
    }
    return slide;
  }

  /** A native chart, which Office edits with the figures of its workbook. */
  #chart(
    slide: Slide,
    titre: string,
    graphique: RapportGraphique,
    box: { x: number; y: number; w: number; h: number },
  ): void {
    const { genre, horizontal, categories, series, cumul, decimales } = graphique;
    const format = decimales === 0 ? "#,##0" : `#,##0.${"0".repeat(decimales)}`;
    const data = series.map(({ nom, valeurs }) => ({
      name: nom,
      labels: categories,
      values: valeurs as number[],
    }));
    this.#feuilles.push([
      [null, ...series.map(({ nom }) => nom), ...(cumul ? [cumul.nom] : [])],
      ...categories.map((each, at) => [
        each,
        ...series.map(({ valeurs }) => valeurs[at] ?? null),
        ...(cumul ? [cumul.valeurs[at] ?? null] : []),
      ]),
    ]);
    const named = longestOf(categories.map((each) => [each]));
    const labels = showsLabels(graphique);
    const common: PptxGenJS.IChartOpts = {
      ...box,
      altText: titre,
      chartColors: couleurs.slice(0, Math.max(1, series.length + (cumul ? 1 : 0))),
      catAxisLabelFontFace: police,
      catAxisLabelFontSize: categories.length > 16 ? 9 : 11,
      catAxisLabelColor: encre,
      // A name must be read whole: on its side when there are many under one another.
      ...(horizontal || named * categories.length * 0.09 < box.w
        ? {}
        : { catAxisLabelRotate: -45 }),
      catGridLine: { style: "none" },
      valAxisLabelFontFace: police,
      valAxisLabelFontSize: 10,
      valAxisLabelColor: gris,
      valAxisLabelFormatCode: format,
      valGridLine: { color: trait, size: 0.5 },
      valAxisLineShow: false,
      showLegend: series.length > 1 || cumul !== null,
      legendPos: "b",
      legendFontFace: police,
      legendFontSize: 11,
      legendColor: encre,
      showValue: labels,
      dataLabelFontFace: police,
      dataLabelFontSize: 10,
      dataLabelColor: encre,
      dataLabelFormatCode: format,
      displayBlanksAs: "gap",
    };
    const bars: PptxGenJS.IChartOpts = {
      barDir: horizontal ? "bar" : "col",
      barGrouping: genre === "barres_empilees" ? "stacked" : "clustered",
      barGapWidthPct: 45,
      // First category on top, as the table lists them.
      ...(horizontal ? { catAxisOrientation: "maxMin" as "minMax", valAxisLabelPos: "high" } : {}),
      ...(genre === "barres_empilees"
        ? { dataLabelColor: "FFFFFF" }
        : { dataLabelPosition: "outEnd" as const }),
    };
    const from = series.every(({ valeurs }) => valeurs.every((value) => (value ?? 0) >= 0))
      ? { valAxisMinVal: 0 }
      : {};
    if (genre === "pareto" && cumul) {
      const axis = { valAxisLabelFontFace: police, valAxisLabelFontSize: 10, valAxisMinVal: 0 };
      const combined: PptxGenJS.IChartOpts = {
        ...common,
        valAxes: [
          { ...axis, valAxisLabelFormatCode: format, valGridLine: { color: trait, size: 0.5 } },
          {
            ...axis,
            valAxisMaxVal: 100,
            valAxisLabelFormatCode: "0",
            valGridLine: { style: "none" },
          },
        ],
        catAxes: [
          { catAxisLabelFontFace: police, catAxisLabelFontSize: 10 },
          { catAxisHidden: true },
        ],
      };
      const line: PptxGenJS.IChartOpts = {
        chartColors: couleurs.slice(1, 2),
        secondaryValAxis: true,
        secondaryCatAxis: true,
        lineDataSymbolSize: 6,
      };
      const bar = { ...bars, chartColors: couleurs.slice(0, 1) };
      // The library takes the options of a combined chart where its types announce figures.
      slide.addChart(
        [
          { type: "bar" as never, data, options: bar },
          {
            type: "line" as never,
            data: [{ name: cumul.nom, labels: categories, values: cumul.valeurs }],
            options: line,
          },
        ],
        combined as never,
      );
      return;
    }
    if (genre === "lignes") {
      slide.addChart("line", data, {
        ...common,
        ...from,
        lineSize: 2.25,
        lineDataSymbolSize: 7,
        dataLabelPosition: "t",
      });
      return;
    }
    if (genre === "aires") slide.addChart("area", data, { ...common, ...from, showValue: false });
    else slide.addChart("bar", data, { ...common, ...from, ...bars });
  }

  notes(): void {
    const { notes, mots, lecture, langue } = this.#volet;
    if (notes.length > 0) {
      const column = (label: string) => ({
        label,
        genre: "texte" as const,
        decimales: 0,
        absent: "",
      });
      this.#tableau(mots.notes, "", {
        colonnes: [mots.source, mots.date, mots.confiance, mots.cartes].map(column),
        lignes: notes.map(({ numero, texte, date, base, confiance, cartes }) => [
          `[${numero}] ${texte}`,
          [date ? paperDate(date) : "", base].filter(Boolean).join(virgule[langue]),
          confiance,
          cartes.join(virgule[langue]),
        ]),
        total: null,
      });
    }
    this.#textes(mots.lecture, "", [lecture]);
  }
}

/** Whether a comment holds on the slide of its card: beside the chart, under the figure. */
function besideIt({ commentaire, graphique, forme, vide }: RapportCarte): boolean {
  if (commentaire === null) return false;
  const height = (width: number, size: number) =>
    lignesDe(commentaire, width, size) * interligne(size);
  if (vide !== null) return height(large, 16) <= corps.h - 2.2;
  if (forme === "nombre") return height(large / 2, 11) < 2;
  return graphique !== null && height(3.6, 11) <= corps.h;
}

/** Whether each figure is written on the chart: there is room for all of them. */
function showsLabels({ categories, series, genre }: RapportGraphique): boolean {
  if (genre === "aires" || genre === "pareto") return false;
  if (categories.length * series.length > 26) return false;
  if (genre !== "barres_empilees") return true;
  const heights = categories.map((_, at) =>
    series.reduce((sum, { valeurs }) => sum + (valeurs[at] ?? 0), 0),
  );
  const least = Math.max(...heights) / 15;
  return series.every(({ valeurs }) => valeurs.every((value) => value !== null && value >= least));
}

/** Whether a chart leaves nothing of its table unsaid. */
const tellsAll = (graphique: RapportGraphique): boolean =>
  graphique.note === null &&
  showsLabels(graphique) &&
  graphique.series.every(({ valeurs }) => valeurs.every((value) => value !== null));

const longestOf = (rows: readonly (readonly unknown[])[]): number =>
  rows.reduce((most, [first]) => Math.max(most, typeof first === "string" ? first.length : 0), 0);

/**
 * What the library leaves wrong: a figure that is not there is written as an empty one, and a nought is lost from the
 * workbook of its chart.
 */
async function repaired(bytes: Uint8Array, feuilles: readonly Feuille[]): Promise<Uint8Array> {
  const parts = unzipSync(bytes);
  const charts = Object.keys(parts)
    .flatMap((name) => /^ppt\/charts\/chart(\d+)\.xml$/.exec(name)?.slice(0, 2) ?? [])
    .reduce<[string, number][]>(
      (pairs, each, at, all) => (at % 2 === 0 ? [...pairs, [each, Number(all[at + 1])]] : pairs),
      [],
    )
    .toSorted((a, b) => a[1] - b[1]);
  for (const [at, [name, number]] of charts.entries()) {
    const xml = strFromU8(parts[name]!);
    parts[name] = strToU8(xml.replace(/<c:pt idx="\d+"><c:v><\/c:v><\/c:pt>/g, ""));
    const rels = strFromU8(parts[`ppt/charts/_rels/chart${number}.xml.rels`]!);
    const book = /Target="\.\.\/(embeddings\/[^"]+\.xlsx)"/.exec(rels)?.[1];
    const feuille = feuilles[at];
    if (!book || !feuille) throw new Error(`chart ${number} without a workbook`);
    const workbook = await writeExcelFile(
      feuille.map((row) =>
        row.map((value) =>
          value === null ? null : { value, type: typeof value === "number" ? Number : String },
        ),
      ),
      { sheet: "Sheet1" },
    ).toBuffer();
    parts[`ppt/${book}`] = new Uint8Array(workbook);
  }
  return zipSync(parts);
}

/**
 * A report as slides: a cover, a summary, a slide a card with a chart that Office edits, tables with their heads
 * repeated, the notes on sources; 16:9, in each language.
 */
export async function rapportPptx({ volets, sommaire }: RapportDocument): Promise<Uint8Array> {
  // Half a megabyte that most sessions never need.
  const { default: Pptx } = await import("pptxgenjs");
  const pptx = new (Pptx as unknown as new () => PptxGenJS)();
  pptx.layout = "LAYOUT_WIDE";
  pptx.title = volets[0]?.titre ?? "";
  pptx.rtlMode = volets.every(({ rtl }) => rtl);
  pptx.theme = { headFontFace: police, bodyFontFace: police };
  const feuilles: Feuille[] = [];
  for (const volet of volets) {
    const drawn = new Diapositives(pptx, volet, feuilles);
    drawn.couverture();
    if (sommaire || volet.cartes.length === 0) drawn.sommaire();
    drawn.resume();
    for (const carte of volet.cartes) drawn.carte(carte);
    drawn.notes();
  }
  const bytes = (await pptx.write({ outputType: "nodebuffer" })) as Uint8Array;
  return repaired(bytes, feuilles);
}
