import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ComponentType } from "react";
import { useQuery } from "@tanstack/react-query";
import { data, hasCode, orpc, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { navigate } from "../../lib/location.ts";
import { DateInput, EmptyState, PageHeader, TabsBar } from "../../ui/index.ts";
import { Comites } from "./Comites.tsx";
import { Engagements } from "./Engagements.tsx";
import styles from "./execution.module.css";
import { Livrables } from "./Livrables.tsx";
import { said } from "./parts.tsx";
import type { OngletProps } from "./parts.tsx";
import { Versements } from "./Versements.tsx";

/** The tabs of the execution, in their order. */
const ONGLETS = {
  engagements: Engagements,
  versements: Versements,
  livrables: Livrables,
  comites: Comites,
} as const satisfies Record<string, ComponentType<OngletProps>>;
type Cle = keyof typeof ONGLETS;
const CLES = Object.keys(ONGLETS) as Cle[];

const isCle = (text: string | undefined): text is Cle => text !== undefined && text in ONGLETS;

/** Execution of an agreement, tab by tab, as of any day. */
export function Execution({ id, onglet }: { id: string; onglet: string | undefined }) {
  const { t, i18n } = useTranslation("execution");
  const { today } = useSession();
  const [jour, setJour] = useState<string | null>(null);
  const convention = useQuery({
    queryKey: [...orpc.execution.key(), "titre", id],
    queryFn: () => data.records.get({ record: "convention", id }),
  });
  const cle = isCle(onglet) ? onglet : "engagements";
  const Shown = ONGLETS[cle];
  if (hasCode(convention.error, "NOT_FOUND")) return <EmptyState title={t("introuvable")} />;
  const values = convention.data?.values ?? {};
  const title =
    (i18n.language === "ar" && said(values["intituleAr"])) || said(values["intituleFr"]);
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={<Iso>{said(values["numero"])}</Iso>}
        title={<Auto>{title}</Auto>}
        actions={
          <span className={styles.day}>
            <DateInput label={t("au")} value={jour ?? today} onChange={setJour} />
          </span>
        }
      >
        <TabsBar
          label={t("onglets")}
          value={cle}
          tabs={CLES.map((key) => ({ key, label: t(`onglet.${key}`) }))}
          onChange={(key) => navigate(`/conventions/${id}/execution/${key}`)}
        />
      </PageHeader>
      <div className={styles.body}>
        <Shown conventionId={id} jour={jour ?? undefined} />
      </div>
    </div>
  );
}
