import { useTranslation } from "react-i18next";
import { usePane } from "../../lib/pane.ts";
import { Button, EmptyState } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

/** What stands in the place of a record that is not there, or no longer. */
export function Gone({ what }: { what: "dossier" | "projet" }) {
  const { t } = useTranslation("dossiers");
  const { navigate } = usePane();
  return (
    <EmptyState
      title={t(`introuvable.${what}`)}
      hint={t("introuvable.aide")}
      action={
        <div className={styles.actions}>
          <Button onClick={() => navigate("/journal/corbeille")}>
            {t("introuvable.corbeille")}
          </Button>
          <Button variant="primary" onClick={() => navigate("/dossiers")}>
            {t("retour")}
          </Button>
        </div>
      }
    />
  );
}
