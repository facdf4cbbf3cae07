import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DossierRow } from "../../../src-main/contract/dossiers.ts";
import { dossierColumns } from "../../../src-main/contract/fields.ts";
import type { DossierColumnKey } from "../../../src-main/contract/fields.ts";
import { useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber } from "../../lib/format.ts";
import type { GridColumn } from "../../ui/grid/index.ts";
import { holderOf, None, Reference, Title, titleOf, useMarks } from "./marks.tsx";

type Shape = Pick<GridColumn<DossierRow>, "render"> & Partial<GridColumn<DossierRow>>;

/** The columns of the list, from the field catalogue, with labels in the current language. */
export function useDossierColumns(): GridColumn<DossierRow>[] {
  const { t, i18n } = useTranslation("champs");
  const catalogue = useCatalogue();
  const marks = useMarks();
  const langue = i18n.language;

  return useMemo(() => {
    const label = (list: string, key: string | null) => (key ? catalogue.label(list, key) : null);
    const words = (of: (row: DossierRow) => string | null): Shape => ({
      render: (row) => {
        const text = of(row);
        return text ? <Auto>{text}</Auto> : <None />;
      },
      text: of,
    });
    const shapes: Record<DossierColumnKey, Shape> = {
      reference: { render: (row) => <Reference>{row.reference}</Reference>, width: 172 },
      intitule: {
        render: (row) => <Title row={row} langue={langue} />,
        text: (row) => titleOf(row, langue),
        flexible: true,
        minWidth: 124,
      },
      porteur: {
        ...words((row) => holderOf(row, langue)),
        flexible: true,
        minWidth: 108,
      },
      acte: words((row) => label("acte", row.acte)),
      province: words((row) => (row.province ? catalogue.territoire(row.province) : null)),
      commune: {
        ...words((row) => (row.commune ? catalogue.territoire(row.commune) : null)),
        flexible: true,
        minWidth: 88,
      },
      secteur: words((row) => label("secteur_barometre", row.secteur)),
      phase: words((row) => label("phase", row.phase)),
      etat: {
        render: (row) => marks.state(row.etat),
        text: (row) => label("etat_procedure", row.etat),
        width: 190,
        minWidth: 112,
        flexible: true,
      },
      decision: {
        render: (row) => (row.decision ? marks.decision(row.decision) : <None />),
        text: (row) => label("decision", row.decision),
        width: 200,
      },
      officier: words((row) => row.officier),
      deposeLe: {
        render: (row) => (row.deposeLe ? <Iso>{formatDate(row.deposeLe)}</Iso> : <None />),
      },
      echeanceLe: { render: (row) => marks.delay(row.delai), width: 88 },
      montant: {
        render: (row) => (row.montant === null ? <None /> : <Iso>{formatMdh(row.montant)}</Iso>),
        align: "end",
        width: 80,
      },
      emplois: {
        render: (row) =>
          row.emplois === null ? <None /> : <Iso>{formatNumber(row.emplois, 0)}</Iso>,
        align: "end",
        // Its header is one short word in French and two long ones in Arabic.
        width: Math.max(76, 20 + t("colonnes.emplois").length * 7),
      },
    };
    return dossierColumns.map(({ key, width, sortable, shown }) => ({
      key,
      width,
      sortable,
      shown,
      label: t(`colonnes.${key}`),
      ...shapes[key],
    }));
  }, [catalogue, marks, langue, t]);
}
