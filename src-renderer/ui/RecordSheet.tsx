import { IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { RecordView } from "../../src-main/contract/records.ts";
import type { Option } from "../data/catalogue.ts";
import { data } from "../data/client.ts";
import { errorSentence } from "../lib/errors.ts";
import { Button } from "./Button.tsx";
import { notify } from "./notify.tsx";
import { Modal } from "./overlay.tsx";
import { RecordField } from "./RecordField.tsx";
import classes from "./RecordForm.module.css";

export interface RecordSheetProps {
  record: RecordKey;
  view: RecordView;
  /** Keys of the fields shown, in their order. */
  names: readonly string[];
  title: ReactNode;
  /** Shown under the fields: files, what hangs on the record. */
  children?: ReactNode;
  /** What a field shows while it is not edited, by key. */
  displays?: Record<string, ReactNode>;
  /** Choices of a field that names a row of the same page, by key. */
  options?: Record<string, readonly Option[]>;
  onClose: () => void;
}

/** One record of a list in a dialog: its fields, edited where they stand, and the way to the trash. */
export function RecordSheet(props: RecordSheetProps) {
  const { record, view, names, title, children, displays, options, onClose } = props;
  const { t } = useTranslation();
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record, id: view.id }),
    onSuccess: onClose,
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={title}>
      <div className={classes.sheet}>
        {names.map((name) => (
          <RecordField
            key={name}
            record={record}
            view={view}
            name={name}
            display={displays?.[name]}
            options={options?.[name]}
          />
        ))}
        {children}
        <div className={classes.foot}>
          <Button
            variant="subtle"
            leftIcon={<IconTrash size={15} />}
            onClick={() => remove.mutate()}
            disabled={remove.isPending}
          >
            {t("supprimer")}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t("fermer")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
