import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ProgrammeLigne } from "../../../src-main/contract/programmes.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatMdh, formatNumber } from "../../lib/format.ts";
import { useReady } from "../../lib/ready.ts";
import { Card, ErrorState, PageHeader, Skeleton, Table } from "../../ui/index.ts";
import styles from "./programmes.module.css";

const COUNTS = [
  "conventions",
  "partenaires",
  "accompagnes",
  "ouverts",
  "finances",
  "entreprises",
  "emplois",
] as const satisfies readonly (keyof ProgrammeLigne)[];

/** Every programme with what it binds and what came of it. */
export function Programmes() {
  const { t } = useTranslation("programmes");
  const catalogue = useCatalogue();
  const list = useQuery(orpc.programmes.list.queryOptions({ input: {} }));
  useReady("programmes", list.isSuccess && catalogue.ready);
  return (
    <div className={styles.page}>
      <PageHeader title={t("titre")} count={list.data?.programmes.length ?? 0}>
        <p className={styles.mut}>{t("aide")}</p>
      </PageHeader>
      <div className={styles.wide}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} height={18} />}
        {list.data && (
          <Card>
            <div className={styles.scroll}>
              <Table
                label={t("titre")}
                rows={list.data.programmes}
                rowKey={(row) => row.key}
                columns={[
                  {
                    key: "programme",
                    header: t("colonne.programme"),
                    cell: (row) => (
                      <a className={styles.link} href={`#/programmes/${row.key}`}>
                        <Auto>{catalogue.label("programme", row.key)}</Auto>
                      </a>
                    ),
                  },
                  ...COUNTS.map((key) => ({
                    key,
                    header: t(`colonne.${key}`),
                    numeric: true,
                    cell: (row: ProgrammeLigne) => <Iso>{formatNumber(row[key], 0)}</Iso>,
                  })),
                  ...(["budget", "accorde"] as const).map((key) => ({
                    key,
                    header: t(`colonne.${key}`),
                    numeric: true,
                    cell: (row: ProgrammeLigne) =>
                      row[key] === 0 ? "–" : <Iso>{formatMdh(row[key], 2)}</Iso>,
                  })),
                ]}
              />
            </div>
          </Card>
        )}
      </div>
    </div>
  );
}
