import { IconStar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { errorSentence, useFavourite } from "../../data/index.ts";
import { IconButton, notify } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

/** Keeps a record at hand, or lets it go. */
export function Star({ table, id }: { table: string; id: string }) {
  const { t } = useTranslation("vitesse");
  const { favourite, toggle } = useFavourite(table, id);
  return (
    <IconButton
      variant="default"
      className={styles.star}
      label={t(favourite ? "favoris.retirer" : "favoris.ajouter")}
      shortcut="F"
      icon={<IconStar size={16} />}
      aria-pressed={favourite}
      data-favori
      disabled={toggle.isPending}
      onClick={() =>
        toggle.mutate(undefined, {
          onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
        })
      }
    />
  );
}
