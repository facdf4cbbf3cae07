import { IconDots } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReferenceRow } from "../../../src-main/contract/references.ts";
import { data, errorSentence, orpc } from "../../data/index.ts";
import { IconButton, Menu, notify } from "../../ui/index.ts";
import type { MenuItem } from "../../ui/index.ts";
import type { RowTask } from "./RowForm.tsx";

interface RowMenuProps {
  row: ReferenceRow;
  /** Name of the row, for the button. */
  name: string;
  /** The list is given: its rows are corrected only. */
  given: boolean;
  /** Other values of the list around this one; null at an end. */
  above: ReferenceRow | null;
  /** What it would stand before if it went down one place; null at the end. */
  below: ReferenceRow | null;
  last: boolean;
  onTask: (task: RowTask) => void;
}

/** What can be done with a row of a list. */
export function RowMenu({ row, name, given, above, below, last, onTask }: RowMenuProps) {
  const { t } = useTranslation("references");
  const client = useQueryClient();
  const done = () => client.invalidateQueries({ queryKey: orpc.references.key() });
  const onError = (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) });
  const move = useMutation({
    mutationFn: async (beforeId: string | null) => {
      await data.references.move({ id: row.id, beforeId });
      await done();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: async () => {
      await data.references.remove({ id: row.id });
      await done();
    },
    onError,
  });
  const others: MenuItem[] = [
    { key: "version", label: t("form.version"), onSelect: () => onTask({ kind: "version", row }) },
    { key: "close", label: t("form.close"), onSelect: () => onTask({ kind: "close", row }) },
    {
      key: "up",
      label: t("menu.monter"),
      disabled: above === null,
      onSelect: () => above && move.mutate(above.id),
    },
    {
      key: "down",
      label: t("menu.descendre"),
      disabled: last,
      onSelect: () => move.mutate(below?.id ?? null),
    },
    {
      key: "remove",
      label: t("menu.supprimer"),
      danger: true,
      onSelect: () => remove.mutate(),
    },
  ];
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          size="sm"
          label={t("menu.nom", { ligne: name })}
          icon={<IconDots size={15} />}
        />
      }
      items={[
        {
          key: "correct",
          label: t("form.correct"),
          onSelect: () => onTask({ kind: "correct", row }),
        },
        ...(given ? [] : others),
      ]}
    />
  );
}
