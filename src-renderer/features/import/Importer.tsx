import { useQuery } from "@tanstack/react-query";
import { IconFileSpreadsheet, IconUpload } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { ImportKind } from "../../../src-main/contract/imports.ts";
import { errorSentence, orpc, shell, useUndo } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatBytes } from "../../lib/format.ts";
import { useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  announce,
  Button,
  Card,
  ErrorState,
  notify,
  PageHeader,
  Progress,
} from "../../ui/index.ts";
import classes from "./Importer.module.css";
import { Counts } from "./Counts.tsx";
import { Differences } from "./Differences.tsx";
import { Reading } from "./Reading.tsx";
import { Refused } from "./Refused.tsx";
import { useImport } from "./useImport.ts";
import type { ChosenFile } from "./useImport.ts";

const KINDS: readonly ImportKind[] = ["dossiers", "indicateurs"];

/** Brings a file in: a trial first, then the import, its result and its undo. */
export function Importer() {
  const { t } = useTranslation("import");
  const langue = useLangue();
  // The list of series leads here for its own kind of file.
  const asked = new URLSearchParams(useHashSearch()).get("nature");
  const [kind, setKind] = useState<ImportKind>(asked === "indicateurs" ? asked : "dossiers");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const { state, run, stop, reset } = useImport();
  const { doUndo } = useUndo();
  const undone = useUndone(state.step === "written" ? state.outcome.actionId : null);
  useReady("import", state.step !== "reading" && state.step !== "writing");

  const busy = state.step === "reading" || state.step === "writing";
  const finished = state.step === "written" || state.step === "cancelled";
  useEffect(() => {
    if (state.step === "written") announce(t("termine"));
    if (state.step === "cancelled") announce(t("annule"));
  }, [state.step, t]);

  const choose = async (): Promise<void> => {
    try {
      const chosen = await shell.chooseImportFile({ kind, langue });
      if (!chosen) return;
      setFile(chosen);
      await run(chosen, kind, true);
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, t) });
    }
  };
  const again = (): void => {
    reset();
    setFile(null);
  };
  const revert = (actionId: string): void =>
    doUndo.mutate(actionId, {
      onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
    });
  const size = file ? formatBytes(file.bytes) : null;

  return (
    <div className={classes.screen}>
      <PageHeader title={t("titre")}>
        <p className={classes.hint}>{t("aide")}</p>
      </PageHeader>
      <div className={classes.scroller}>
        <div className={classes.body}>
          <Card title={t("nature")}>
            <div className={classes.kinds} role="radiogroup" aria-label={t("nature")}>
              {KINDS.map((one) => (
                <label key={one} className={classes.kind} data-on={one === kind || undefined}>
                  <input
                    type="radio"
                    name="nature"
                    checked={one === kind}
                    disabled={busy}
                    onChange={() => {
                      setKind(one);
                      again();
                    }}
                  />
                  <b>{t(one)}</b>
                  <span className={classes.hint}>{t(`${one}Aide`)}</span>
                </label>
              ))}
            </div>
            <div className={classes.file}>
              {file && size ? (
                <span className={classes.name}>
                  <IconFileSpreadsheet size={18} aria-hidden="true" />
                  <Auto>{file.name}</Auto>
                  <span className={classes.hint}>
                    <Iso>{size.value}</Iso> {t(`commun:unite.${size.unit}`)}
                  </span>
                </span>
              ) : (
                <span className={classes.hint}>{t("formats")}</span>
              )}
              <Button
                variant={file ? "default" : "primary"}
                leftIcon={<IconUpload size={16} aria-hidden="true" />}
                disabled={busy}
                onClick={() => void choose()}
              >
                {t(file ? "autreFichier" : "choisir")}
              </Button>
            </div>
          </Card>

          {busy && (
            <Card title={t(state.step === "reading" ? "lecture" : "enCours")}>
              <Progress
                label={t(state.step === "reading" ? "etape.essai" : "etape.import")}
                done={state.progress?.done ?? 0}
                total={state.progress?.total ?? null}
              />
              <div className={classes.actions}>
                <Button onClick={stop}>{t("interrompre")}</Button>
              </div>
            </Card>
          )}

          {state.step === "failed" && (
            <Card>
              <ErrorState
                error={state.error}
                {...(file ? { onRetry: () => void run(file, kind, true) } : {})}
              />
            </Card>
          )}
          {state.step === "cancelled" && (
            <Card>
              <p>{t("annule")}</p>
            </Card>
          )}

          {(state.step === "read" || state.step === "written") && (
            <>
              <Card title={t(state.step === "read" ? "essai" : "resultat")}>
                <Counts report={state.outcome.report} written={state.step === "written"} />
                <div className={classes.actions}>
                  {state.step === "read" && file && (
                    <ImportButton
                      lines={state.outcome.report.created + state.outcome.report.updated}
                      onImport={() => void run(file, kind, false)}
                    />
                  )}
                  {state.step === "written" && undone && <span role="status">{t("defaite")}</span>}
                  {state.step === "written" && !undone && state.outcome.actionId && (
                    <Undo id={state.outcome.actionId} busy={doUndo.isPending} onUndo={revert} />
                  )}
                  {finished && (
                    <>
                      <Link
                        className={classes.link}
                        href={kind === "dossiers" ? "/dossiers" : "/indicateurs"}
                      >
                        {t(kind === "dossiers" ? "voirDossiers" : "voirIndicateurs")}
                      </Link>
                      <Button onClick={again}>{t("nouveau")}</Button>
                    </>
                  )}
                </div>
              </Card>
              {state.outcome.report.refused.length > 0 && (
                <Refused rows={state.outcome.report.refused} file={file?.name ?? ""} />
              )}
              {state.step === "read" && <Differences rows={state.outcome.differences} />}
              <Reading reading={state.outcome.reading} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

/** Whether an import was undone since, here or with Ctrl+Z. */
function useUndone(actionId: string | null): boolean {
  const { data } = useQuery({
    ...orpc.journal.recent.queryOptions({ input: { limit: 100 } }),
    enabled: actionId !== null,
  });
  return data?.actions.find((action) => action.id === actionId)?.live === false;
}

function ImportButton({ lines, onImport }: { lines: number; onImport: () => void }) {
  const { t } = useTranslation("import");
  if (lines === 0) return <span className={classes.hint}>{t("rienAImporter")}</span>;
  return (
    <Button variant="primary" onClick={onImport}>
      {t("importer", { count: lines })}
    </Button>
  );
}

function Undo({
  id,
  busy,
  onUndo,
}: {
  id: string;
  busy: boolean;
  onUndo: (actionId: string) => void;
}) {
  const { t } = useTranslation("import");
  return (
    <Button loading={busy} onClick={() => onUndo(id)}>
      {t("defaire")}
    </Button>
  );
}
