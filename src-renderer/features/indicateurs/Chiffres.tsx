import { useTranslation } from "react-i18next";
import type { FigureEnVigueur, SerieFiche } from "../../../src-main/contract/indicateurs.ts";
import type { Langue, Libelle } from "../../../src-main/contract/primitives.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatFigure, pick } from "../../lib/format.ts";
import { Card, DateInput, EmptyState, Hidden, PeriodText, Select, Table } from "../../ui/index.ts";
import styles from "./indicateurs.module.css";
import { isPart, periodRows } from "./lecture.ts";
import type { Looked } from "./Publications.tsx";
import { useUnit } from "./useUnit.ts";

interface ChiffresProps {
  fiche: SerieFiche;
  asOf: string | null;
  onAsOf: (asOf: string | null) => void;
  onLook: (looked: Looked) => void;
}

/** Period × territory with the figure in force; a click opens every publication of the cell. */
export function Chiffres({ fiche, asOf, onAsOf, onLook }: ChiffresProps) {
  const { t, i18n } = useTranslation("indicateurs");
  const text = (label: Libelle): string => pick(label, i18n.language as Langue);
  const unit = useUnit();
  const rows = periodRows(fiche.figures);
  const partial = fiche.figures.some(({ enVigueur }) => isPart(fiche.serie, enVigueur));
  const several = fiche.figures.some(({ autres }) => autres.length > 0);
  return (
    <Card
      title={t("chiffres", { unite: unit(fiche.serie.unit) })}
      actions={<AsOf fiche={fiche} asOf={asOf} onAsOf={onAsOf} />}
    >
      {rows.length === 0 ? (
        <EmptyState
          title={t(asOf === null ? "sansObservation.titre" : "rienACeJour")}
          hint={t(fiche.serie.formule === null ? "sansObservation.aide" : "sansObservation.calcul")}
        />
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t("tableau")}>
          <Table
            label={t("tableau")}
            rows={rows}
            rowKey={(row) => row.key}
            dense
            columns={[
              {
                key: "period",
                header: t("champs:observation.period"),
                cell: (row) => (
                  <span className={styles.period}>
                    <PeriodText period={row.period} />
                  </span>
                ),
              },
              ...fiche.territoires
                .filter(({ code }) => rows.some(({ figures }) => figures.has(code)))
                .map(({ code, label, niveau }) => ({
                  key: code,
                  header:
                    niveau === "registre"
                      ? `${text(label)} (${t("niveau.registre")})`
                      : text(label),
                  numeric: true,
                  cell: (row: (typeof rows)[number]) => {
                    const figure = row.figures.get(code);
                    if (!figure) return <span className={`${styles.period} ${styles.mut}`}>–</span>;
                    return (
                      <Cell
                        fiche={fiche}
                        figure={figure}
                        onLook={() =>
                          onLook({ titre: `${text(label)} · ${row.period}`, figures: [figure] })
                        }
                      />
                    );
                  },
                })),
            ]}
          />
        </div>
      )}
      <div className={styles.legend}>
        {partial && <p>{t("legende.partiel")}</p>}
        {several && <p>{t("legende.editions")}</p>}
        {fiche.places.length > 0 && (
          <p>
            {t("legende.places")}{" "}
            {fiche.places
              .map(({ province, places }) => `${text(province)} = ${places.map(text).join(" + ")}`)
              .join(" · ")}
          </p>
        )}
      </div>
    </Card>
  );
}

function Cell({
  fiche,
  figure: { enVigueur, autres },
  onLook,
}: {
  fiche: SerieFiche;
  figure: FigureEnVigueur;
  onLook: () => void;
}) {
  const { t } = useTranslation("indicateurs");
  const part = isPart(fiche.serie, enVigueur);
  return (
    <button
      type="button"
      className={styles.figure}
      data-computed={enVigueur.calcul ? true : undefined}
      onClick={onLook}
    >
      <Iso>
        {`${formatFigure(enVigueur.value)}${part ? "*" : ""}`}
        {autres.length > 0 && (
          <span className={styles.count} aria-hidden="true">
            ({autres.length + 1})
          </span>
        )}
      </Iso>
      <Hidden>
        {" "}
        {part && `${t("tableaux:periodePartielle")}. `}
        {t("editions", { count: autres.length + 1 })}
      </Hidden>
    </button>
  );
}

/** The vintage: the newest publication of each period, or what was known on a day. */
function AsOf({ fiche, asOf, onAsOf }: Pick<ChiffresProps, "fiche" | "asOf" | "onAsOf">) {
  const { t } = useTranslation("indicateurs");
  const known = fiche.vintages.map((day) => ({ value: day, label: formatDate(day) }));
  const other = asOf !== null && !fiche.vintages.includes(asOf);
  return (
    <div className={styles.controls}>
      <Select
        size="xs"
        ariaLabel={t("edition")}
        placeholder={t("derniereEdition")}
        value={other ? null : asOf}
        onChange={onAsOf}
        options={known}
        searchable
        clearable
      />
      <DateInput
        size="xs"
        ariaLabel={t("auJour")}
        placeholder={t("auJour")}
        value={asOf}
        onChange={onAsOf}
      />
    </div>
  );
}
