import { IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "../overlay.tsx";
import classes from "./filters.module.css";

export interface FilterChipProps {
  title: string;
  /** What the filter keeps; null when it is not in force. */
  value: ReactNode;
  /** What stands in the place of the value when the filter is not in force. */
  none?: string;
  width?: number;
  opened: boolean;
  onOpenChange: (opened: boolean) => void;
  /** Takes the filter away; without it the chip stays. */
  onRemove?: (() => void) | undefined;
  children: ReactNode;
}

/** A filter as a chip that reads as words, with the panel that changes it. */
export function FilterChip({
  title,
  value,
  none,
  width = 280,
  opened,
  onOpenChange,
  onRemove,
  children,
}: FilterChipProps) {
  const { t } = useTranslation("filtres");
  return (
    <span className={classes.chip} data-active={value !== null || undefined}>
      <Popover
        label={title}
        width={width}
        opened={opened}
        onOpenChange={onOpenChange}
        trigger={
          <button
            type="button"
            className={onRemove ? classes.chipText : classes.chipWhole}
            onClick={() => onOpenChange(!opened)}
          >
            {title} <b>{value ?? none ?? t("tous")}</b>
          </button>
        }
      >
        {children}
      </Popover>
      {onRemove && (
        <button
          type="button"
          className={classes.chipRemove}
          aria-label={t("retirer", { filtre: title })}
          onClick={() => {
            onOpenChange(false);
            onRemove();
          }}
        >
          <IconX size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
