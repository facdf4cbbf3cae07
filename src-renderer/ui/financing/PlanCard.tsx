import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PlanFinancement } from "../../../src-main/contract/financements.ts";
import { useCatalogue } from "../../data/catalogue.ts";
import { orpc } from "../../data/client.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDh, formatPercent } from "../../lib/format.ts";
import { Button } from "../Button.tsx";
import { Card, ErrorState, Pill, Skeleton, Table } from "../surfaces.tsx";
import type { Tone } from "../surfaces.tsx";
import classes from "./financing.module.css";
import { NewFinancing } from "./NewFinancing.tsx";
import { financingTone } from "./tone.ts";

export interface PlanCardProps {
  of: { projetId: string } | { accompagnementId: string };
  /** The financing whose page this is: its line bears no link. */
  here?: string;
}

/** The financing plan of a project, or of an accompaniment without one, against its cost. */
export function PlanCard({ of, here }: PlanCardProps) {
  const { t } = useTranslation("financements");
  const [adding, setAdding] = useState(false);
  const plan = useQuery(orpc.financements.plan.queryOptions({ input: of }));
  return (
    <Card
      title={
        <>
          {t("plan.titre")} {plan.data && <Verdict plan={plan.data} />}
        </>
      }
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("plan.ajouter")}
        </Button>
      }
    >
      {plan.data ? (
        <Plan plan={plan.data} here={here} />
      ) : plan.error ? (
        <ErrorState error={plan.error} onRetry={() => void plan.refetch()} />
      ) : (
        <Skeleton lines={3} />
      )}
      {adding && (
        <NewFinancing of={of} onDone={() => setAdding(false)} onClose={() => setAdding(false)} />
      )}
    </Card>
  );
}

const TONES = {
  sans_cout: "neutral",
  equilibre: "ok",
  manque: "late",
  excedent: "soon",
} as const satisfies Record<PlanFinancement["etat"], Tone>;

function Verdict({ plan }: { plan: PlanFinancement }) {
  const { t } = useTranslation("financements");
  const { etat, ecart, ecartBp } = plan;
  if (plan.lignes.length === 0) return null;
  return (
    <Pill tone={TONES[etat]}>
      {t(`plan.etat.${etat}`)}
      {ecart !== null && ecart !== 0 && (
        <>
          {" "}
          <Iso>{formatDh(Math.abs(ecart))}</Iso>{" "}
          <Iso>({formatPercent(Math.abs(ecartBp ?? 0) / 100, 2)})</Iso>
        </>
      )}
    </Pill>
  );
}

function Plan({ plan, here }: { plan: PlanFinancement; here: string | undefined }) {
  const { t } = useTranslation(["financements", "champs"]);
  const figures: [key: string, value: ReactNode][] = [
    [
      plan.projetId === null || plan.coutDe === "accompagnement" ? "coutAccompagnement" : "cout",
      plan.cout === null ? t("plan.inconnu") : <Iso>{formatDh(plan.cout)}</Iso>,
    ],
    ["sur", <Iso key="sur">{formatDh(plan.sur)}</Iso>],
    ["espere", <Iso key="espere">{formatDh(plan.espere)}</Iso>],
    ...(plan.resteASecuriser === null
      ? []
      : ([
          ["reste", <Iso key="reste">{formatDh(plan.resteASecuriser)}</Iso>],
        ] satisfies typeof figures)),
  ];
  return (
    <>
      <dl className={classes.figures}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`plan.${key}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {plan.lignes.length === 0 ? (
        <p className={classes.mut}>{t("plan.vide")}</p>
      ) : (
        <Lines plan={plan} here={here} />
      )}
    </>
  );
}

type Line = PlanFinancement["lignes"][number] | null;

function Lines({ plan, here }: { plan: PlanFinancement; here: string | undefined }) {
  const { t, i18n } = useTranslation(["financements", "champs"]);
  const catalogue = useCatalogue();
  const money = (key: "demande" | "accorde" | "verse", field: string) => ({
    key,
    header: t(`plan.${key}`),
    numeric: true,
    cell: (line: Line) => {
      const value = line === null ? plan[key] : line[field as "montantDemande"];
      return value === null ? "–" : <Iso>{formatDh(value)}</Iso>;
    },
  });
  const organisme = (line: NonNullable<Line>): string | null =>
    (i18n.language === "ar" && line.organismeAr) || line.organismeFr;
  return (
    <div className={classes.scroll}>
      <Table
        label={t("plan.titre")}
        // The last row is the sums.
        rows={[...plan.lignes, null]}
        rowKey={(line) => line?.id ?? "total"}
        dense
        columns={[
          {
            key: "type",
            header: t("champs:financement.type"),
            cell: (line: Line) =>
              line === null ? (
                <b>{t("plan.total")}</b>
              ) : (
                <span className={classes.name} data-out={line.part === "ecarte" || undefined}>
                  {line.id === here ? (
                    <b aria-current="page">{catalogue.label("type_financement", line.type)}</b>
                  ) : (
                    <a href={`#/financements/${line.id}`} className={classes.link}>
                      {catalogue.label("type_financement", line.type)}
                    </a>
                  )}
                  {organisme(line) && (
                    <span className={classes.mut}>
                      <Auto>{organisme(line)}</Auto>
                    </span>
                  )}
                </span>
              ),
          },
          {
            key: "statut",
            header: t("champs:financement.statut"),
            cell: (line: Line) =>
              line && (
                <Pill tone={financingTone(catalogue.rows("statut_financement"), line.statut)}>
                  {catalogue.label("statut_financement", line.statut)}
                </Pill>
              ),
          },
          money("demande", "montantDemande"),
          money("accorde", "montantAccorde"),
          money("verse", "montantVerse"),
          {
            key: "retenu",
            header: t("plan.retenu"),
            numeric: true,
            cell: (line: Line) =>
              line === null ? (
                <b>
                  <Iso>{formatDh(plan.retenu)}</Iso>
                </b>
              ) : line.part === "couvre" || line.part === "ecarte" ? (
                <span className={classes.mut}>{t(`plan.part.${line.part}`)}</span>
              ) : (
                <span title={line.accordeManque ? t("plan.accordeManque") : undefined}>
                  <Iso>{formatDh(line.retenu)}</Iso>
                  {line.accordeManque ? "*" : ""}
                </span>
              ),
          },
        ]}
      />
      {plan.lignes.some((line) => line.accordeManque) && (
        <p className={classes.mut}>* {t("plan.accordeManque")}</p>
      )}
    </div>
  );
}
