import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { OrganisationDetail } from "../../../src-main/contract/annuaire.ts";
import { orpc } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatPhone } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { Button, Card, entryPath, NewEntry, RecordField, TasksCard } from "../../ui/index.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import styles from "./annuaire.module.css";
import { Columns, EntryHeader, NotYet, Projects } from "./parts.tsx";

/** Fields as they are read: who, registered where, reached how. */
const GROUPS = [
  ["nomFr", "nomAr", "formeJuridique"],
  ["ice", "identifiantFiscal", "placeRegistre", "rc", "taxeProfessionnelle", "cnss"],
  ["telephone", "email", "adresse", "codePostal", "territoireId"],
  ["rib", "observation"],
] as const;

/** One organisation: identifiers, roles, persons, projects held. */
export function OrganisationPage({ id }: { id: string }) {
  const detail = useQuery(orpc.annuaire.organisation.queryOptions({ input: { id } }));
  useReady("organisation", detail.isSuccess);
  if (!detail.data) return <NotYet error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Page detail={detail.data} />;
}

function Page({ detail }: { detail: OrganisationDetail }) {
  const { t } = useTranslation("annuaire");
  const { fiche, justifications } = detail;
  const motifOf = (champ: string) => justifications.find((one) => one.champ === champ)?.motif;
  return (
    <div className={styles.page}>
      <EntryHeader
        type="organisation"
        id={fiche.id}
        nomFr={String(fiche.values["nomFr"] ?? "")}
        nomAr={String(fiche.values["nomAr"] ?? "")}
        roles={detail.roles}
      />
      <Columns
        main={
          <>
            <Card title={t("identite")}>
              {GROUPS.map((group) => (
                <div key={group[0]} className={styles.fields}>
                  {group.map((name) => (
                    <RecordField
                      key={name}
                      record="organisation"
                      view={fiche}
                      name={name}
                      motif={motifOf(name)}
                    />
                  ))}
                </div>
              ))}
            </Card>
            <Timeline recordTable="organisation" recordId={fiche.id} />
          </>
        }
        side={
          <>
            <Projects
              title={t("projets.portes", { count: detail.projetsTotal })}
              projets={detail.projets}
              total={detail.projetsTotal}
            />
            <TasksCard recordTable="organisation" recordId={fiche.id} />
            <Persons detail={detail} />
            <Attachments recordTable="organisation" recordId={fiche.id} wholePage />
          </>
        }
      />
    </div>
  );
}

function Persons({ detail }: { detail: OrganisationDetail }) {
  const { t, i18n } = useTranslation("annuaire");
  const [adding, setAdding] = useState(false);
  const ar = i18n.language === "ar";
  return (
    <Card
      title={t("personnes.titre", { count: detail.personnes.length })}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("personnes.ajouter")}
        </Button>
      }
    >
      {detail.personnes.length === 0 && <p className={styles.mut}>{t("personnes.aucune")}</p>}
      <ul className={styles.list}>
        {detail.personnes.map((one) => {
          const fonction = (ar && one.fonctionAr) || one.fonctionFr;
          return (
            <li key={one.id} className={styles.line}>
              <a href={`#${entryPath("personne", one.id)}`}>
                <Auto>{ar && one.nomAr ? one.nomAr : one.nomFr}</Auto>
              </a>
              {fonction && (
                <span className={styles.mut}>
                  <Auto>{fonction}</Auto>
                </span>
              )}
              <span className={styles.spring} />
              {one.telephone && <Iso>{formatPhone(one.telephone)}</Iso>}
            </li>
          );
        })}
      </ul>
      {adding && (
        <NewEntry
          type="personne"
          organisationId={detail.fiche.id}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  );
}
