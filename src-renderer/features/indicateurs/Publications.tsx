import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FigureEnVigueur, SerieFiche } from "../../../src-main/contract/indicateurs.ts";
import { confidence } from "../../../src-main/contract/primitives.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import type { Option } from "../../data/catalogue.ts";
import { formatFigure, pick } from "../../lib/format.ts";
import { Button, Drawer, Publication, RecordForm, RecordSheet } from "../../ui/index.ts";
import styles from "./indicateurs.module.css";
import { isPart, publications } from "./lecture.ts";
import { useUnit } from "./useUnit.ts";

/** What the drawer shows: a cell of the table, or the whole series. */
export interface Looked {
  titre: string;
  figures: readonly FigureEnVigueur[];
}

const FIELDS = [
  "territoire",
  "period",
  "value",
  "unit",
  "asOf",
  "source",
  "confidence",
  "note",
] as const;

/** Territories and places that a figure may be of, and the marks of confidence. */
function useOptions(): Record<"territoire" | "confidence", Option[]> {
  const { t, i18n } = useTranslation("indicateurs");
  const langue = i18n.language as Langue;
  const catalogue = useCatalogue();
  const places = catalogue.territoires
    .filter(({ level }) => level !== "cercle" && level !== "centre")
    .map((row) => ({
      value: row.code,
      label:
        row.level === "interprovincial"
          ? pick(row.label, langue)
          : `${pick(row.label, langue)} (${t(`niveau.${row.level}`)})`,
      rank: ["pays", "region", "province", "interprovincial", "commune"].indexOf(row.level),
    }))
    .toSorted((a, b) => a.rank - b.rank || a.label.localeCompare(b.label));
  const registry = catalogue.rows("place_registre").map((row) => ({
    value: `registre:${row.key}`,
    label: `${pick(row.label, langue)} (${t("niveau.registre")})`,
  }));
  return {
    territoire: [...places.map(({ value, label }) => ({ value, label })), ...registry],
    confidence: confidence.options.map((mark) => ({
      value: mark,
      label: `${mark} · ${t(`commun:confiance.${mark}`)}`,
    })),
  };
}

/** Every publication of a figure, or of the series, newest first; each opens for editing. */
export function Publications({
  looked,
  fiche,
  onClose,
}: {
  looked: Looked | null;
  fiche: SerieFiche;
  onClose: () => void;
}) {
  const { t } = useTranslation("indicateurs");
  const unit = useUnit();
  const [edited, setEdited] = useState<string | null>(null);
  // What is shown follows the series: a change of a figure is seen at once.
  const cells = new Set(looked?.figures.map(cellOf));
  const rows = publications(fiche.figures.filter((figure) => cells.has(cellOf(figure))));
  return (
    <>
      <Drawer opened={looked !== null} onClose={onClose} size="lg" title={looked?.titre ?? ""}>
        <ul className={styles.list}>
          {rows.map(({ row, inForce }, index) => (
            <Publication
              key={row.id ?? index}
              row={row}
              value={formatFigure(row.value)}
              unit={unit(row.unit)}
              partial={isPart(fiche.serie, row)}
              inForce={inForce}
              actions={
                row.id && (
                  <Button size="sm" variant="subtle" onClick={() => setEdited(row.id ?? null)}>
                    {t("modifier")}
                  </Button>
                )
              }
            />
          ))}
        </ul>
        {rows.length === 0 && <p className={styles.mut}>{t("plusRien")}</p>}
      </Drawer>
      {edited !== null && <Sheet id={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

const cellOf = ({ periode, enVigueur }: FigureEnVigueur): string =>
  `${enVigueur.territoire}/${periode}`;

function Sheet({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("indicateurs");
  const options = useOptions();
  const view = useQuery(orpc.records.get.queryOptions({ input: { record: "observation", id } }));
  if (!view.data) return null;
  return (
    <RecordSheet
      record="observation"
      view={view.data}
      names={FIELDS}
      options={options}
      title={t("observation")}
      onClose={onClose}
    />
  );
}

/** The form of a new observation of a series. */
export function NouvelleObservation({
  fiche,
  onClose,
}: {
  fiche: SerieFiche;
  onClose: () => void;
}) {
  const { t } = useTranslation("indicateurs");
  const options = useOptions();
  return (
    <RecordForm
      record="observation"
      title={t("ajouter")}
      names={FIELDS}
      initial={{ unit: fiche.serie.unit }}
      fixed={{ serieId: fiche.serie.id }}
      options={options}
      lead={t("observationAide")}
      onDone={onClose}
      onClose={onClose}
    />
  );
}
