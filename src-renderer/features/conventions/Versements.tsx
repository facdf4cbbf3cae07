import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ExecutionView, VersementView } from "../../../src-main/contract/execution.ts";
import { data, useSession } from "../../data/index.ts";
import { apart, Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber } from "../../lib/format.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { Card, EmptyState, Pill, RecordForm, RecordSheet, Table } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./execution.module.css";
import { Geste, Le, Onglet, Ouvrir, said, useName, useParties } from "./parts.tsx";
import type { OngletProps } from "./parts.tsx";

const TONES: Record<VersementView["etat"], Tone> = {
  prevu: "neutral",
  en_retard: "late",
  verse: "ok",
  verse_en_partie: "soon",
};

const ASKED = [
  "tranche",
  "libelle",
  "payeurId",
  "beneficiaireId",
  "prevuLe",
  "montantPrevu",
  "annee",
  "engagementId",
  "livrableId",
  "reunionId",
  "indicateurId",
] as const;
const SHOWN = [...ASKED, "verseLe", "montantVerse", "justificatif", "observation"] as const;
const PAID = ["verseLe", "montantVerse", "justificatif"] as const;

const sum = (amounts: readonly number[]): number => amounts.reduce((all, each) => all + each, 0);
/** Dirhams without their unit, which stands in the header. */
const dh = (centimes: number) => <Iso>{formatNumber(centimes / 100, 2)}</Iso>;

/** What is planned and paid, on which condition, and what each party still owes. */
export function Versements(props: OngletProps) {
  return (
    <Onglet {...props}>
      {(execution) => (
        <>
          <Tranches execution={execution} />
          <Contributions execution={execution} />
        </>
      )}
    </Onglet>
  );
}

/** Rows of the agreement that a payment may wait for. */
function useConditions(execution: ExecutionView) {
  const { t } = useTranslation("execution");
  const nameOf = useName();
  const named = (rows: readonly { fiche: ExecutionView["livrables"][number]["fiche"] }[]) =>
    rows.map(({ fiche }) => ({ value: fiche.id, label: nameOf(fiche) }));
  return {
    engagementId: named(execution.engagements),
    livrableId: named(execution.livrables),
    indicateurId: named(execution.indicateurs),
    reunionId: execution.comites.flatMap(({ reunions }) =>
      reunions.map(({ fiche: { id, values } }) => ({
        value: id,
        label: `${t("reunion", { numero: said(values["numero"]) })} · ${formatDate(said(values["tenueLe"]))}`,
      })),
    ),
  };
}

function Tranches({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const { today } = useSession();
  const parties = useParties(execution);
  const conditions = useConditions(execution);
  const [adding, setAdding] = useState(false);
  const [paying, setPaying] = useState<VersementView | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const { conventionId, versements } = execution;
  const options = {
    payeurId: parties.options,
    beneficiaireId: parties.options,
    ...conditions,
  };
  const open = versements.find(({ fiche }) => fiche.id === shown);
  const nameOf = ({ values }: VersementView["fiche"]): string =>
    [String(values["tranche"]), said(values["libelle"])].filter(Boolean).join(" · ");
  return (
    <Card
      title={t("tranches")}
      actions={
        <Geste size="sm" onClick={() => setAdding(true)}>
          {t("nouvelleTranche")}
        </Geste>
      }
    >
      <Resume versements={versements} />
      {versements.length === 0 ? (
        <EmptyState title={t("aucuneTranche")} />
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t("tranches")}
            rows={versements}
            rowKey={({ fiche }) => fiche.id}
            columns={[
              {
                key: "tranche",
                header: t("colonne.tranche"),
                cell: ({ fiche }) => (
                  <Ouvrir onClick={() => setShown(fiche.id)}>{nameOf(fiche)}</Ouvrir>
                ),
              },
              {
                key: "payeur",
                header: t("colonne.payeur"),
                cell: ({ fiche }) => <Auto>{parties.nameOf(fiche.values["payeurId"])}</Auto>,
              },
              {
                key: "beneficiaire",
                header: t("colonne.beneficiaire"),
                cell: ({ fiche: { values } }) =>
                  values["beneficiaireId"] ? (
                    <Auto>{parties.nameOf(values["beneficiaireId"])}</Auto>
                  ) : (
                    "–"
                  ),
              },
              {
                key: "condition",
                header: t("colonne.condition"),
                cell: (row) => <Condition row={row} options={conditions} />,
              },
              {
                key: "echeance",
                header: t("colonne.echeance"),
                cell: ({ fiche }) => <Le date={fiche.values["prevuLe"]} />,
              },
              {
                key: "prevu",
                header: t("colonne.prevu"),
                numeric: true,
                cell: ({ fiche }) => dh(Number(fiche.values["montantPrevu"])),
              },
              {
                key: "verse",
                header: t("colonne.verse"),
                numeric: true,
                cell: (row) => {
                  const paid = paidOf(row);
                  return paid === null ? "–" : dh(paid);
                },
              },
              {
                key: "etat",
                header: t("colonne.etat"),
                cell: (row) => <Etat row={row} />,
              },
              {
                key: "acte",
                header: "",
                cell: (row) =>
                  row.fiche.values["verseLe"] === null && (
                    <Geste size="sm" onClick={() => setPaying(row)}>
                      {t("verser")}
                    </Geste>
                  ),
              },
            ]}
          />
        </div>
      )}
      {adding && (
        <RecordForm
          record="versement"
          title={t("nouvelleTranche")}
          names={ASKED}
          initial={{ tranche: Math.max(0, ...versements.map(trancheOf)) + 1 }}
          fixed={{ conventionId }}
          options={options}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {paying && (
        <RecordForm
          record="versement"
          title={t("versement", { tranche: apart(nameOf(paying.fiche)) })}
          names={PAID}
          initial={{ verseLe: today, montantVerse: paying.fiche.values["montantPrevu"] ?? null }}
          submitLabel={t("verser")}
          write={(patch, answers) =>
            data.records.update({ record: "versement", id: paying.fiche.id, patch, ...answers })
          }
          onDone={() => setPaying(null)}
          onClose={() => setPaying(null)}
        />
      )}
      {open && (
        <RecordSheet
          record="versement"
          view={open.fiche}
          names={SHOWN}
          options={options}
          title={<Auto>{nameOf(open.fiche)}</Auto>}
          onClose={() => setShown(null)}
        >
          <Attachments recordTable="versement" recordId={open.fiche.id} />
        </RecordSheet>
      )}
    </Card>
  );
}

/** Centimes paid by the day read; null when nothing was. */
const paidOf = ({ etat, fiche }: VersementView): number | null =>
  etat === "verse" || etat === "verse_en_partie" ? Number(fiche.values["montantVerse"]) : null;

const trancheOf = ({ fiche }: VersementView): number => Number(fiche.values["tranche"]);

function Resume({ versements }: { versements: readonly VersementView[] }) {
  const { t } = useTranslation("execution");
  const planned = sum(versements.map(({ fiche }) => Number(fiche.values["montantPrevu"])));
  const paid = sum(versements.map((each) => paidOf(each) ?? 0));
  const late = versements.filter(({ etat }) => etat === "en_retard").length;
  const figures = [
    ["prevu", planned],
    ["verse", paid],
    ["reste", Math.max(0, planned - paid)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([key, value]) => (
        <div key={key}>
          <dt>{t(`resume.${key}`)}</dt>
          <dd>
            <Iso>{formatDh(value)}</Iso>
          </dd>
        </div>
      ))}
      {late > 0 && (
        <div>
          <dt>
            <Pill tone="late">{t("resume.retard", { count: late })}</Pill>
          </dt>
          <dd />
        </div>
      )}
    </dl>
  );
}

function Etat({ row }: { row: VersementView }) {
  const { t } = useTranslation("execution");
  const word = t(`etatVersement.${row.etat}`);
  return (
    <>
      <Pill tone={TONES[row.etat]}>
        {row.retardJours > 0 ? t("retard", { etat: word, jours: row.retardJours }) : word}
      </Pill>
      {paidOf(row) !== null && (
        <span className={styles.note}>
          <Le date={row.fiche.values["verseLe"]} />
        </span>
      )}
      {row.avantSignature && <span className={styles.warn}>{t("avantSignature")}</span>}
    </>
  );
}

/** What a payment waits for, and whether it is met, in words. */
function Condition({
  row,
  options,
}: {
  row: VersementView;
  options: ReturnType<typeof useConditions>;
}) {
  const { t } = useTranslation("execution");
  if (!row.condition) return <span className={styles.mut}>{t("sansCondition")}</span>;
  const { code, le, remplie } = row.condition;
  const label = Object.entries(options)
    .flatMap(([key, rows]) => rows.filter(({ value }) => value === row.fiche.values[key]))
    .at(0)?.label;
  return (
    <>
      <Pill tone={remplie ? "ok" : "soon"}>
        {t(`condition.${code}`, { date: le ? apart(formatDate(le)) : "–" })}
      </Pill>
      {label && (
        <span className={styles.note}>
          <Auto>{label}</Auto>
        </span>
      )}
    </>
  );
}

/** Contributions asked by the agreement against what was paid. */
function Contributions({ execution }: { execution: ExecutionView }) {
  const { t } = useTranslation("execution");
  const parties = useParties(execution);
  const lines = execution.contributions.map((line) => ({
    ...line,
    key: `${line.partieId} ${line.annee}`,
    nom: parties.nameOf(line.partieId),
    an: String(line.annee),
  }));
  const total = {
    key: "total",
    nom: t("total"),
    an: "",
    du: sum(lines.map((each) => each.du)),
    prevu: sum(lines.map((each) => each.prevu)),
    verse: sum(lines.map((each) => each.verse)),
  };
  const rows: readonly (typeof total)[] = [...lines, total];
  return (
    <Card title={t("contributions")}>
      {lines.length === 0 ? (
        <p className={styles.mut}>{t("aucuneContribution")}</p>
      ) : (
        <Table
          label={t("contributions")}
          rows={rows}
          rowKey={({ key }) => key}
          dense
          columns={[
            {
              key: "partie",
              header: t("colonne.partie"),
              cell: (row) => (row.key === "total" ? <b>{row.nom}</b> : <Auto>{row.nom}</Auto>),
            },
            { key: "annee", header: t("colonne.annee"), cell: ({ an }) => <Iso>{an}</Iso> },
            {
              key: "du",
              header: t("colonne.du"),
              numeric: true,
              cell: ({ du }) => dh(du),
            },
            {
              key: "tranches",
              header: t("colonne.tranches"),
              numeric: true,
              cell: ({ prevu }) => dh(prevu),
            },
            {
              key: "verse",
              header: t("colonne.verse"),
              numeric: true,
              cell: ({ verse }) => dh(verse),
            },
            {
              key: "ecart",
              header: t("colonne.ecart"),
              numeric: true,
              cell: ({ du, verse }) => (
                <Iso>
                  {verse - du > 0 ? "+" : ""}
                  {formatNumber((verse - du) / 100, 2)}
                </Iso>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}
