import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { createContext, useContext, useState } from "react";
import type { ComponentProps, FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ExecutionView } from "../../../src-main/contract/execution.ts";
import type { FieldValue, RecordView } from "../../../src-main/contract/records.ts";
import { errorSentence, orpc } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Button, ErrorState, RecordField, Skeleton, TextInput } from "../../ui/index.ts";
import styles from "./execution.module.css";

/** What each tab of an agreement is given. */
export interface OngletProps {
  conventionId: string;
  /** Day that the states are told as of; today when absent. */
  jour?: string | undefined;
}

/** Reads the execution of an agreement for a tab. */
export function Onglet({
  conventionId,
  jour,
  children,
}: OngletProps & { children: (execution: ExecutionView) => ReactNode }) {
  const query = useQuery({
    ...orpc.execution.get.queryOptions({ input: { id: conventionId, ...(jour ? { jour } : {}) } }),
    placeholderData: keepPreviousData,
  });
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={6} height={18} />;
  return (
    <Past value={jour !== undefined}>
      <div className={styles.tab}>{children(query.data)}</div>
    </Past>
  );
}

/** True while the agreement is read as of another day: nothing is then edited. */
const Past = createContext(false);

/** A command of a tab; gone while another day is read. */
export function Geste(props: ComponentProps<typeof Button>) {
  return useContext(Past) ? null : <Button {...props} />;
}

/** A field edited on its line; only read while another day is shown. */
export function Champ(props: Omit<ComponentProps<typeof RecordField>, "bare" | "readOnly">) {
  return <RecordField {...props} bare readOnly={useContext(Past)} />;
}

/** A text of a record; empty when it has none. */
export const said = (value: FieldValue | undefined): string =>
  typeof value === "string" ? value : "";

/** The name of a row in the language of the interface. */
export function useName(): (fiche: RecordView) => string {
  const { i18n } = useTranslation();
  return ({ values }) =>
    (i18n.language === "ar" && said(values["libelleAr"])) || said(values["libelleFr"]);
}

/** The parties of an agreement: the name of one, and all as choices. */
export function useParties(execution: ExecutionView) {
  const { t, i18n } = useTranslation("execution");
  const nameOf = (id: FieldValue | undefined): string => {
    const partie = execution.parties.find((each) => each.id === id);
    if (!partie) return id ? "–" : t("tous");
    return (i18n.language === "ar" && partie.nomAr) || partie.nomFr;
  };
  const options = execution.parties.map(({ id }) => ({ value: id, label: nameOf(id) }));
  return { nameOf, options };
}

/** A date that reads from left to right; a dash when there is none. */
export function Le({ date }: { date: FieldValue | undefined }) {
  return date ? <Iso>{formatDate(String(date))}</Iso> : <>–</>;
}

/** The name of a row as the button that opens it. */
export function Ouvrir({ children, onClick }: { children: string; onClick: () => void }) {
  if (useContext(Past)) return <Auto>{children}</Auto>;
  return (
    <button type="button" className={styles.open} onClick={onClick}>
      <Auto>{children}</Auto>
    </button>
  );
}

/** One line that adds a row with Enter; what was refused stays written, with why. */
export function Ajout({
  label,
  onAdd,
}: {
  label: string;
  onAdd: (text: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>(null);
  const past = useContext(Past);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === "") return;
    try {
      await onAdd(text.trim());
      setText("");
      setError(null);
    } catch (refused) {
      setError(refused);
    }
  };
  if (past) return null;
  return (
    <form className={styles.quick} onSubmit={(event) => void submit(event)} noValidate>
      <TextInput
        ariaLabel={label}
        placeholder={label}
        value={text}
        onChange={setText}
        error={error === null ? undefined : errorSentence(error, t)}
        dir="auto"
      />
      <Button size="sm" type="submit" disabled={text.trim() === ""}>
        {t("ajouter")}
      </Button>
    </form>
  );
}
