import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { IconArrowBackUp, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { UndoObstacle } from "../../../src-main/contract/errors.ts";
import type { ActionView } from "../../../src-main/contract/journal.ts";
import { errorSentence, hasCode, orpc, useCatalogue, useUndo } from "../../data/index.ts";
import { actionSentence, columnLabel, tableLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { Button, EmptyState, ErrorState, Modal, Pill, Skeleton } from "../../ui/index.ts";
import { Details } from "./Details.tsx";
import classes from "./Journal.module.css";

const PAGE = 100;
const MOST = 500;

/** An undo that was refused, with what stands in the way. */
interface Refusal {
  action: ActionView;
  error: unknown;
}

/** The actions on the register, newest first; each opens on its changes and can be undone. */
export function Actions() {
  const { t } = useTranslation("journal");
  const [limit, setLimit] = useState(PAGE);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { data, error, refetch } = useQuery({
    ...orpc.journal.recent.queryOptions({ input: { limit } }),
    placeholderData: keepPreviousData,
  });
  const { doUndo } = useUndo();
  useReady("journal", Boolean(data));

  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} height={24} />;
  if (data.actions.length === 0) return <EmptyState title={t("vide")} hint={t("videAide")} />;
  return (
    <>
      <ul className={classes.actions}>
        {data.actions.map((action) => (
          <Action
            key={action.id}
            action={action}
            busy={doUndo.isPending}
            onUndo={() =>
              doUndo.mutate(action.id, { onError: (why) => setRefusal({ action, error: why }) })
            }
          />
        ))}
      </ul>
      {data.actions.length === limit && limit < MOST && (
        <div className={classes.more}>
          <Button onClick={() => setLimit(MOST)}>{t("plus")}</Button>
        </div>
      )}
      <RefusalDialog refusal={refusal} onClose={() => setRefusal(null)} />
    </>
  );
}

function Action({
  action,
  busy,
  onUndo,
}: {
  action: ActionView;
  busy: boolean;
  onUndo: () => void;
}) {
  const { t } = useTranslation("journal");
  const catalogue = useCatalogue();
  const [open, setOpen] = useState(false);
  const sentence = actionSentence(t, action.kind, action.params, catalogue);
  // Founding actions are the register itself: there is nothing to go back to.
  const kept = action.kind.startsWith("registre.") || action.kind.startsWith("export.");
  const undoable = action.mode === "do" && action.live && !kept;
  return (
    <li className={classes.action} data-undone={!action.live || undefined}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={15} className={classes.chevron} aria-hidden="true" />
          <Iso className={classes.when}>{formatInstant(action.at)}</Iso>
          <Auto className={classes.who}>{action.user ?? t("anonyme")}</Auto>
          <span className={classes.sentence}>
            {action.mode !== "do" && <Pill tone="info">{t(`mode.${action.mode}`)}</Pill>}{" "}
            <Auto>{sentence}</Auto>
          </span>
          <span className={classes.number}>{t("changements", { count: action.changes })}</span>
        </button>
        <span className={classes.side}>
          {undoable && (
            <Button
              size="sm"
              variant="subtle"
              leftIcon={<IconArrowBackUp size={15} aria-hidden="true" />}
              disabled={busy}
              aria-label={`${t("annulerAction")} : ${sentence}`}
              onClick={onUndo}
            >
              {t("commun:defaireCourt")}
            </Button>
          )}
          {!action.live && action.mode === "do" && <Pill tone="neutral">{t("annulee")}</Pill>}
        </span>
      </div>
      {open && <Details action={action} />}
    </li>
  );
}

function RefusalDialog({ refusal, onClose }: { refusal: Refusal | null; onClose: () => void }) {
  const { t } = useTranslation("journal");
  const catalogue = useCatalogue();
  const refused = refusal && hasCode(refusal.error, "UNDO_REFUSED") ? refusal.error.data : null;
  const obstacles = (refused as { obstacles?: UndoObstacle[] } | null)?.obstacles ?? [];
  return (
    <Modal
      opened={refusal !== null}
      onClose={onClose}
      title={t("refus.titre")}
      footer={<Button onClick={onClose}>{t("commun:fermer")}</Button>}
    >
      {refusal && (
        <>
          <p>
            <b>
              <Auto>
                {actionSentence(t, refusal.action.kind, refusal.action.params, catalogue)}
              </Auto>
            </b>
          </p>
          <p>{errorSentence(refusal.error, t)}</p>
          <ul>
            {obstacles.slice(0, 8).map((one) => (
              <li key={`${one.table}-${one.rowId}-${one.column ?? ""}`}>
                {t(one.laterKind ? "refus.obstacle" : "refus.obstacleSansAction", {
                  champ: one.column
                    ? columnLabel(t, one.table, one.column)
                    : t("refus.toutLeDossier"),
                  table: tableLabel(t, one.table),
                  action: one.laterKind
                    ? t([`famille.${one.laterKind.split(".")[1] ?? ""}`, "famille.autre"])
                    : "",
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  );
}
