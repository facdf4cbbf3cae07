import type { ObservationView, SerieFault } from "../contract/indicateurs.ts";
import { BadFormula, cycleOf, parseFormula, seriesOf, seriesUnder } from "../domain/formules.ts";
import type { Formula } from "../domain/formules.ts";
import { mixableMethods } from "../domain/methodes.ts";
import { parsePeriod, type Period } from "../domain/periods.ts";
import { inForce, type InForce, type Vintage } from "../domain/vintages.ts";
import type { SerieRecord } from "../store/queries/indicateurs.ts";

/** Later than any publication. */
const always = "9999-12-31";

/** An observation as the rules of vintages read it. */
export type DatedView = Vintage & { view: ObservationView };

/** The period of an observation, read from its own words. */
const periodOf = (view: ObservationView): Period =>
  parsePeriod(view.period, view.year) ?? {
    kind: "undated",
    from: view.periodFrom,
    to: view.periodTo,
    year: view.year,
    partial: view.partial,
    label: view.period,
  };

/**
 * Observations of one series in force at a date, territory by territory.
 * @param asOf null for the newest publication of each period
 */
export function viewsInForce(
  views: readonly ObservationView[],
  asOf: string | null,
  accumulates: boolean,
): InForce<DatedView>[] {
  const places = Map.groupBy(views, (view) => view.territoire);
  return [...places.values()].flatMap((all) =>
    inForce(
      all.map((view) => ({
        view,
        period: periodOf(view),
        value: view.value,
        asOf: view.asOf,
        basis: view.asOfBasis,
        confidence: view.confidence,
      })),
      asOf ?? always,
      { accumulates },
    ),
  );
}

/** The formulas that can be read, by key of their series. */
export function formulasOf(records: readonly SerieRecord[]): Map<string, Formula> {
  const formulas = new Map<string, Formula>();
  for (const { key, formule } of records) {
    if (formule === null) continue;
    try {
      formulas.set(key, parseFormula(formule));
    } catch (error) {
      if (!(error instanceof BadFormula)) throw error;
    }
  }
  return formulas;
}

/** Published series that a series is made of, in the end; itself when it is published. */
export function leavesOf(key: string, formulas: ReadonlyMap<string, Formula>): string[] {
  const leaves = new Set<string>();
  const seen = new Set<string>();
  const walk = (at: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    const formula = formulas.get(at);
    if (formula === undefined) leaves.add(at);
    else for (const next of seriesOf(formula)) walk(next);
  };
  walk(key);
  return [...leaves];
}

/** Methods of the published series that a series is made of. */
export function methodsOf(
  key: string,
  records: readonly SerieRecord[],
  formulas: ReadonlyMap<string, Formula>,
): string[] {
  const methods = leavesOf(key, formulas).map(
    (leaf) => records.find((each) => each.key === leaf)?.method ?? null,
  );
  return [...new Set(methods.filter((method) => method !== null))];
}

/** The territory codes that a formula names. */
function territoiresOf(formula: Formula): string[] {
  switch (formula.kind) {
    case "number":
    case "series":
      return [];
    case "minus":
      return territoiresOf(formula.of);
    case "operation":
      return [...territoiresOf(formula.left), ...territoiresOf(formula.right)];
    case "call":
      return [...(formula.within === null ? [] : [formula.within]), ...territoiresOf(formula.of)];
  }
}

/**
 * What is wrong with a formula, given the series there are.
 * @param key series that would have it
 * @param knows whether a territory has this code
 * @returns null when nothing is
 */
export function formulaFault(
  records: readonly SerieRecord[],
  key: string,
  text: string,
  knows: (territoire: string) => boolean,
): SerieFault | null {
  let formula: Formula;
  try {
    formula = parseFormula(text);
  } catch (error) {
    if (error instanceof BadFormula) return { code: error.code, params: error.params };
    throw error;
  }
  const formulas = new Map([...formulasOf(records), [key, formula] as const]);
  const cycle = cycleOf(key, formulas);
  if (cycle !== null) return { code: "formula_cycle", params: { chaine: cycle.join(" → ") } };
  const unknown = leavesOf(key, formulas).find(
    (leaf) => !records.some((each) => each.key === leaf),
  );
  if (unknown !== undefined) {
    return { code: "formula_unknown_series", params: { serie: unknown } };
  }
  const place = territoiresOf(formula).find((code) => !knows(code));
  if (place !== undefined) return { code: "formula_territory", params: { territoire: place } };
  if (mixableMethods(methodsOf(key, records, formulas)) !== null) {
    return { code: "formula_methods", params: {} };
  }
  const kindOf = (serie: string) => records.find((each) => each.key === serie)?.kind;
  const stock = seriesUnder(formula, "cumul").find((serie) => kindOf(serie) !== "flow");
  return stock === undefined ? null : { code: "formula_cumul", params: { serie: stock } };
}
