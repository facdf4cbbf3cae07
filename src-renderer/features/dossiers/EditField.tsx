import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordView } from "../../../src-main/contract/dossiers.ts";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { RecordKey } from "../../../src-main/contract/fields.ts";
import { data, orpc } from "../../data/index.ts";
import { InlineEdit } from "../../ui/index.ts";

export interface EditFieldProps {
  record: RecordKey;
  view: RecordView;
  name: string;
  display?: ReactNode;
}

/** One field of the catalogue, edited where it stands; a change made meanwhile by someone else is refused. */
export function EditField({ record, view, name, display }: EditFieldProps) {
  const { t } = useTranslation("champs");
  const client = useQueryClient();
  const field = fieldOf(record, name);
  if (!field) return null;
  const value = view.values[name] ?? null;
  // The page only ever holds the end of a CNIE: what is typed replaces it whole.
  const secret = field.kind === "cin";
  return (
    <InlineEdit
      label={t(`${record}.${name}`)}
      field={field}
      value={secret ? null : value}
      display={secret && value !== null ? <bdi dir="ltr">{String(value)}</bdi> : display}
      onSave={async (next) => {
        await data.dossiers.update({
          record,
          id: view.id,
          patch: { [name]: next },
          ...(secret ? {} : { expected: { [name]: value } }),
        });
        // The field closes on what the register now holds, not on what it held.
        await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
      }}
    />
  );
}
