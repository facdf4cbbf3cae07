import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaEntry } from "../../../src-main/contract/seances.ts";
import { data, errorSentence, orpc } from "../../data/index.ts";
import { formatDate } from "../../lib/format.ts";
import { Button, DateInput, Modal, Select, Textarea } from "../../ui/index.ts";
import styles from "./seances.module.css";

interface PostponeProps {
  entry: AgendaEntry | null;
  seanceId: string;
  onClose: () => void;
}

/** Takes a dossier off this agenda with the reason, to another sitting if one is chosen. */
export function Postpone({ entry, seanceId, onClose }: PostponeProps) {
  const { t } = useTranslation("seances");
  return (
    <Modal
      opened={entry !== null}
      onClose={onClose}
      title={entry ? t("reporter.nom", { reference: entry.reference }) : ""}
    >
      {entry && <PostponeForm entry={entry} seanceId={seanceId} onClose={onClose} />}
    </Modal>
  );
}

function PostponeForm({ entry, seanceId, onClose }: PostponeProps & { entry: AgendaEntry }) {
  const { t } = useTranslation(["seances", "champs"]);
  const [motif, setMotif] = useState("");
  const [to, setTo] = useState<string | null>(null);
  const list = useQuery(orpc.seances.list.queryOptions({ input: { limit: 300 } }));
  const open = (list.data?.rows ?? []).filter(
    (row) => row.id !== seanceId && (row.statut === "prevue" || row.statut === "en_cours"),
  );
  const postpone = useMutation({
    mutationFn: () => data.seances.reporter({ id: entry.id, motif, versSeanceId: to }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    postpone.mutate();
  };
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <Textarea
        label={t("champs:inscription.motif")}
        value={motif}
        onChange={setMotif}
        dir="auto"
        maxLength={2000}
        autoFocus
      />
      <Select
        label={t("reporter.vers")}
        value={to}
        onChange={setTo}
        clearable
        placeholder={t("reporter.plusTard")}
        options={open.map((row) => ({
          value: row.id,
          label: `${row.numero ?? ""} · ${formatDate(row.tenueLe)}`,
        }))}
      />
      {postpone.error && (
        <p role="alert" className={styles.fault}>
          {errorSentence(postpone.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={postpone.isPending}>
          {t("reporter.valider")}
        </Button>
      </div>
    </form>
  );
}

interface CloseSittingProps {
  opened: boolean;
  onClose: () => void;
  id: string;
  /** Day of the sitting. */
  date: string;
}

/** Closes a sitting, with the day its minutes were signed. */
export function CloseSitting(props: CloseSittingProps) {
  const { t } = useTranslation("seances");
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={t("clore.titre")}>
      {props.opened && <CloseForm {...props} />}
    </Modal>
  );
}

function CloseForm({ id, date, onClose }: CloseSittingProps) {
  const { t } = useTranslation(["seances", "champs"]);
  const [pvLe, setPvLe] = useState<string | null>(date);
  const [dated, setDated] = useState(true);
  const close = useMutation({
    mutationFn: () => data.seances.cloturer({ id, pvLe }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dated) close.mutate();
  };
  return (
    <form className={styles.column} onSubmit={submit} noValidate>
      <p>{t("clore.aide")}</p>
      <DateInput
        label={t("champs:seance.pvLe")}
        value={pvLe}
        onChange={setPvLe}
        onValid={setDated}
        autoFocus
      />
      {close.error && (
        <p role="alert" className={styles.fault}>
          {errorSentence(close.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={close.isPending}>
          {t("clore.valider")}
        </Button>
      </div>
    </form>
  );
}
