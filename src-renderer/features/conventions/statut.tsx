import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { ConventionRow, Pourquoi } from "../../../src-main/contract/conventions.ts";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { Pill } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";

const TONES: Record<ConventionRow["statut"], Tone> = {
  projet: "info",
  en_signature: "info",
  en_vigueur: "ok",
  preavis_ouvert: "soon",
  reconduite: "ok",
  suspendue: "late",
  echue: "neutral",
  resiliee: "late",
};

const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** One reason of a status, as a sentence. */
export function reasonText(t: TFunction, { code, params }: Pourquoi): string {
  const read = Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, isDay(value) ? formatDate(value) : value]),
  );
  const count = Number(params["jours"] ?? params["n"] ?? params["signees"] ?? 0);
  return t(`conventions:pourquoi.${code}`, { ...read, count });
}

/** The status of a convention in a word, with the days left while its notice is open. */
export function StatutPill({ row }: { row: Pick<ConventionRow, "statut" | "pourquoi"> }) {
  const { t } = useTranslation("conventions");
  const [first] = row.pourquoi;
  const days = row.statut === "preavis_ouvert" ? first?.params["jours"] : undefined;
  const name = t(`statut.${row.statut}`);
  return (
    <Pill tone={TONES[row.statut]}>
      {days === undefined
        ? name
        : t("preavisJours", { statut: name, n: formatNumber(Number(days), 0) })}
    </Pill>
  );
}
