import { IconRubberStamp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { EditionEntree } from "../../../src-main/contract/editions.ts";
import { orpc } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Modal,
  PageHeader,
  Pill,
  Select,
  Skeleton,
  Table,
} from "../../ui/index.ts";
import styles from "./editions.module.css";
import { Publier } from "./Publier.tsx";

/** The address of the list, of one dashboard or of all. */
const addressOf = (tableau: string | null): string =>
  `/editions${tableau === null ? "" : `?tableau=${encodeURIComponent(tableau)}`}`;

/** The published editions, of one dashboard or of all, the latest first. */
export function Editions() {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const params = new URLSearchParams(useHashSearch());
  const tableau = params.get("tableau");
  const list = useQuery(orpc.editions.list.queryOptions({ input: { tableau } }));
  const tableaux = useQuery(orpc.tableaux.list.queryOptions({ input: {} }));
  useReady("editions", list.isSuccess && tableaux.isSuccess);
  const publishing = params.get("publier") === "1";
  const publish = (): void =>
    navigate(
      `/editions?${tableau === null ? "" : `tableau=${encodeURIComponent(tableau)}&`}publier=1`,
    );
  const close = (): void => navigate(addressOf(tableau), { replace: true });
  return (
    <div className={styles.page}>
      <PageHeader
        title={t("titre")}
        count={list.data?.editions.length}
        actions={
          <Button
            variant="primary"
            leftIcon={<IconRubberStamp size={16} aria-hidden="true" />}
            onClick={publish}
          >
            {t("publier.commande")}
          </Button>
        }
      >
        <div className={styles.filters}>
          <Select
            className={styles.filter ?? ""}
            size="xs"
            ariaLabel={t("tableau")}
            placeholder={t("tousTableaux")}
            clearable
            value={tableau}
            onChange={(key) => navigate(addressOf(key), { replace: true })}
            options={(tableaux.data?.tableaux ?? []).map((one) => ({
              value: one.key,
              label: pick(one.titre, langue),
            }))}
          />
          <p className={styles.mut}>{t("aide")}</p>
        </div>
      </PageHeader>
      <div className={styles.body}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} height={22} />}
        {list.data?.editions.length === 0 && (
          <EmptyState
            title={t("aucune")}
            hint={t("aucuneAide")}
            action={<Button onClick={publish}>{t("publier.commande")}</Button>}
          />
        )}
        {list.data && list.data.editions.length > 0 && (
          <Card>
            <div className={styles.scroll}>
              <List editions={list.data.editions} />
            </div>
          </Card>
        )}
      </div>
      <Modal opened={publishing} onClose={close} title={t("publier.commande")}>
        {publishing && tableaux.data && (
          <Publier
            tableaux={tableaux.data.tableaux}
            tableau={tableau}
            demande={params.get("demande")}
            onCancel={close}
          />
        )}
      </Modal>
    </div>
  );
}

function List({ editions }: { editions: readonly EditionEntree[] }) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  return (
    <Table
      label={t("titre")}
      rows={editions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "titre",
          header: t("colonne.titre"),
          cell: (row) => (
            <a className={styles.link} href={`#/editions/${row.id}`}>
              <Auto>{row.titre}</Auto>
            </a>
          ),
        },
        {
          key: "tableau",
          header: t("tableau"),
          cell: (row) => (row.tableauTitre ? pick(row.tableauTitre, langue) : row.tableau),
        },
        {
          key: "filtre",
          header: t("colonne.filtre"),
          cell: (row) => (row.filtreTexte && pick(row.filtreTexte, langue)) || t("sansFiltre"),
        },
        {
          key: "publieLe",
          header: t("colonne.publieLe"),
          width: "120px",
          cell: (row) => <Iso>{formatDate(row.publieLe)}</Iso>,
        },
        {
          key: "par",
          header: t("colonne.par"),
          cell: (row) => <Auto>{row.publiePar ?? "–"}</Auto>,
        },
        {
          key: "cartes",
          header: t("colonne.cartes"),
          numeric: true,
          cell: (row) => <Iso>{formatNumber(row.cartes, 0)}</Iso>,
        },
        {
          key: "etat",
          header: t("colonne.etat"),
          width: "120px",
          cell: (row) => <Etat intacte={row.intacte} />,
        },
      ]}
    />
  );
}

/** Whether what is kept is what was published. */
export function Etat({ intacte }: { intacte: boolean }) {
  const { t } = useTranslation("editions");
  return <Pill tone={intacte ? "ok" : "late"}>{t(intacte ? "intacte" : "alteree")}</Pill>;
}
