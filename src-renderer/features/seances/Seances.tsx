import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  orpc,
  useSession,
} from "../../data/index.ts";
import { useAskedNew } from "../../lib/asked.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  DateInput,
  EmptyState,
  ErrorState,
  Modal,
  PageHeader,
  Skeleton,
  Table,
  TextInput,
} from "../../ui/index.ts";
import { None, SittingState } from "./parts.tsx";
import styles from "./seances.module.css";

/** Most sittings shown: some years of them. */
const SHOWN = 300;

/** The sittings of the commission: those to come, then those held. */
export function Seances() {
  const { t } = useTranslation(["seances", "champs"]);
  const [planning, setPlanning] = useState(false);
  useAskedNew(() => setPlanning(true));
  const list = useQuery(orpc.seances.list.queryOptions({ input: { limit: SHOWN } }));
  useReady("seances", list.isSuccess);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
      if (letterOf(event) !== "n") return;
      event.preventDefault();
      setPlanning(true);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  const plan = (
    <Button
      variant="primary"
      leftIcon={<IconPlus size={15} />}
      shortcut="N"
      onClick={() => setPlanning(true)}
    >
      {t("planifier")}
    </Button>
  );
  const rows = list.data?.rows;
  return (
    <div className={styles.screen}>
      <PageHeader title={t("titre")} count={rows?.length} actions={plan} />
      <div className={styles.scroll}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} height={22} />}
        {rows?.length === 0 && (
          <EmptyState title={t("aucune.titre")} hint={t("aucune.aide")} action={plan} />
        )}
        {rows && rows.length > 0 && (
          <div className={styles.sheet}>
            <Table
              label={t("titre")}
              rows={rows}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: "tenueLe",
                  header: t("champs:seance.tenueLe"),
                  width: "110px",
                  cell: (row) => <Iso>{formatDate(row.tenueLe)}</Iso>,
                },
                {
                  key: "heure",
                  header: t("champs:seance.heure"),
                  width: "70px",
                  cell: (row) => (row.heure ? <Iso>{row.heure}</Iso> : <None />),
                },
                {
                  key: "numero",
                  header: t("champs:seance.numero"),
                  width: "170px",
                  cell: (row) => (
                    <a href={`#/seances/${row.id}`} className={styles.link}>
                      <Iso>{row.numero ?? formatDate(row.tenueLe)}</Iso>
                    </a>
                  ),
                },
                {
                  key: "lieu",
                  header: t("champs:seance.lieu"),
                  cell: (row) => (row.lieu ? <Auto>{row.lieu}</Auto> : <None />),
                },
                {
                  key: "statut",
                  header: t("champs:seance.statut"),
                  width: "120px",
                  cell: (row) => <SittingState statut={row.statut} />,
                },
                {
                  key: "inscrits",
                  header: t("inscrits"),
                  numeric: true,
                  width: "100px",
                  cell: (row) => formatNumber(row.inscrits, 0),
                },
                {
                  key: "decides",
                  header: t("decides"),
                  numeric: true,
                  width: "100px",
                  cell: (row) => formatNumber(row.decides, 0),
                },
                {
                  key: "pvLe",
                  header: t("champs:seance.pvLe"),
                  width: "120px",
                  cell: (row) => (row.pvLe ? <Iso>{formatDate(row.pvLe)}</Iso> : <None />),
                },
              ]}
            />
          </div>
        )}
      </div>
      <Modal opened={planning} onClose={() => setPlanning(false)} title={t("planifier")}>
        {planning && <PlanForm onClose={() => setPlanning(false)} />}
      </Modal>
    </div>
  );
}

function PlanForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["seances", "champs"]);
  const { today } = useSession();
  const [tenueLe, setTenueLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const [heure, setHeure] = useState("");
  const [lieu, setLieu] = useState("");
  const [president, setPresident] = useState("");
  const create = useMutation({
    mutationFn: () =>
      data.records.create({
        record: "seance",
        values: {
          tenueLe,
          heure: heure.trim() || null,
          lieu: lieu.trim() || null,
          president: president.trim() || null,
        },
      }),
    onSuccess: ({ id }) => {
      onClose();
      if (id) navigate(`/seances/${id}`);
    },
  });
  const faults = faultsOf(create.error);
  const fault = (key: string): string | undefined => {
    const found = faults.find(({ field }) => field === key);
    return found && faultSentence(found, t);
  };
  const shown = ["tenueLe", "heure", "lieu", "president"];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dated) create.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <DateInput
        label={t("champs:seance.tenueLe")}
        value={tenueLe}
        onChange={setTenueLe}
        onValid={setDated}
        error={fault("tenueLe")}
        required
        autoFocus
      />
      <TextInput
        label={t("champs:seance.heure")}
        value={heure}
        onChange={setHeure}
        error={fault("heure")}
        placeholder="10:00"
        dir="ltr"
      />
      <TextInput
        label={t("champs:seance.lieu")}
        value={lieu}
        onChange={setLieu}
        error={fault("lieu")}
        dir="auto"
      />
      <TextInput
        label={t("champs:seance.president")}
        value={president}
        onChange={setPresident}
        error={fault("president")}
        dir="auto"
      />
      {create.error && !faults.some(({ field }) => shown.includes(field)) && (
        <p role="alert" className={styles.fault}>
          {errorSentence(create.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={create.isPending}>
          {t("creer")}
        </Button>
      </div>
    </form>
  );
}
