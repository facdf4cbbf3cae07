import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PersonneDetail } from "../../../src-main/contract/annuaire.ts";
import { data, errorSentence, orpc } from "../../data/index.ts";
import { columnLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatInstant } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import {
  announce,
  Button,
  Card,
  entryPath,
  notify,
  RecordField,
  TasksCard,
} from "../../ui/index.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import styles from "./annuaire.module.css";
import { Columns, EntryHeader, NotYet, Projects } from "./parts.tsx";

const GROUPS = [
  ["prenomFr", "nomFr", "prenomAr", "nomAr", "cin"],
  ["organisationId", "fonctionFr", "fonctionAr", "telephone", "email"],
  ["observation"],
] as const;

/** How long a CNIE stays in sight, in milliseconds. */
const SEEN = 30_000;

/** One person: names, CNIE masked until asked for, organisation, projects, who asked. */
export function PersonnePage({ id }: { id: string }) {
  const detail = useQuery(orpc.annuaire.personne.queryOptions({ input: { id } }));
  useReady("personne", detail.isSuccess);
  if (!detail.data) return <NotYet error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Page key={id} detail={detail.data} />;
}

function Page({ detail }: { detail: PersonneDetail }) {
  const { t } = useTranslation("annuaire");
  const { fiche, justifications } = detail;
  const { values } = fiche;
  const cin = useCin(fiche.id, values["cin"] !== null);
  const joined = (...keys: string[]) =>
    keys
      .map((key) => String(values[key] ?? ""))
      .filter(Boolean)
      .join(" ");
  const organisationId = values["organisationId"];
  const motifOf = (champ: string) => justifications.find((one) => one.champ === champ)?.motif;
  return (
    <div className={styles.page}>
      <EntryHeader
        type="personne"
        id={fiche.id}
        nomFr={joined("prenomFr", "nomFr")}
        nomAr={joined("prenomAr", "nomAr")}
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
                      record="personne"
                      view={fiche}
                      name={name}
                      motif={motifOf(name)}
                      {...(name === "cin" ? cin : {})}
                      aside={
                        name === "cin" ? (
                          cin.aside
                        ) : name === "organisationId" && typeof organisationId === "string" ? (
                          <a
                            className={styles.link}
                            href={`#${entryPath("organisation", organisationId)}`}
                          >
                            {t("ouvrirOrganisation")}
                          </a>
                        ) : undefined
                      }
                    />
                  ))}
                </div>
              ))}
            </Card>
            <Timeline recordTable="personne" recordId={fiche.id} />
          </>
        }
        side={
          <>
            <Projects
              title={t("projets.contact", { count: detail.projetsTotal })}
              projets={detail.projets}
              total={detail.projetsTotal}
            />
            <TasksCard recordTable="personne" recordId={fiche.id} />
            <Card title={t("acces.titre")} footer={t("acces.aide")}>
              {detail.acces.length === 0 && <p className={styles.mut}>{t("acces.aucun")}</p>}
              <ul className={styles.list}>
                {detail.acces.map((one) => (
                  <li key={`${one.at}${one.champ}`} className={styles.line}>
                    <span>{columnLabel(t, "personne", one.champ)}</span>
                    <span className={styles.spring} />
                    <span className={styles.mut}>
                      <Auto>{one.by ?? t("journal:anonyme")}</Auto>
                      <span aria-hidden="true"> · </span>
                      <Iso>{formatInstant(one.at)}</Iso>
                    </span>
                  </li>
                ))}
              </ul>
            </Card>
            <Attachments recordTable="personne" recordId={fiche.id} wholePage />
          </>
        }
      />
    </div>
  );
}

/** The CNIE of a person: asked for, recorded, shown for a while, then hidden again. */
function useCin(personneId: string, there: boolean): { display?: ReactNode; aside?: ReactNode } {
  const { t } = useTranslation("annuaire");
  const [shown, setShown] = useState<string | null>(null);
  const reveal = useMutation({
    mutationFn: () => data.annuaire.revealCin({ personneId }),
    onSuccess: ({ cin }) => {
      setShown(cin);
      if (cin) announce(t("cin.montree"));
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), SEEN);
    return () => clearTimeout(timer);
  }, [shown]);
  if (!there) return {};
  return {
    ...(shown === null ? {} : { display: <Iso>{shown}</Iso> }),
    aside: (
      <Button
        size="sm"
        variant="subtle"
        leftIcon={shown === null ? <IconEye size={14} /> : <IconEyeOff size={14} />}
        loading={reveal.isPending}
        onClick={() => {
          if (shown === null) reveal.mutate();
          else setShown(null);
        }}
      >
        {t(shown === null ? "cin.afficher" : "cin.masquer")}
      </Button>
    ),
  };
}
