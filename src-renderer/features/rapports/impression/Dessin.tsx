import type { RapportCarte, RapportVolet } from "../../../../src-main/contract/rapports.ts";
import { formatNumber } from "../../../lib/format.ts";
import { Chart } from "../../../ui/chart/index.ts";
import type { ChartKind } from "../../../ui/chart/index.ts";
import { isAdditive, modelOf } from "./modele.ts";

interface DessinProps {
  carte: RapportCarte;
  volet: RapportVolet;
  /** Pixels of 1/96 inch. */
  width: number;
}

const KINDS: Partial<Record<RapportCarte["forme"], ChartKind>> = {
  barres: "barres",
  barres_empilees: "barres_empilees",
  lignes: "lignes",
  aires: "aires",
  pareto: "pareto",
  entonnoir: "entonnoir",
  classement: "classement",
  carte: "carte",
  nombre: "lignes",
};

/** Whether a card has a drawing beside its table. */
export const hasDrawing = (carte: RapportCarte): boolean =>
  carte.vide === null && KINDS[carte.forme] !== undefined && modelOf(carte) !== null;

/** The drawing of a card, at a width of paper. */
export function Dessin({ carte, volet, width }: DessinProps) {
  const kind = KINDS[carte.forme];
  const model = modelOf(carte);
  if (!kind || !model) return null;
  return (
    <Chart
      kind={kind}
      layout={model.horizontal ? "rows" : "columns"}
      label={carte.titre}
      data={model.data}
      series={model.series}
      dir={volet.rtl ? "rtl" : "ltr"}
      langue={volet.langue}
      format={(value) => formatNumber(value, model.decimales)}
      unit={carte.unite}
      unpublished={model.absent}
      additive={isAdditive(carte)}
      width={width}
      height={width > 400 ? 190 : 150}
      nameWidth={width > 400 ? 180 : 116}
    />
  );
}
