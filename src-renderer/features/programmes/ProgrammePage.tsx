import { IconReportAnalytics } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProgrammeDetail } from "../../../src-main/contract/programmes.ts";
import { hasCode, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh, formatMdh, formatNumber } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  PageHeader,
  RecordForm,
  RecordSheet,
  Skeleton,
  SourceTag,
  SurvivalTable,
  Table,
} from "../../ui/index.ts";
import styles from "./programmes.module.css";

/** A programme: rules with their sources, results, agreements, cohorts, money, partners. */
export function ProgrammePage({ cle }: { cle: string }) {
  const { t } = useTranslation("programmes");
  const catalogue = useCatalogue();
  const detail = useQuery(orpc.programmes.get.queryOptions({ input: { key: cle } }));
  useReady("programme", detail.isSuccess && catalogue.ready);
  if (hasCode(detail.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        action={<Button onClick={() => navigate("/programmes")}>{t("titre")}</Button>}
      />
    );
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <Skeleton lines={8} height={18} />;
  const { data: found } = detail;
  const { ligne } = found;
  const facts = [
    ["accompagnes", formatNumber(ligne.accompagnes, 0)],
    ["ouverts", formatNumber(ligne.ouverts, 0)],
    ["finances", formatNumber(ligne.finances, 0)],
    ["entreprises", formatNumber(ligne.entreprises, 0)],
    ["emplois", formatNumber(ligne.emplois, 0)],
    ["accorde", formatMdh(ligne.accorde, 2)],
  ] as const;
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <a className={styles.link} href="#/programmes">
            {t("titre")}
          </a>
        }
        title={<Auto>{catalogue.label("programme", cle)}</Auto>}
        actions={
          <Button
            leftIcon={<IconReportAnalytics size={15} />}
            onClick={() => navigate(`/etats/programme/${cle}`)}
          >
            {t("etatExecution")}
          </Button>
        }
      >
        <dl className={styles.figures}>
          {facts.map(([key, value]) => (
            <div key={key}>
              <dt>{t(`colonne.${key}`)}</dt>
              <dd>
                <Iso>{value}</Iso>
              </dd>
            </div>
          ))}
        </dl>
      </PageHeader>
      <div className={styles.body}>
        <div className={styles.main}>
          <Conventions detail={found} />
          <Cohortes detail={found} cle={cle} />
          <Card title={t("survie")}>
            <SurvivalTable rows={found.survie} />
          </Card>
          <Financements detail={found} />
        </div>
        <div className={styles.side}>
          <Regles detail={found} />
          <Etapes detail={found} />
          <Budgets detail={found} cle={cle} />
          <Partenaires detail={found} cle={cle} />
        </div>
      </div>
    </div>
  );
}

interface PartProps {
  detail: ProgrammeDetail;
}

function Regles({ detail }: PartProps) {
  const { t } = useTranslation("programmes");
  return (
    <Card
      title={t("regles")}
      actions={
        <a className={styles.link} href="#/references/programme">
          {t("toutesRegles")}
        </a>
      }
    >
      {detail.regles.map((row) => (
        <div key={row.id} className={styles.rule}>
          {row.note && (
            <p>
              <Auto>{row.note}</Auto>
            </p>
          )}
          <SourceTag source={row.source} url={row.url} confidence={row.confidence} />
        </div>
      ))}
    </Card>
  );
}

function Conventions({ detail }: PartProps) {
  const { t, i18n } = useTranslation("programmes");
  const catalogue = useCatalogue();
  return (
    <Card title={t("conventions", { count: detail.conventions.length })}>
      {detail.conventions.length === 0 && <p className={styles.mut}>{t("aucuneConvention")}</p>}
      <ul className={styles.list}>
        {detail.conventions.map((row) => (
          <li key={row.id} className={styles.line}>
            <Iso>{row.numero}</Iso>
            <a className={styles.link} href={`#/conventions/${row.id}`}>
              <Auto>{(i18n.language === "ar" && row.intituleAr) || row.intituleFr}</Auto>
            </a>
            <span className={styles.spring} />
            <span className={styles.mut}>{catalogue.label("type_convention", row.type)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const COHORTE = ["nom", "ouverteLe", "closeLe", "objectif", "conventionId", "observation"] as const;

function Cohortes({ detail, cle }: PartProps & { cle: string }) {
  const { t } = useTranslation("programmes");
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = detail.cohortes.find(({ fiche }) => fiche.id === shown);
  return (
    <Card
      title={t("cohortes", { count: detail.cohortes.length })}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("nouvelleCohorte")}
        </Button>
      }
    >
      {detail.cohortes.length === 0 ? (
        <p className={styles.mut}>{t("aucuneCohorte")}</p>
      ) : (
        <div className={styles.scroll}>
          <Table
            label={t("cohortes", { count: detail.cohortes.length })}
            rows={detail.cohortes}
            rowKey={(row) => row.fiche.id}
            dense
            columns={[
              {
                key: "nom",
                header: t("champs:cohorte.nom"),
                cell: ({ fiche }) => (
                  <Button size="sm" variant="subtle" onClick={() => setShown(fiche.id)}>
                    <Auto>{String(fiche.values["nom"])}</Auto>
                  </Button>
                ),
              },
              {
                key: "ouverteLe",
                header: t("champs:cohorte.ouverteLe"),
                cell: ({ fiche }) => <Iso>{formatDate(String(fiche.values["ouverteLe"]))}</Iso>,
              },
              {
                key: "accompagnes",
                header: t("colonne.accompagnes"),
                numeric: true,
                cell: (row) => {
                  const aim = row.fiche.values["objectif"];
                  const count = formatNumber(row.accompagnes, 0);
                  return (
                    <Iso>{aim === null ? count : `${count} / ${formatNumber(Number(aim), 0)}`}</Iso>
                  );
                },
              },
              ...(["finances", "entreprises", "emplois"] as const).map((key) => ({
                key,
                header: t(`colonne.${key}`),
                numeric: true,
                cell: (row: ProgrammeDetail["cohortes"][number]) => (
                  <Iso>{formatNumber(row[key], 0)}</Iso>
                ),
              })),
              ...detail.survie.map(({ years }, place) => ({
                key: `survie${years}`,
                header: t("commun:survie.apres", { count: years }),
                numeric: true,
                cell: (row: ProgrammeDetail["cohortes"][number]) => {
                  const at = row.survie[place];
                  return at && at.agees > 0 ? (
                    <Iso>{`${at.vivantes} / ${at.agees - at.inconnues}`}</Iso>
                  ) : (
                    "–"
                  );
                },
              })),
            ]}
          />
        </div>
      )}
      {adding && (
        <RecordForm
          record="cohorte"
          title={t("nouvelleCohorte")}
          names={["nom", "ouverteLe", "closeLe", "objectif", "conventionId", "observation"]}
          initial={{ ouverteLe: today }}
          fixed={{ programme: cle }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="cohorte"
          view={open.fiche}
          names={COHORTE}
          title={<Auto>{String(open.fiche.values["nom"])}</Auto>}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}

function Etapes({ detail }: PartProps) {
  const { t } = useTranslation("programmes");
  const catalogue = useCatalogue();
  return (
    <Card title={t("etapes")}>
      <ul className={styles.list}>
        {detail.etapes.map(({ etape, nombre }) => (
          <li key={etape} className={styles.line}>
            <span>{catalogue.label("etape_accompagnement", etape)}</span>
            <span className={styles.spring} />
            <Iso>{formatNumber(nombre, 0)}</Iso>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Financements({ detail }: PartProps) {
  const { t } = useTranslation("programmes");
  const catalogue = useCatalogue();
  return (
    <Card title={t("financements")}>
      {detail.financements.length === 0 ? (
        <p className={styles.mut}>{t("aucunFinancement")}</p>
      ) : (
        <Table
          label={t("financements")}
          rows={detail.financements}
          rowKey={(row) => row.type}
          dense
          columns={[
            {
              key: "type",
              header: t("champs:financement.type"),
              cell: (row) => catalogue.label("type_financement", row.type),
            },
            {
              key: "nombre",
              header: t("nombre"),
              numeric: true,
              cell: (row) => <Iso>{formatNumber(row.nombre, 0)}</Iso>,
            },
            ...(["demande", "accorde"] as const).map((key) => ({
              key,
              header: t(key === "demande" ? "demandeDh" : "accordeDh"),
              numeric: true,
              cell: (row: ProgrammeDetail["financements"][number]) => (
                <Iso>{formatDh(row[key])}</Iso>
              ),
            })),
          ]}
        />
      )}
    </Card>
  );
}

const BUDGET = ["annee", "montant", "organisationId", "source", "observation"] as const;

function Budgets({ detail, cle }: PartProps & { cle: string }) {
  const { t, i18n } = useTranslation("programmes");
  const { today } = useSession();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = detail.budgets.find(({ fiche }) => fiche.id === shown);
  return (
    <Card
      title={t("budget")}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("ajouterBudget")}
        </Button>
      }
    >
      {detail.budgets.length === 0 && <p className={styles.mut}>{t("aucunBudget")}</p>}
      <ul className={styles.list}>
        {detail.budgets.map(({ fiche, financeur }) => (
          <li key={fiche.id} className={styles.line}>
            <Button size="sm" variant="subtle" onClick={() => setShown(fiche.id)}>
              <Iso>{String(fiche.values["annee"])}</Iso>
            </Button>
            {financeur && (
              <Auto>{(i18n.language === "ar" && financeur.nomAr) || financeur.nomFr}</Auto>
            )}
            <span className={styles.spring} />
            <Iso>{formatDh(Number(fiche.values["montant"]))}</Iso>
          </li>
        ))}
      </ul>
      {adding && (
        <RecordForm
          record="budgetProgramme"
          title={t("ajouterBudget")}
          names={BUDGET}
          initial={{ annee: Number(today.slice(0, 4)) }}
          fixed={{ programme: cle }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="budgetProgramme"
          view={open.fiche}
          names={BUDGET}
          title={t("budget")}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}

function Partenaires({ detail, cle }: PartProps & { cle: string }) {
  const { t, i18n } = useTranslation("programmes");
  const catalogue = useCatalogue();
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const open = detail.partenaires.find(({ id }) => id === shown);
  return (
    <Card
      title={t("partenaires", { count: detail.partenaires.length })}
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          {t("ajouterPartenaire")}
        </Button>
      }
    >
      {detail.partenaires.length === 0 && <p className={styles.mut}>{t("aucunPartenaire")}</p>}
      <ul className={styles.list}>
        {detail.partenaires.map(({ id, role, organisation }) => (
          <li key={id} className={styles.line}>
            <a className={styles.link} href={`#/annuaire/organisation/${organisation.id}`}>
              <Auto>{(i18n.language === "ar" && organisation.nomAr) || organisation.nomFr}</Auto>
            </a>
            <span className={styles.spring} />
            <Button size="sm" variant="subtle" onClick={() => setShown(id)}>
              {catalogue.label("role_partie", role)}
            </Button>
          </li>
        ))}
      </ul>
      {adding && (
        <RecordForm
          record="partenaireProgramme"
          title={t("ajouterPartenaire")}
          names={["organisationId", "role"]}
          fixed={{ programme: cle }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
      {open && (
        <RecordSheet
          record="partenaireProgramme"
          view={{
            id: open.id,
            values: { organisationId: open.organisation.id, role: open.role },
            updatedAt: 0,
            updatedBy: null,
          }}
          names={["organisationId", "role"]}
          title={<Auto>{open.organisation.nomFr}</Auto>}
          onClose={() => setShown(null)}
        />
      )}
    </Card>
  );
}
