import { useTranslation } from "react-i18next";
import { navigate } from "../../lib/location.ts";
import { PageHeader, TabsBar } from "../../ui/index.ts";
import { Actions } from "./Actions.tsx";
import { Corbeille } from "./Corbeille.tsx";
import classes from "./Journal.module.css";

export type JournalTab = "actions" | "corbeille";

/** What was done to the register, what can be undone, what can be restored. */
export function Journal({ tab }: { tab: JournalTab }) {
  const { t } = useTranslation("journal");
  return (
    <div className={classes.screen}>
      <PageHeader title={t("titre")}>
        <TabsBar
          label={t("titre")}
          value={tab}
          onChange={(key) => navigate(key === "corbeille" ? "/journal/corbeille" : "/journal")}
          tabs={[
            { key: "actions", label: t("actions") },
            { key: "corbeille", label: t("corbeille") },
          ]}
        />
        <p className={classes.hint}>{t(tab === "actions" ? "aide" : "corbeilleAide")}</p>
      </PageHeader>
      <div className={classes.body} role="tabpanel" aria-label={t(tab)}>
        {tab === "actions" ? <Actions /> : <Corbeille />}
      </div>
    </div>
  );
}
