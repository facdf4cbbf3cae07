import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordView } from "../../src-main/contract/records.ts";
import { fieldOf } from "../../src-main/contract/fields.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { Option } from "../data/catalogue.ts";
import { data } from "../data/client.ts";
import { columnLabel } from "../lib/actions.ts";
import { Iso } from "../lib/bidi.tsx";
import { InlineEdit } from "./InlineEdit.tsx";
import { useAsking } from "./useAsking.tsx";

export interface RecordFieldProps {
  record: RecordKey;
  view: Pick<RecordView, "id" | "values">;
  /** Key of the field in the catalogue. */
  name: string;
  /** Shown instead of the value while it is not being edited. */
  display?: ReactNode;
  readOnly?: boolean;
  /** Choices of a field that names a row of the same page. */
  options?: readonly Option[] | undefined;
  /** Without its label beside it: the line it stands on says what it is. */
  bare?: boolean;
  /** Commands beside the value. */
  aside?: ReactNode;
  /** Why a value whose format looks wrong was kept. */
  motif?: string | undefined;
}

/** What never depends on the fields of a record: not worth reading again before a field closes. */
const still = new Set(["references", "session", "tableaux"]);

/**
 * One field of any record, edited where it stands. What looks wrong is asked about, and a change
 * that somebody made meanwhile is shown with a choice.
 */
export function RecordField(props: RecordFieldProps) {
  const { record, view, name, display, readOnly, aside, motif, bare, options } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const { send, dialog } = useAsking(record);
  const field = fieldOf(record, name);
  if (!field) return null;
  const value = view.values[name] ?? null;
  // The page only ever holds the end of a CNIE: what is typed replaces it whole.
  const secret = field.kind === "cin";
  return (
    <>
      <InlineEdit
        label={columnLabel(t, record, name)}
        field={field}
        value={secret ? null : value}
        display={display ?? (secret && value !== null ? <Iso>{String(value)}</Iso> : undefined)}
        readOnly={readOnly ?? false}
        bare={bare ?? false}
        aside={aside}
        options={options}
        note={motif ? t("saisie.motif.garde", { motif }) : undefined}
        onSave={async (next, seen) => {
          await send({ [name]: next }, (patch, answers, expected) =>
            data.records.update({
              record,
              id: view.id,
              patch,
              ...answers,
              ...(secret ? {} : { expected: { [name]: seen, ...expected } }),
            }),
          );
          // The field closes on what the register now holds, not on what it held.
          await client.invalidateQueries({
            predicate: ({ queryKey }) => {
              const [path] = queryKey as [unknown];
              return Array.isArray(path) && !still.has(String(path[0]));
            },
          });
        }}
      />
      {dialog}
    </>
  );
}
