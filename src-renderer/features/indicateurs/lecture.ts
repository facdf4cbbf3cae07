import type {
  FigureEnVigueur,
  ObservationView,
  SerieFiche,
} from "../../../src-main/contract/indicateurs.ts";

/** A period of the table, with the figure of each territory by its code. */
export interface PeriodRow {
  key: string;
  period: string;
  figures: Map<string, FigureEnVigueur>;
}

const endOf = ({ periodTo, year }: ObservationView): string => periodTo ?? `${year}-12-31`;

/** The periods of a series, the newest first. */
export function periodRows(figures: readonly FigureEnVigueur[]): PeriodRow[] {
  const rows = [...Map.groupBy(figures, ({ periode }) => periode)].map(([key, all]) => ({
    key,
    period: all[0]!.enVigueur.period,
    end: endOf(all[0]!.enVigueur),
    from: all[0]!.enVigueur.periodFrom ?? "",
    figures: new Map(all.map((each) => [each.enVigueur.territoire, each])),
  }));
  return rows.toSorted((a, b) => b.end.localeCompare(a.end) || b.from.localeCompare(a.from));
}

/** Part of a year, in the sense that matters: a rate of a quarter is whole. */
export const isPart = (serie: SerieFiche["serie"], row: ObservationView): boolean =>
  row.partial && serie.kind !== "rate";

/** Every publication behind the figures in force, the newest first, with whether it is in force. */
export function publications(
  figures: readonly FigureEnVigueur[],
): { row: ObservationView; inForce: boolean }[] {
  return figures
    .flatMap(({ enVigueur, autres }) => [
      { row: enVigueur, inForce: true },
      ...autres.map((row) => ({ row, inForce: false })),
    ])
    .toSorted(
      (a, b) => b.row.asOf.localeCompare(a.row.asOf) || endOf(b.row).localeCompare(endOf(a.row)),
    );
}
