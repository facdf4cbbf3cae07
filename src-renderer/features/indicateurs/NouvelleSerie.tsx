import { useTranslation } from "react-i18next";
import { RecordForm } from "../../ui/index.ts";
import styles from "./indicateurs.module.css";

const NAMES = [
  "labelFr",
  "labelAr",
  "labelEn",
  "key",
  "theme",
  "unit",
  "kind",
  "method",
  "accumulates",
  "formule",
  "description",
] as const;

/** A computed series has the methods of its parts and no partial states. */
const OF_PUBLISHED = ["method", "accumulates"];

/** The form of a new series, published or derived. */
export function NouvelleSerie({
  onDone,
  onClose,
}: {
  onDone: (id: string | undefined) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("indicateurs");
  return (
    <RecordForm
      record="serie"
      title={t("nouvelle")}
      names={NAMES}
      initial={{ kind: "flow" }}
      unasked={(drafts) => (drafts["formule"] ? OF_PUBLISHED : [])}
      lead={<FormulaHelp />}
      submitLabel={t("creer")}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

/** How a formula is written. */
export function FormulaHelp() {
  const { t } = useTranslation("indicateurs");
  return (
    <span className={styles.formulaHelp}>
      {t("formuleAide")} <code dir="ltr">gdp_current_estimate / population_total * 1000000000</code>{" "}
      <code dir="ltr">croissance(x)</code> <code dir="ltr">part(x)</code>{" "}
      <code dir="ltr">part(x, "MA")</code> <code dir="ltr">cumul(x)</code>
    </span>
  );
}
