import i18next from "i18next";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, it } from "vitest";
import ar from "../../i18n/ar/graphiques.json";
import fr from "../../i18n/fr/graphiques.json";
import { Chart, chartToSvg, NumberFigure, svgToPng } from "./index.ts";
import type { ChartKind, KindProps } from "./index.ts";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: "fr",
    resources: { fr: { graphiques: fr }, ar: { graphiques: ar } },
    interpolation: { escapeValue: false },
  });
});

const kinds: ChartKind[] = [
  "barres",
  "barres_empilees",
  "lignes",
  "aires",
  "pareto",
  "entonnoir",
  "chaleur",
  "classement",
  "carte",
];
const names = {
  "05.091": "Béni Mellal",
  "05.311": "Khouribga",
  interprovincial: "Interprovincial",
};
const props = (kind: ChartKind, values: (number | null)[]): KindProps => ({
  kind,
  label: "Projets par province",
  data: Object.entries(names).map(([key, label], place) => ({
    key,
    label,
    values: { a: { value: values[place] ?? null, partial: false } },
  })),
  series: [{ key: "a", label: "Projets" }],
  dir: "ltr",
  langue: "fr",
  format: (value) => `<${value}>`,
  unit: "projets",
  unpublished: "non publié",
  width: 320,
});
const html = (given: KindProps): string => renderToStaticMarkup(createElement(Chart, given));

describe.each(kinds)("%s", (kind) => {
  it("does not draw at a fixed width for paper, or has no name for screen readers", () => {
    expect(html(props(kind, [417, 205, 5]))).toContain('aria-label="Projets par province"');
  });

  it("fails on nothing, on zeros or on figures that are not published", () => {
    expect(() => html({ ...props(kind, []), data: [] })).not.toThrow();
    expect(() => html(props(kind, [0, 0, 0]))).not.toThrow();
    expect(() => html(props(kind, [null, null, null]))).not.toThrow();
  });
});

describe("drawings made of text", () => {
  it.each(["entonnoir", "chaleur", "classement", "carte"] as const)(
    "%s loses a figure, or draws one that is not published as zero",
    (kind) => {
      const drawn = html(props(kind, [417, null, 5]));
      expect(drawn).toContain("&lt;417&gt;");
      expect(drawn).toContain("non publié");
      expect(drawn).toContain("Interprovincial");
      expect(drawn).not.toContain("&lt;0&gt;</bdi>");
    },
  );

  it("the map is drawn without its attribution", () => {
    expect(html(props("carte", [1, 2, 3]))).toContain("OpenStreetMap");
  });

  it("a paper in Arabic speaks the language of the session", () => {
    const drawn = html({ ...props("carte", [1, 2, 3]), langue: "ar", dir: "rtl" });
    expect(drawn).toContain("خارج الخريطة");
  });

  it("a fall is told by its colour alone", () => {
    const drawn = renderToStaticMarkup(
      createElement(NumberFigure, {
        ...props("barres", []),
        onSelect: undefined,
        figure: { value: 90, partial: false },
        former: { value: 100, label: "2023" },
        target: 80,
      }),
    );
    expect(drawn).toContain("en baisse de");
    expect(drawn).toContain("Cible atteinte");
  });
});

it("a chart cannot leave the application as a picture", () => {
  expect([typeof chartToSvg, typeof svgToPng]).toEqual(["function", "function"]);
});
