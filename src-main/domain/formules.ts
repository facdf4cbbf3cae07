/**
 * Derived series: a small language over the keys of other series, and its evaluation.
 *
 * Numbers (`1.5`), keys of series, `+ - * /`, parentheses, and three functions: `croissance(x)`, per cent against
 * the previous comparable period; `part(x)` and `part(x, "MA")`, per cent of the region or of a territory; `cumul(x)`,
 * the sum of the years from the first one known. Periods must match. A census stands for the years after it, until the
 * next one: the parts of the figure then say which census it is.
 */

import jsep from "jsep";
import { parsePeriod, periodEnd, periodKey, type Period } from "./periods.ts";

/** The only way in which reading a formula fails. */
export class BadFormula extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;
  constructor(code: string, params: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = "BadFormula";
    this.code = code;
    this.params = params;
  }
}

const FUNCTIONS = ["croissance", "part", "cumul"] as const;
type FunctionName = (typeof FUNCTIONS)[number];
const OPERATORS = ["+", "-", "*", "/"] as const;
type Operator = (typeof OPERATORS)[number];

/** A formula, read. `within` of a share is the code of the whole's territory; null for the region. */
export type Formula =
  | { kind: "number"; value: number }
  | { kind: "series"; key: string }
  | { kind: "minus"; of: Formula }
  | { kind: "operation"; sign: Operator; left: Formula; right: Formula }
  | { kind: "call"; name: FunctionName; of: Formula; within: string | null };

/** Longest formula, in characters, and deepest, in levels. */
const LONGEST = 500;
const DEEPEST = 40;
const KEY = /^[a-z][a-z0-9_]{1,118}$/;

/**
 * Reads a formula.
 * @throws BadFormula, and nothing else, whatever the text
 */
export function parseFormula(text: string): Formula {
  if (text.trim() === "") throw new BadFormula("formula_empty");
  if (text.length > LONGEST) throw new BadFormula("formula_too_long", { max: LONGEST });
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    const at = (error as { index?: unknown }).index;
    throw new BadFormula("formula_syntax", { position: typeof at === "number" ? at + 1 : 1 });
  }
  const formula = accept(tree, 0);
  if (seriesOf(formula).length === 0) throw new BadFormula("formula_without_series");
  return formula;
}

function accept(node: jsep.Expression, depth: number): Formula {
  if (depth > DEEPEST) throw new BadFormula("formula_deep", { max: DEEPEST });
  switch (node.type) {
    case "Literal":
      return number(node as jsep.Literal);
    case "Identifier":
      return series((node as jsep.Identifier).name);
    case "UnaryExpression": {
      const { operator, argument } = node as jsep.UnaryExpression;
      const of = accept(argument, depth + 1);
      if (operator === "+") return of;
      if (operator === "-") return { kind: "minus", of };
      throw new BadFormula("formula_operator", { signe: operator });
    }
    case "BinaryExpression": {
      const { operator, left, right } = node as jsep.BinaryExpression;
      const sign = OPERATORS.find((each) => each === operator);
      if (sign === undefined) throw new BadFormula("formula_operator", { signe: operator });
      return {
        kind: "operation",
        sign,
        left: accept(left, depth + 1),
        right: accept(right, depth + 1),
      };
    }
    case "CallExpression":
      return call(node as jsep.CallExpression, depth);
    default:
      throw new BadFormula("formula_syntax", { position: 1 });
  }
}

function number({ value, raw }: jsep.Literal): Formula {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new BadFormula("formula_number", { valeur: raw.slice(0, 40) });
  }
  return { kind: "number", value };
}

function series(name: string): Formula {
  if (!KEY.test(name)) throw new BadFormula("formula_name", { nom: name.slice(0, 40) });
  return { kind: "series", key: name };
}

function call(node: jsep.CallExpression, depth: number): Formula {
  const typed = node.callee.type === "Identifier" ? (node.callee as jsep.Identifier).name : "";
  const name = FUNCTIONS.find((each) => each === typed);
  if (name === undefined) throw new BadFormula("formula_function", { nom: typed.slice(0, 40) });
  const [first, second, ...more] = node.arguments;
  const place = second?.type === "Literal" ? (second as jsep.Literal).value : undefined;
  const wrong = name === "part" ? second && typeof place !== "string" : second !== undefined;
  if (!first || wrong || more.length > 0) {
    throw new BadFormula("formula_arguments", { nom: name });
  }
  const of = accept(first, depth + 1);
  if (seriesOf(of).length === 0) throw new BadFormula("formula_arguments", { nom: name });
  return { kind: "call", name, of, within: typeof place === "string" ? place : null };
}

/** Keys of the series that a formula names, each once. */
export function seriesOf(formula: Formula): string[] {
  const found = new Set<string>();
  const walk = (node: Formula): void => {
    if (node.kind === "series") found.add(node.key);
    else if (node.kind === "operation") {
      walk(node.left);
      walk(node.right);
    } else if (node.kind !== "number") walk(node.of);
  };
  walk(formula);
  return [...found];
}

/** Keys under a function of that name: what is summed must be a flow. */
export function seriesUnder(formula: Formula, name: FunctionName): string[] {
  switch (formula.kind) {
    case "number":
    case "series":
      return [];
    case "minus":
      return seriesUnder(formula.of, name);
    case "operation":
      return [...seriesUnder(formula.left, name), ...seriesUnder(formula.right, name)];
    case "call":
      return formula.name === name ? seriesOf(formula.of) : seriesUnder(formula.of, name);
  }
}

/**
 * The chain by which a series refers to itself, `[a, b, a]`.
 * @param formulas formula of each derived series, by key
 * @returns null when it does not
 */
export function cycleOf(key: string, formulas: ReadonlyMap<string, Formula>): string[] | null {
  const seen = new Set<string>();
  const follow = (at: string, path: readonly string[]): string[] | null => {
    const formula = formulas.get(at);
    if (formula === undefined || seen.has(at)) return null;
    seen.add(at);
    for (const next of seriesOf(formula)) {
      if (path.includes(next)) return [...path.slice(path.indexOf(next)), next];
      const found = follow(next, [...path, next]);
      if (found !== null) return found;
    }
    return null;
  };
  return follow(key, [key]);
}

/** A figure in force that a formula may use. */
export interface Figure {
  territoire: string;
  period: Period;
  value: number;
  partial: boolean;
}

/** How a figure serves: of the same period, a census standing for later years, an earlier period, a whole, a sum. */
export type PartRole = "exact" | "census" | "previous" | "whole" | "cumul";

export interface Part<F extends Figure> {
  key: string;
  figure: F;
  role: PartRole;
}

export interface Computed<F extends Figure> {
  territoire: string;
  period: Period;
  value: number;
  /** Of part of a year, or made of such a figure. */
  partial: boolean;
  parts: Part<F>[];
}

/** Why a period has no figure. */
export type AbsenceCode =
  | "missing"
  | "zero_division"
  | "no_previous"
  | "negative_base"
  | "gap"
  | "not_cumulable"
  | "census_differs"
  | "too_large";

export interface Absence {
  territoire: string;
  period: Period;
  code: AbsenceCode;
  params: Record<string, string>;
}

/** Thrown inside the evaluation, never out of it. */
class NoFigure extends Error {
  readonly code: AbsenceCode;
  readonly params: Record<string, string>;
  constructor(code: AbsenceCode, params: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Where and when a formula is evaluated. The census that serves is one and the same in a frame. */
interface Frame<F extends Figure> {
  territoire: string;
  period: Period;
  role: PartRole;
  census: { label: string | null };
  parts: Part<F>[];
}

export interface FormulaSources<F extends Figure> {
  /** Figures in force of each series, by key. */
  figures: ReadonlyMap<string, readonly F[]>;
  /** Region that a territory lies in; null for the region itself and above. */
  regionOf: (territoire: string) => string | null;
}

/**
 * Evaluates a formula in every territory that all its series know, for every period that one of them knows.
 * Censuses give periods of their own only when every series is a census.
 * @returns the figures, by territory then time, and the periods without a figure with the reason
 */
export function computeFormula<F extends Figure>(
  formula: Formula,
  sources: FormulaSources<F>,
): { figures: Computed<F>[]; absences: Absence[] } {
  const known = new Map(
    [...sources.figures].map(([key, all]) => [key, Map.groupBy(all, (each) => each.territoire)]),
  );
  const at = (key: string, territoire: string): readonly F[] =>
    known.get(key)?.get(territoire) ?? [];
  const keys = seriesOf(formula);
  const places = [...(known.get(keys[0]!)?.keys() ?? [])].filter(
    (place) =>
      keys.every((key) => at(key, place).length > 0) && hasWhole(formula, place, sources.regionOf),
  );
  const figures: Computed<F>[] = [];
  const absences: Absence[] = [];
  const evaluation = evaluator(at, sources.regionOf);
  for (const territoire of places) {
    for (const period of periodsOf(keys.flatMap((key) => at(key, territoire)))) {
      const parts: Part<F>[] = [];
      try {
        const value = evaluation(formula, {
          territoire,
          period,
          role: "exact",
          census: { label: null },
          parts,
        });
        if (!Number.isFinite(value)) throw new NoFigure("too_large");
        const partial = period.partial || parts.some(({ figure }) => figure.partial);
        figures.push({ territoire, period, value, partial, parts: unique(parts) });
      } catch (error) {
        if (!(error instanceof NoFigure)) throw error;
        absences.push({ territoire, period, code: error.code, params: error.params });
      }
    }
  }
  return { figures, absences };
}

/** Whether every share of the formula has a whole that is not the territory itself. */
function hasWhole(
  formula: Formula,
  place: string,
  regionOf: (territoire: string) => string | null,
): boolean {
  switch (formula.kind) {
    case "number":
    case "series":
      return true;
    case "minus":
      return hasWhole(formula.of, place, regionOf);
    case "operation":
      return hasWhole(formula.left, place, regionOf) && hasWhole(formula.right, place, regionOf);
    case "call": {
      if (!hasWhole(formula.of, place, regionOf)) return false;
      if (formula.name !== "part") return true;
      const whole = formula.within ?? regionOf(place);
      return whole !== null && whole !== place;
    }
  }
}

/** Periods to evaluate, each once, by year then end. */
function periodsOf(figures: readonly Figure[]): Period[] {
  const dated = figures.filter(({ period }) => period.kind !== "census");
  const used = dated.length > 0 ? dated : figures;
  const periods = new Map(used.map(({ period }) => [periodKey(period), period]));
  return [...periods.values()].toSorted(byTime);
}

const byTime = (a: Period, b: Period): number =>
  a.year - b.year || (periodEnd(a) < periodEnd(b) ? -1 : periodEnd(a) > periodEnd(b) ? 1 : 0);

function unique<F extends Figure>(parts: readonly Part<F>[]): Part<F>[] {
  return parts.filter(
    (part, i) =>
      parts.findIndex((each) => each.figure === part.figure && each.role === part.role) === i,
  );
}

/** The same span one year earlier; null when a period has none. */
function yearBefore(period: Period): Period | null {
  if (!["year", "half", "quarter", "month", "months"].includes(period.kind)) return null;
  return parsePeriod(period.label.replace(String(period.year), String(period.year - 1)), null);
}

function evaluator<F extends Figure>(
  at: (key: string, territoire: string) => readonly F[],
  regionOf: (territoire: string) => string | null,
): (formula: Formula, frame: Frame<F>) => number {
  const leaf = (key: string, frame: Frame<F>): number => {
    const all = at(key, frame.territoire);
    const same = all.find(({ period }) => periodKey(period) === periodKey(frame.period));
    const figure = same ?? censusFor(all, frame.period);
    if (figure === undefined) {
      throw new NoFigure("missing", {
        serie: key,
        periode: frame.period.label,
        territoire: frame.territoire,
      });
    }
    if (figure.period.kind === "census") {
      frame.census.label ??= figure.period.label;
      if (frame.census.label !== figure.period.label) {
        throw new NoFigure("census_differs", {
          un: frame.census.label,
          autre: figure.period.label,
        });
      }
    }
    const role = same === undefined && frame.role === "exact" ? "census" : frame.role;
    frame.parts.push({ key, figure, role });
    return figure.value;
  };

  const previous = (of: Formula, frame: Frame<F>): Period | null => {
    if (frame.period.kind !== "census") return yearBefore(frame.period);
    const earlier = seriesOf(of)
      .flatMap((key) => at(key, frame.territoire))
      .filter(({ period }) => period.kind === "census" && period.year < frame.period.year);
    return (
      earlier
        .map(({ period }) => period)
        .toSorted(byTime)
        .at(-1) ?? null
    );
  };

  const growth = (of: Formula, frame: Frame<F>): number => {
    const period = previous(of, frame);
    if (period === null) throw new NoFigure("no_previous", { periode: frame.period.label });
    const now = evaluate(of, frame);
    let before: number;
    try {
      before = evaluate(of, { ...frame, period, role: "previous", census: { label: null } });
    } catch (error) {
      if (error instanceof NoFigure && error.code === "missing") {
        throw new NoFigure("no_previous", { periode: frame.period.label });
      }
      throw error;
    }
    if (before < 0) throw new NoFigure("negative_base", { periode: period.label });
    return divide(now - before, before) * 100;
  };

  const share = (of: Formula, within: string | null, frame: Frame<F>): number => {
    const whole = within ?? regionOf(frame.territoire);
    if (whole === null) throw new NoFigure("missing", { periode: frame.period.label });
    const part = evaluate(of, frame);
    return divide(part, evaluate(of, { ...frame, territoire: whole, role: "whole" })) * 100;
  };

  const running = (of: Formula, frame: Frame<F>): number => {
    if (frame.period.kind !== "year" && !frame.period.partial) {
      throw new NoFigure("not_cumulable", { periode: frame.period.label });
    }
    const years = seriesOf(of)
      .flatMap((key) => at(key, frame.territoire))
      .filter(({ period }) => period.kind === "year")
      .map(({ period }) => period.year);
    let sum = evaluate(of, frame);
    for (let year = Math.min(...years, frame.period.year); year < frame.period.year; year++) {
      const period = parsePeriod(String(year), null)!;
      try {
        sum += evaluate(of, { ...frame, period, role: "cumul", census: { label: null } });
      } catch (error) {
        if (error instanceof NoFigure && error.code === "missing") {
          throw new NoFigure("gap", { annee: String(year) });
        }
        throw error;
      }
    }
    return sum;
  };

  const evaluate = (formula: Formula, frame: Frame<F>): number => {
    switch (formula.kind) {
      case "number":
        return formula.value;
      case "series":
        return leaf(formula.key, frame);
      case "minus":
        return -evaluate(formula.of, frame);
      case "operation": {
        const left = evaluate(formula.left, frame);
        const right = evaluate(formula.right, frame);
        if (formula.sign === "+") return left + right;
        if (formula.sign === "-") return left - right;
        return formula.sign === "*" ? left * right : divide(left, right);
      }
      case "call":
        if (formula.name === "croissance") return growth(formula.of, frame);
        if (formula.name === "part") return share(formula.of, formula.within, frame);
        return running(formula.of, frame);
    }
  };
  return evaluate;
}

function divide(left: number, right: number): number {
  if (right === 0) throw new NoFigure("zero_division");
  return left / right;
}

/** The newest census not later than a period that is not a census itself. */
function censusFor<F extends Figure>(all: readonly F[], period: Period): F | undefined {
  if (period.kind === "census") return undefined;
  return all
    .filter((each) => each.period.kind === "census" && each.period.year <= period.year)
    .toSorted((a, b) => byTime(a.period, b.period))
    .at(-1);
}
