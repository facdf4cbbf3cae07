import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { csvChoice, exportFormat, printedRows } from "../../../src-main/contract/exports.ts";
import type { CsvChoice, ExportFormat, ExportView } from "../../../src-main/contract/exports.ts";
import { data, orpc, shell } from "../../data/client.ts";
import { useLangue } from "../../i18n/index.ts";
import { useAsked } from "../../lib/asked.ts";
import { errorSentence } from "../../lib/errors.ts";
import { announce } from "../announce.tsx";
import { Button } from "../Button.tsx";
import { Checkbox, SegmentedControl, Select } from "../inputs.tsx";
import { notify } from "../notify.tsx";
import { Modal } from "../overlay.tsx";
import { Progress } from "../Progress.tsx";
import { ErrorState } from "../surfaces.tsx";
import classes from "./exports.module.css";
import { useExport } from "./useExport.ts";

const KEY = "daftar.exporter";
const SEPARATORS = [";", ",", "tab"] as const;

type Format = ExportFormat | "pdf";
const formats = z.enum([...exportFormat.options, "pdf"]);

interface Choice {
  format: Format;
  csv: CsvChoice;
}

/** The choice made last on this machine; the habits of the language the first time. */
function lastChoice(langue: string): Choice {
  const local = langue !== "en";
  let kept: Partial<Record<keyof Choice, unknown>> = {};
  try {
    kept = (JSON.parse(localStorage.getItem(KEY) ?? "{}") as typeof kept | null) ?? {};
  } catch {
    // Written by nobody we know: the habits hold.
  }
  return {
    format: formats.catch("xlsx").parse(kept.format),
    csv: csvChoice.catch({ separator: local ? ";" : ",", bom: local }).parse(kept.csv),
  };
}

export interface ExportButtonProps {
  /** Rows and order of the screen. */
  view: ExportView;
  /** Columns shown, in their order. */
  columns: readonly string[];
}

/** « Exporter… »: writes the list as it is shown to a file that the user names. */
export function ExportButton({ view, columns }: ExportButtonProps) {
  const { t } = useTranslation("exports");
  const [opened, setOpened] = useState(false);
  useAsked("exporter", () => setOpened(true));
  return (
    <>
      <Button
        leftIcon={<IconDownload size={15} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        {t("bouton")}
      </Button>
      {opened && <Dialog view={view} columns={columns} onClose={() => setOpened(false)} />}
    </>
  );
}

function Dialog({ view, columns, onClose }: ExportButtonProps & { onClose: () => void }) {
  const { t } = useTranslation("exports");
  const langue = useLangue();
  const [choice, setChoice] = useState(() => lastChoice(langue));
  const [personal, setPersonal] = useState({ asked: false, sure: false });
  const [printing, setPrinting] = useState(false);
  const { progress, busy, run, stop } = useExport();
  const list = useQuery(orpc.exports.describe.queryOptions({ input: { view, langue } }));
  const shown = columns.flatMap((key) => list.data?.columns.find((each) => each.key === key) ?? []);
  const mine = shown.filter((column) => column.personal);
  const { format, csv } = choice;
  const choose = (change: Partial<Choice>): void => {
    const next = { ...choice, ...change };
    localStorage.setItem(KEY, JSON.stringify(next));
    setChoice(next);
  };
  const asked = {
    view,
    columns: [...columns],
    langue,
    personal: personal.asked && personal.sure,
  };
  const finish = (token: string, rows: number, name: string): void => {
    onClose();
    notify({
      tone: "ok",
      message: t("faite", { count: rows, nom: name }),
      action: { label: t("dossier"), onClick: () => void shell.showExported({ token }) },
    });
  };
  const print = async (): Promise<void> => {
    const made = await shell.printList(asked);
    if (!made) return;
    const rows = list.data?.count ?? 0;
    await data.exports.printed({ ...asked, rows, name: made.name });
    finish(made.token, rows, made.name);
  };
  const write = async (): Promise<void> => {
    try {
      if (format === "pdf") {
        setPrinting(true);
        await print();
        return;
      }
      const file = await shell.chooseExportFile({ list: view.list, format, langue });
      if (!file) return;
      const done = await run({ ...asked, format, csv, token: file.token });
      if (done) finish(file.token, done.rows, done.name);
      else announce(t("interrompue"));
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, t) });
    } finally {
      setPrinting(false);
    }
  };
  const tooLong = format === "pdf" && (list.data?.count ?? 0) > printedRows;
  const close = (): void => {
    stop();
    onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("titre")}
      footer={
        busy ? (
          <Button onClick={stop}>{t("interrompre")}</Button>
        ) : (
          <>
            <Button onClick={close}>{t("annuler")}</Button>
            <Button
              variant="primary"
              loading={printing}
              disabled={!list.data || tooLong || (personal.asked && !personal.sure)}
              onClick={() => void write()}
            >
              {t("exporter")}
            </Button>
          </>
        )
      }
    >
      <div className={classes.body}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        <p>
          {t("portee")}{" "}
          {list.data && (
            <b className={classes.count}>
              {t("lignes", { count: list.data.count })}
              {" · "}
              {t("colonnes", { count: shown.length })}
            </b>
          )}
        </p>
        <SegmentedControl
          label={t("format")}
          value={format}
          onChange={(next) => choose({ format: formats.parse(next) })}
          options={formats.options.map((value) => ({ value, label: t(`formats.${value}`) }))}
        />
        {format === "csv" && (
          <div className={classes.csv}>
            <Select
              label={t("separateur")}
              value={csv.separator}
              onChange={(next) => {
                const separator = SEPARATORS.find((each) => each === next);
                if (separator) choose({ csv: { ...csv, separator } });
              }}
              options={SEPARATORS.map((value) => ({
                value,
                label: t(
                  `separateurs.${value === ";" ? "pointVirgule" : value === "," ? "virgule" : "tab"}`,
                ),
              }))}
            />
            <Checkbox
              label={t("bom")}
              checked={csv.bom}
              onChange={(bom) => choose({ csv: { ...csv, bom } })}
            />
          </div>
        )}
        {format === "pdf" && (
          <p className={tooLong ? classes.limit : classes.hint}>
            {t("limite", { count: printedRows })}
          </p>
        )}
        {mine.length > 0 && (
          <fieldset className={classes.personal}>
            <legend>{t("personnelles.titre")}</legend>
            <p>
              {t("personnelles.aide", {
                colonnes: mine.map(({ label }) => label).join(t("virgule")),
              })}
            </p>
            <Checkbox
              label={t("personnelles.demander")}
              checked={personal.asked}
              onChange={(asked) => setPersonal({ asked, sure: false })}
            />
            {personal.asked && (
              <Checkbox
                label={t("personnelles.confirmer")}
                checked={personal.sure}
                onChange={(sure) => setPersonal({ asked: true, sure })}
              />
            )}
          </fieldset>
        )}
        <p className={classes.hint}>{t("journal")}</p>
        {busy && (
          <Progress
            label={t("enCours")}
            done={progress?.done ?? 0}
            total={progress?.total ?? list.data?.count ?? null}
          />
        )}
      </div>
    </Modal>
  );
}
