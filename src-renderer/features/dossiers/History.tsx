import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DossierDetail, FieldValue } from "../../../src-main/contract/dossiers.ts";
import { fieldOf, fields } from "../../../src-main/contract/fields.ts";
import type { RecordKey } from "../../../src-main/contract/fields.ts";
import type { ActionView, ChangeView } from "../../../src-main/contract/journal.ts";
import { orpc } from "../../data/index.ts";
import { actionSentence, columnLabel, tableLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant } from "../../lib/format.ts";
import { Button, Card, ErrorState, FieldText, Pill, Skeleton } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

/** Actions read at once, and changes of one action shown before « afficher tout ». */
const ACTIONS = 100;
const FIRST = 8;

// What the machine keeps for itself (folded names, order keys, who and when) is no news to a reader.
const declared = (change: ChangeView): boolean =>
  change.column === null || fieldFor(change) !== undefined;

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const fieldFor = ({ table, column }: ChangeView) =>
  column !== null && table in fields ? fieldOf(table as RecordKey, camel(column)) : undefined;

/** Who changed what and when, on the dossier and on all that the page shows with it. */
export function History({ detail }: { detail: DossierDetail }) {
  const { t } = useTranslation("dossiers");
  const [whole, setWhole] = useState(false);
  const rows = [
    { table: "dossier", id: detail.dossier.id },
    { table: "projet", id: detail.projet.id },
    ...(detail.porteur ? [{ table: "organisation", id: detail.porteur.id }] : []),
    ...(detail.contact ? [{ table: "personne", id: detail.contact.id }] : []),
    ...detail.passages.map(({ id }) => ({ table: "passage", id })),
  ].slice(0, 100);
  const { data, error, refetch } = useQuery({
    ...orpc.journal.history.queryOptions({ input: { rows, limit: ACTIONS } }),
    placeholderData: (old) => old,
  });
  const actions = data?.actions ?? [];
  return (
    <Card title={t("historique.titre")}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && actions.length === 0 && <p className={styles.mut}>{t("historique.aucun")}</p>}
      <ol className={styles.history}>
        {(whole ? actions : actions.slice(0, FIRST)).map((action) => (
          <Entry key={action.id} action={action} />
        ))}
      </ol>
      {!whole && actions.length > FIRST && (
        <Button size="sm" variant="subtle" onClick={() => setWhole(true)}>
          {t("historique.tout", { count: actions.length })}
        </Button>
      )}
    </Card>
  );
}

function Entry({ action }: { action: ActionView & { details: ChangeView[] } }) {
  const { t } = useTranslation(["dossiers", "journal"]);
  const changes = action.details.filter(
    (change) => change.op === "update" && declared(change) && change.before !== change.after,
  );
  const tables = new Set(changes.map(({ table }) => table));
  return (
    <li data-undone={!action.live || undefined}>
      <p className={styles.historyHead}>
        <span className={styles.historyWhat}>
          <Auto>{actionSentence(t, action.kind, action.params)}</Auto>
        </span>
        {action.mode !== "do" && <Pill tone="neutral">{t(`journal:mode.${action.mode}`)}</Pill>}
        {!action.live && <Pill tone="neutral">{t("journal:annulee")}</Pill>}
      </p>
      <p className={styles.mut}>
        <Auto>{action.user ?? t("journal:anonyme")}</Auto>
        <span aria-hidden="true"> · </span>
        <Iso>{formatInstant(action.at)}</Iso>
      </p>
      {changes.length > 0 && (
        <ul className={styles.changes}>
          {changes.map((change) => (
            <li key={`${change.rowId}${change.column}`}>
              <span className={styles.mut}>
                {tables.size > 1 && `${tableLabel(t, change.table)}, `}
                {columnLabel(t, change.table, change.column ?? "")}
              </span>
              <span className={styles.change}>
                <s>
                  <Value change={change} value={change.before} />
                </s>
                <span aria-hidden="true" className={styles.arrow}>
                  →
                </span>
                <span className={styles.hidden}>{t("historique.devient")}</span>
                <Value change={change} value={change.after} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Value({ change, value }: { change: ChangeView; value: FieldValue }) {
  const field = fieldFor(change);
  return field ? <FieldText field={field} value={value} /> : null;
}
