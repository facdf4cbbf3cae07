import { IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SerieFiche } from "../../../src-main/contract/indicateurs.ts";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { faultSentence } from "../../lib/errors.ts";
import { pick } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  IconButton,
  notify,
  PageHeader,
  Pill,
  RecordField,
  Skeleton,
  useHotkeys,
} from "../../ui/index.ts";
import { Absences } from "./Absences.tsx";
import { Chiffres } from "./Chiffres.tsx";
import { Courbe } from "./Courbe.tsx";
import styles from "./indicateurs.module.css";
import { FormulaHelp } from "./NouvelleSerie.tsx";
import { NouvelleObservation, Publications } from "./Publications.tsx";
import type { Looked } from "./Publications.tsx";
import { useUnit } from "./useUnit.ts";

/** One series: its figures as of any day, every publication, its formula, and what hangs on it. */
export function SeriePage({ id }: { id: string }) {
  const { t } = useTranslation("indicateurs");
  const catalogue = useCatalogue();
  const [asOf, setAsOf] = useState<string | null>(null);
  const fiche = useQuery({
    ...orpc.indicateurs.fiche.queryOptions({ input: { id, asOf } }),
    placeholderData: keepPreviousData,
  });
  useReady("serie", fiche.isSuccess && !fiche.isPlaceholderData && catalogue.ready);
  if (hasCode(fiche.error, "NOT_FOUND"))
    return (
      <EmptyState
        title={t("introuvable")}
        hint={t("introuvableAide")}
        action={<Button onClick={() => navigate("/indicateurs")}>{t("titre")}</Button>}
      />
    );
  if (fiche.data && catalogue.ready)
    return <Page fiche={fiche.data} asOf={asOf} onAsOf={setAsOf} />;
  if (fiche.error) return <ErrorState error={fiche.error} onRetry={() => void fiche.refetch()} />;
  return <Skeleton lines={8} height={18} />;
}

const PUBLISHED = ["unit", "theme", "kind", "method", "accumulates", "description"] as const;
const DERIVED = ["formule", "unit", "theme", "kind", "description"] as const;

interface PageProps {
  fiche: SerieFiche;
  asOf: string | null;
  onAsOf: (asOf: string | null) => void;
}

function Page({ fiche, asOf, onAsOf }: PageProps) {
  const { t, i18n } = useTranslation("indicateurs");
  const langue = i18n.language as Langue;
  const { serie } = fiche;
  const derived = serie.formule !== null;
  const [looked, setLooked] = useState<Looked | null>(null);
  const [adding, setAdding] = useState(false);
  useVisited({ table: "serie", id: serie.id, reference: null, title: pick(serie.label, langue) });
  useHotkeys([["n", () => !derived && setAdding(true)]]);
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "serie", id: serie.id }),
    onSuccess: () => navigate("/indicateurs", { replace: true }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <div className={styles.page}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")} className={styles.crumbs}>
            <a href="#/indicateurs" className={styles.link}>
              {t("titre")}
            </a>
            <span aria-hidden="true">/</span>
            <Iso>{serie.key}</Iso>
          </nav>
        }
        title={<Auto>{pick(serie.label, langue)}</Auto>}
        actions={
          <>
            <Button
              disabled={fiche.figures.length === 0}
              onClick={() => setLooked({ titre: t("observations"), figures: fiche.figures })}
            >
              {t("voirObservations")}
            </Button>
            {!derived && (
              <Button variant="primary" onClick={() => setAdding(true)}>
                {t("ajouter")}
              </Button>
            )}
            <IconButton
              variant="default"
              label={t("supprimer")}
              icon={<IconTrash size={16} />}
              onClick={() => remove.mutate()}
              disabled={remove.isPending}
            />
          </>
        }
      >
        <Summary fiche={fiche} />
      </PageHeader>
      {fiche.fault && (
        <div className={styles.notice} role="alert">
          <p>{faultSentence({ field: "formule", ...fiche.fault }, t)}</p>
        </div>
      )}
      <div className={styles.body}>
        <div className={styles.main}>
          <Chiffres fiche={fiche} asOf={asOf} onAsOf={onAsOf} onLook={setLooked} />
          <Absences rows={fiche.absences} />
          <Courbe fiche={fiche} />
        </div>
        <div className={styles.side}>
          <Card title={t("serie")}>
            {(["labelFr", "labelAr", "labelEn"] as const).map((name) => (
              <RecordField key={name} record="serie" view={fiche.fiche} name={name} />
            ))}
            {(derived ? DERIVED : PUBLISHED).map((name) => (
              <RecordField
                key={name}
                record="serie"
                view={fiche.fiche}
                name={name}
                display={
                  name === "formule" && derived ? (
                    <code className={styles.formula} dir="ltr">
                      {serie.formule}
                    </code>
                  ) : undefined
                }
              />
            ))}
            {derived && (
              <p className={styles.legend}>
                <FormulaHelp />
              </p>
            )}
          </Card>
          <Linked title={t("faiteDe")} rows={fiche.parties} />
          <Linked title={t("sertA")} rows={fiche.utiliseePar} />
        </div>
      </div>
      <Publications looked={looked} fiche={fiche} onClose={() => setLooked(null)} />
      {adding && <NouvelleObservation fiche={fiche} onClose={() => setAdding(false)} />}
    </div>
  );
}

/** Unit, theme, methods and formula, under the title. */
function Summary({ fiche }: { fiche: SerieFiche }) {
  const { t } = useTranslation("indicateurs");
  const catalogue = useCatalogue();
  const unit = useUnit();
  const { serie, methods } = fiche;
  return (
    <div className={styles.summary}>
      <b>{unit(serie.unit)}</b>
      <span>{catalogue.label("theme_indicateur", serie.theme)}</span>
      <span className={styles.mut}>{catalogue.label("nature_serie", serie.kind)}</span>
      {methods.map((method) => (
        <Pill key={method} tone="neutral">
          {catalogue.label("methode_serie", method)}
        </Pill>
      ))}
      {serie.formule !== null && (
        <>
          <Pill tone="info">{t("calculee")}</Pill>
          <code className={styles.formula} dir="ltr">
            {serie.formule}
          </code>
        </>
      )}
    </div>
  );
}

/** Series that this one is made of, or serves. */
function Linked({ title, rows }: { title: string; rows: SerieFiche["utiliseePar"] }) {
  const { i18n } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <Card title={title}>
      <ul className={styles.plain}>
        {rows.map((row) => (
          <li key={row.id}>
            <a className={styles.link} href={`#/indicateurs/${row.id}`}>
              <Auto>{pick(row.label, i18n.language as Langue)}</Auto>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}
