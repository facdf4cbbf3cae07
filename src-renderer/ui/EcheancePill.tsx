import { useTranslation } from "react-i18next";
import type { EcheanceConvention, EcheanceEtat } from "../../src-main/contract/echeances.ts";
import { echeanceDelay } from "../lib/echeances.ts";
import { Pill } from "./surfaces.tsx";
import type { Tone } from "./surfaces.tsx";

const TONES: Record<EcheanceEtat, Tone> = {
  retard: "late",
  alerte: "soon",
  a_venir: "neutral",
  faite: "ok",
};

/** How far the deadline of a convention is, in words. */
export function EcheancePill({ row }: { row: EcheanceConvention }) {
  const { t } = useTranslation();
  return <Pill tone={TONES[row.etat]}>{echeanceDelay(t, row)}</Pill>;
}
