import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../data/index.ts";
import { Button, useHotkeys } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

interface LineFormProps {
  /** Name of the form. */
  label: string;
  /** What its button says. */
  submitLabel: string;
  error: unknown;
  pending: boolean;
  /** Whether what is typed can be sent. */
  ready?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The small form that stands above the rows of a card: its fields, what is wrong, give up, go on. Escape closes it. */
export function LineForm({
  label,
  submitLabel,
  error,
  pending,
  ready = true,
  onSubmit,
  onClose,
  children,
}: LineFormProps) {
  const { t } = useTranslation("dossiers");
  useHotkeys([["Escape", onClose]], []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <form className={styles.lineForm} onSubmit={submit} noValidate aria-label={label}>
      {children}
      {error !== null && error !== undefined && (
        <p role="alert" className={styles.fault}>
          {errorSentence(error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button size="sm" onClick={onClose}>
          {t("annuler")}
        </Button>
        <Button size="sm" variant="primary" type="submit" loading={pending} disabled={!ready}>
          {submitLabel}
        </Button>
      </div>
    </form>
  );
}
