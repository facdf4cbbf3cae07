import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AccompagnementSuivi } from "../../../src-main/contract/programmes.ts";
import type { RecordView } from "../../../src-main/contract/records.ts";
import { orpc, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatNumber } from "../../lib/format.ts";
import {
  Button,
  Card,
  ErrorState,
  Pill,
  RecordForm,
  RecordSheet,
  Skeleton,
  SurvivalTable,
  Table,
} from "../../ui/index.ts";
import styles from "./filieres.module.css";

const ENTRETIEN = ["objet", "le", "heure", "dureeMinutes", "mentorId", "utilisateurId", "texte"];
const CONSTAT = ["constateLe", "enActivite", "emplois", "chiffreAffaires", "source", "observation"];

/** What was done with an accompanied holder, and what became of the firm. */
export function Suivi({ id, fiche }: { id: string; fiche: RecordView }) {
  const suivi = useQuery(orpc.programmes.suivi.queryOptions({ input: { accompagnementId: id } }));
  if (suivi.error) return <ErrorState error={suivi.error} onRetry={() => void suivi.refetch()} />;
  if (!suivi.data) return <Skeleton lines={4} />;
  return (
    <>
      <Entretiens id={id} fiche={fiche} suivi={suivi.data} />
      <Entreprise id={id} fiche={fiche} suivi={suivi.data} />
    </>
  );
}

interface PartProps {
  id: string;
  fiche: RecordView;
  suivi: AccompagnementSuivi;
}

function Entretiens({ id, fiche, suivi }: PartProps) {
  const { t, i18n } = useTranslation(["filieres", "champs"]);
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = suivi.entretiens.find((one) => one.fiche.id === shown);
  const title = t("entretiens.titre", { count: suivi.entretiens.length });
  return (
    <Card
      title={title}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("entretiens.ajouter")}
        </Button>
      }
    >
      {suivi.entretiens.length === 0 ? (
        <p className={styles.mut}>{t("entretiens.aucun")}</p>
      ) : (
        <>
          <Table
            label={title}
            rows={suivi.entretiens}
            rowKey={(row) => row.fiche.id}
            dense
            columns={[
              {
                key: "le",
                header: t("champs:entretien.le"),
                width: "96px",
                cell: (row) => <Iso>{formatDate(String(row.fiche.values["le"]))}</Iso>,
              },
              {
                key: "objet",
                header: t("champs:entretien.objet"),
                cell: (row) => (
                  <Button size="sm" variant="subtle" onClick={() => setShown(row.fiche.id)}>
                    <Auto>{String(row.fiche.values["objet"])}</Auto>
                  </Button>
                ),
              },
              {
                key: "mentor",
                header: t("champs:entretien.mentorId"),
                cell: (row) => (
                  <Auto>{(i18n.language === "ar" && row.mentorAr) || (row.mentorFr ?? "–")}</Auto>
                ),
              },
              {
                key: "duree",
                header: t("champs:entretien.dureeMinutes"),
                numeric: true,
                cell: (row) => {
                  const minutes = row.fiche.values["dureeMinutes"] ?? null;
                  return minutes === null ? "–" : <Iso>{formatNumber(Number(minutes), 0)}</Iso>;
                },
              },
            ]}
          />
          <p className={styles.mut}>{t("entretiens.minutes", { count: suivi.minutes })}</p>
        </>
      )}
      {adding && (
        <RecordForm
          record="entretien"
          title={t("entretiens.ajouter")}
          names={ENTRETIEN}
          initial={{ le: today, mentorId: fiche.values["mentorId"] ?? null }}
          fixed={{ accompagnementId: id }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="entretien"
          view={open.fiche}
          names={ENTRETIEN}
          title={<Auto>{String(open.fiche.values["objet"])}</Auto>}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}

function Entreprise({ id, fiche, suivi }: PartProps) {
  const { t } = useTranslation(["filieres", "champs"]);
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const created = fiche.values["entrepriseCreeeLe"] ?? null;
  if (created === null && suivi.constats.length === 0) return null;
  const open = suivi.constats.find((one) => one.id === shown);
  return (
    <Card
      title={t("entreprise.titre")}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("entreprise.ajouter")}
        </Button>
      }
    >
      {suivi.constats.length === 0 ? (
        <p className={styles.mut}>{t("entreprise.aucun")}</p>
      ) : (
        <Table
          label={t("entreprise.titre")}
          rows={suivi.constats}
          rowKey={(row) => row.id}
          dense
          columns={[
            {
              key: "constateLe",
              header: t("champs:suiviEntreprise.constateLe"),
              cell: (row) => (
                <Button size="sm" variant="subtle" onClick={() => setShown(row.id)}>
                  <Iso>{formatDate(String(row.values["constateLe"]))}</Iso>
                </Button>
              ),
            },
            {
              key: "enActivite",
              header: t("champs:suiviEntreprise.enActivite"),
              cell: (row) => (
                <Pill tone={row.values["enActivite"] === true ? "ok" : "late"}>
                  {t(row.values["enActivite"] === true ? "commun:oui" : "commun:non")}
                </Pill>
              ),
            },
            {
              key: "emplois",
              header: t("champs:suiviEntreprise.emplois"),
              numeric: true,
              cell: ({ values }) =>
                (values["emplois"] ?? null) === null ? (
                  "–"
                ) : (
                  <Iso>{formatNumber(Number(values["emplois"]), 0)}</Iso>
                ),
            },
            {
              key: "chiffreAffaires",
              header: t("champs:suiviEntreprise.chiffreAffaires"),
              numeric: true,
              cell: ({ values }) =>
                (values["chiffreAffaires"] ?? null) === null ? (
                  "–"
                ) : (
                  <Iso>{formatDh(Number(values["chiffreAffaires"]))}</Iso>
                ),
            },
          ]}
        />
      )}
      <SurvivalTable rows={suivi.survie} />
      {adding && (
        <RecordForm
          record="suiviEntreprise"
          title={t("entreprise.ajouter")}
          names={CONSTAT}
          initial={{ constateLe: today, enActivite: true }}
          fixed={{ accompagnementId: id }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="suiviEntreprise"
          view={open}
          names={CONSTAT}
          title={<Iso>{formatDate(String(open.values["constateLe"]))}</Iso>}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}
