import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Progress as Step } from "../../../src-main/contract/primitives.ts";
import type { SessionView } from "../../../src-main/contract/session.ts";
import { data, errorSentence, shell } from "../../data/index.ts";
import { LANGUES, setLangue, useLangue } from "../../i18n/index.ts";
import { pick } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { Button, Progress, SegmentedControl, Select, TextInput } from "../../ui/index.ts";
import classes from "./Premier.module.css";

type Start = "vide" | "demonstration";
const STARTS: readonly Start[] = ["vide", "demonstration"];

/** First run: language, region, name, and what the register begins with. */
export function Premier({ session }: { session: SessionView }) {
  const { t } = useTranslation("premier");
  const client = useQueryClient();
  const langue = useLangue();
  const only = session.regions.length === 1 ? session.regions[0] : undefined;
  const [region, setRegion] = useState<string | null>(session.region?.code ?? only?.code ?? null);
  const [nom, setNom] = useState("");
  const [start, setStart] = useState<Start>("vide");
  const [asked, setAsked] = useState(false);
  const [progress, setProgress] = useState<Step | "begun" | null>(null);
  const [error, setError] = useState<unknown>(null);
  useReady("premier", progress === null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (!region || nom.trim() === "") return;
    setError(null);
    setProgress("begun");
    try {
      await shell.setLangue({ langue });
      const steps = await data.session.setup({ langue, region, nom: nom.trim(), start });
      for await (const step of steps) if (step.type === "progress") setProgress(step);
      await client.invalidateQueries();
    } catch (problem) {
      setError(problem);
      setProgress(null);
    }
  };

  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <div className={classes.head}>
          <span className={classes.logo} aria-hidden="true">
            د
          </span>
          <div>
            <h1 className={classes.title}>{t("bienvenue")}</h1>
            <p className={classes.hint}>{t("sousTitre")}</p>
          </div>
        </div>
        {progress ? (
          <div className={classes.progress} role="status">
            <h2 className={classes.subtitle}>{t("preparation")}</h2>
            <Progress
              label={t([`etape.${progress === "begun" ? "autre" : progress.step}`, "etape.autre"])}
              done={progress === "begun" ? 0 : progress.done}
              total={progress === "begun" ? null : progress.total}
            />
          </div>
        ) : (
          <>
            <fieldset className={classes.field}>
              <legend>{t("langue")}</legend>
              <SegmentedControl
                label={t("langue")}
                value={langue}
                options={LANGUES.map(({ code, nom }) => ({
                  value: code,
                  label: <span lang={code}>{nom}</span>,
                }))}
                onChange={(next) => {
                  const chosen = LANGUES.find((one) => one.code === next);
                  if (chosen) void setLangue(chosen.code);
                }}
              />
            </fieldset>
            <div className={classes.pair}>
              <Select
                label={t("region")}
                placeholder={t("regionChoisir")}
                value={region}
                onChange={setRegion}
                searchable={session.regions.length > 6}
                options={session.regions.map((one) => ({
                  value: one.code,
                  label: pick(one.label, langue),
                }))}
                error={asked && !region ? t("regionManque") : undefined}
              />
              <TextInput
                label={t("nom")}
                placeholder={t("nomExemple")}
                value={nom}
                onChange={setNom}
                maxLength={80}
                dir="auto"
                autoFocus
                description={t("nomAide")}
                error={asked && nom.trim() === "" ? t("nomManque") : undefined}
              />
            </div>
            <fieldset className={classes.field}>
              <legend>{t("depart")}</legend>
              <div className={classes.starts}>
                {STARTS.map((one) => (
                  <label key={one} className={classes.start} data-on={one === start || undefined}>
                    <input
                      type="radio"
                      name="depart"
                      value={one}
                      checked={one === start}
                      onChange={() => setStart(one)}
                    />
                    <b>{t(one)}</b>
                    <span className={classes.small}>{t(`${one}Aide`)}</span>
                  </label>
                ))}
              </div>
            </fieldset>
            {error !== null && (
              <p role="alert" className={classes.error}>
                {errorSentence(error, t)}
              </p>
            )}
            <div className={classes.foot}>
              <Button type="submit" variant="primary">
                {t("commencer")}
              </Button>
            </div>
          </>
        )}
      </form>
    </main>
  );
}
