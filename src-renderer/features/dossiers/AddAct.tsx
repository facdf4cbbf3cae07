import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { usePane } from "../../lib/pane.ts";
import { Button, DateInput, Modal, Select } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

interface AddActProps {
  projetId: string;
  opened: boolean;
  onClose: () => void;
}

/** Asks for one more act for a project: one more dossier. */
export function AddAct({ projetId, opened, onClose }: AddActProps) {
  const { t } = useTranslation("dossiers");
  return (
    <Modal opened={opened} onClose={onClose} title={t("actes.ajouterTitre")}>
      {opened && <Form projetId={projetId} onClose={onClose} />}
    </Modal>
  );
}

function Form({ projetId, onClose }: Omit<AddActProps, "opened">) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const { navigate } = usePane();
  const session = useSession();
  const [acte, setActe] = useState<string | null>(null);
  const [deposeLe, setDeposeLe] = useState<string | null>(session.today);
  const [dated, setDated] = useState(true);
  const add = useMutation({
    mutationFn: () =>
      data.dossiers.create({
        projetId,
        dossier: { acte, deposeLe, officierId: session.user?.id ?? null },
      }),
    onSuccess: ({ id }) => {
      onClose();
      if (id) navigate(`/dossiers/${id}`);
    },
  });
  const faults = faultsOf(add.error);
  const fault = (key: string): string | undefined => {
    const one = faults.find(({ field }) => field === key);
    return one && faultSentence(one, t);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (dated) add.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <Select
        label={t("champs:dossier.acte")}
        value={acte}
        onChange={setActe}
        options={catalogue.options("acte")}
        error={fault("acte")}
        required
        autoFocus
      />
      <DateInput
        label={t("champs:dossier.deposeLe")}
        value={deposeLe}
        onChange={setDeposeLe}
        onValid={setDated}
        error={fault("deposeLe")}
        required
      />
      {add.error && faults.length === 0 && (
        <p role="alert" className={styles.fault}>
          {errorSentence(add.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={add.isPending}>
          {t("actes.ajouter")}
        </Button>
      </div>
    </form>
  );
}
