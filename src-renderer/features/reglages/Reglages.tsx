import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { confidence } from "../../../src-main/contract/primitives.ts";
import { useRemindersSetting, useSession, useSetLangue } from "../../data/index.ts";
import { LANGUES, setLangue, useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { pick } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Card,
  ConfidenceMark,
  PageHeader,
  Pill,
  SegmentedControl,
  useTheme,
} from "../../ui/index.ts";
import type { Theme } from "../../ui/index.ts";
import { Chefs } from "./Chefs.tsx";
import { Filieres } from "./Filieres.tsx";
import { JoursFeries } from "./JoursFeries.tsx";
import { Personnes } from "./Personnes.tsx";
import classes from "./Reglages.module.css";

const THEMES: readonly Theme[] = ["light", "dark", "auto"];

/** Language, theme, public holidays, and which register this is. */
export function Reglages() {
  const { t } = useTranslation("reglages");
  const session = useSession();
  const langue = useLangue();
  const change = useSetLangue(setLangue);
  const { theme, setTheme } = useTheme();
  const [reminders, setReminders] = useRemindersSetting();
  useReady("reglages", true);

  const facts: readonly [string, ReactNode][] = [
    [t("utilisateur"), <Auto key="u">{session.user?.nom ?? "–"}</Auto>],
    [t("region"), session.region ? pick(session.region.label, langue) : "–"],
    [
      t("contenu"),
      session.demonstration ? (
        <Pill tone="soon">{t("contenuDemo")}</Pill>
      ) : (
        <Pill tone="ok">{t("contenuReel")}</Pill>
      ),
    ],
    [t("base"), <Iso key="b">{session.database}</Iso>],
    [t("version"), <Iso key="v">{session.version}</Iso>],
  ];
  return (
    <div className={classes.screen}>
      <PageHeader title={t("titre")} />
      <div className={classes.scroller}>
        <div className={classes.body}>
          <Card title={t("apparence")}>
            <div className={classes.row}>
              <div>
                <div>{t("langue")}</div>
                <p className={classes.hint}>{t("langueAide")}</p>
              </div>
              <SegmentedControl
                label={t("langue")}
                value={langue}
                options={LANGUES.map(({ code, nom }) => ({
                  value: code,
                  label: <span lang={code}>{nom}</span>,
                }))}
                onChange={(next) => {
                  const chosen = LANGUES.find((one) => one.code === next);
                  if (chosen) change.mutate(chosen.code);
                }}
              />
            </div>
            <div className={classes.row}>
              <div>
                <div>{t("theme")}</div>
                <p className={classes.hint}>{t("themeAide")}</p>
              </div>
              <SegmentedControl
                label={t("theme")}
                value={theme}
                options={THEMES.map((one) => ({ value: one, label: t(`commun:theme.${one}`) }))}
                onChange={(next) => setTheme(next as Theme)}
              />
            </div>
          </Card>
          <JoursFeries />
          <Card title={t("rappels")}>
            <div className={classes.row}>
              <div>
                <div>{t("rappelsNom")}</div>
                <p className={classes.hint}>{t("rappelsAide")}</p>
              </div>
              <SegmentedControl
                label={t("rappelsNom")}
                value={reminders ? "oui" : "non"}
                options={[
                  { value: "oui", label: t("commun:oui") },
                  { value: "non", label: t("commun:non") },
                ]}
                onChange={(next) => setReminders(next === "oui")}
              />
            </div>
          </Card>
          <Card title={t("registre")}>
            <dl className={classes.facts}>
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </Card>
          <Personnes />
          <Chefs />
          <Filieres />
          <Card title={t("sources")}>
            <p className={classes.hint}>{t("sourcesAide")}</p>
            <ul className={classes.marks}>
              {confidence.options.map((mark) => (
                <li key={mark}>
                  <ConfidenceMark confidence={mark} plain />
                  <span>{t(`commun:confiance.${mark}`).replace(/^.\s*:\s*/, "")}</span>
                </li>
              ))}
            </ul>
            <Link href="/references" className={classes.link}>
              {t("voirReferences")}
            </Link>
          </Card>
        </div>
      </div>
    </div>
  );
}
