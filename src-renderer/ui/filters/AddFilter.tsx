import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Menu } from "../overlay.tsx";
import classes from "./filters.module.css";

export interface AddFilterProps<Key extends string> {
  filters: readonly { key: Key; label: string }[];
  onAdd: (key: Key) => void;
}

/** The menu of the filters that are not on the bar yet. */
export function AddFilter<Key extends string>({ filters, onAdd }: AddFilterProps<Key>) {
  const { t } = useTranslation("filtres");
  return (
    <Menu
      label={t("ajouter")}
      trigger={
        <button type="button" className={classes.addChip}>
          <IconPlus size={13} aria-hidden="true" />
          {t("filtre")}
        </button>
      }
      items={filters.map(({ key, label }) => ({
        key,
        label,
        // After the menu has given the focus back, else it would take it from the new panel.
        onSelect: () => setTimeout(() => onAdd(key), 80),
      }))}
    />
  );
}
