import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DossierDetail } from "../../../src-main/contract/dossiers.ts";
import type { ActionView, ChangeView } from "../../../src-main/contract/journal.ts";
import { orpc } from "../../data/index.ts";
import { actionSentence } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant } from "../../lib/format.ts";
import { Button, Card, ChangeList, ErrorState, Pill, Skeleton } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

/** Actions read at once, and changes of one action shown before « afficher tout ». */
const ACTIONS = 100;
const FIRST = 8;

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
      <ChangeList changes={action.details} />
    </li>
  );
}
