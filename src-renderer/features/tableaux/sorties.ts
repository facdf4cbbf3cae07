import type { RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { CarteResult } from "../../../src-main/contract/tableaux.ts";
import { errorSentence } from "../../data/index.ts";
import { download, downloadBlob, toCsv } from "../../lib/download.ts";
import { chartToSvg, svgToPng } from "../../ui/chart/index.ts";
import { announce, notify } from "../../ui/index.ts";
import type { MenuItem } from "../../ui/index.ts";
import { ensembleDe, pointsDe } from "./carte.ts";
import { sourceText } from "./sources.ts";
import type { Tableau } from "./contexte.tsx";
import { useTableau } from "./contexte.tsx";
import { useUnite } from "./unite.ts";

type Cellule = string | number;

/** The figures of a card as a table: raw numbers, unit in the heading, an empty cell for what is not published. */
export function tableDe(
  carte: CarteResult,
  { t, text }: Pick<Tableau, "t" | "text">,
  unit: string,
): Cellule[][] {
  const points = pointsDe(carte);
  const named = (label: string): string => (unit === "" ? label : `${label} (${unit})`);
  const series = carte.series.map(({ key, label }) => ({
    key,
    label: named(carte.series.length === 1 ? text(carte.titre) : text(label)),
  }));
  const raw = (value: number | null | undefined): Cellule => value ?? "";
  const rows = carte.categories.map(({ key, label }): Cellule[] => {
    const line = points.get(key);
    const partial = [...(line?.values() ?? [])].some(({ partiel }) => partiel);
    return [
      `${text(label)}${partial ? "*" : ""}`,
      ...series.map((one) => raw(line?.get(one.key)?.valeur)),
      ...(series.length === 1
        ? [raw(line?.get(series[0]!.key)?.fiches), raw(line?.get(series[0]!.key)?.mediane)]
        : []),
    ];
  });
  const total = carte.points.length === 0 ? carte.total : ensembleDe(carte);
  const alone = series.length <= 1;
  return [
    [
      "",
      ...(series.length === 0 ? [named(text(carte.titre))] : series.map(({ label }) => label)),
      ...(alone ? [t("fichesTitre"), named(t("mediane"))] : []),
    ],
    ...rows,
    ...(total && alone
      ? [[t("ensemble"), raw(total.valeur), raw(total.fiches), raw(total.mediane)]]
      : []),
  ];
}

/** Numbers as a spreadsheet in French or Arabic reads them. */
const comma = (cell: Cellule): Cellule =>
  typeof cell === "number" ? String(cell).replace(".", ",") : cell;

/** Copies, pictures and files of one card. @param body what the drawing stands in */
export function useSorties(
  carte: CarteResult,
  body: RefObject<HTMLDivElement | null>,
): (asTable: boolean) => MenuItem[] {
  const { t: common } = useTranslation();
  const tableau = useTableau();
  const unite = useUnite();
  const { t, text, dir, sourceName } = tableau;
  const titre = text(carte.titre);
  const nom = titre.replace(/[\\/:*?"<>|]+/g, " ").trim();
  const table = (): Cellule[][] => tableDe(carte, tableau, unite(carte.unite));
  const notes = (): string[] => [
    ...carte.references.map(({ texte, asOf, asOfBasis }) =>
      sourceText({ source: texte, asOf, asOfBasis }, sourceName),
    ),
    ...carte.remarques.map(text),
    text(carte.calcul),
  ];
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, common) });
    }
  };
  const drawing = (): string | null => {
    const element = body.current?.querySelector<HTMLElement>("[data-chart]");
    return element
      ? chartToSvg(element, { title: titre, unit: unite(carte.unite), notes: notes(), dir })
      : null;
  };
  const copy = (): Promise<void> =>
    attempt(async () => {
      const lines = table().map((row) => row.map(comma).join("\t"));
      await navigator.clipboard.writeText([titre, ...lines, ...notes()].join("\n"));
      announce(t("copie"));
      notify({ tone: "ok", message: t("copie") });
    });
  const csv = (): void => {
    download(`${nom}.csv`, toCsv([[titre], ...table(), [], ...notes().map((note) => [note])]));
  };
  const picture = (kind: "png" | "svg"): Promise<void> =>
    attempt(async () => {
      const svg = drawing();
      if (svg === null) return;
      if (kind === "svg") download(`${nom}.svg`, svg, "image/svg+xml");
      else downloadBlob(`${nom}.png`, await svgToPng(svg));
    });
  return (asTable) => [
    { key: "copier", label: t("copier"), divided: true, onSelect: () => void copy() },
    { key: "csv", label: t("enregistrer", { format: "CSV" }), onSelect: csv },
    ...(asTable || carte.forme === "table"
      ? []
      : (["png", "svg"] as const).map((kind) => ({
          key: kind,
          label: t("enregistrer", { format: kind.toUpperCase() }),
          onSelect: () => void picture(kind),
        }))),
  ];
}
