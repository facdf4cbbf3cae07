import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../../src-main/contract/dossiers.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { navigate } from "../../lib/location.ts";
import { Button, DateInput, Modal, NumberInput, Select, TextInput } from "../../ui/index.ts";
import styles from "./dossiers.module.css";

const MDH = 100_000_000;

/** Asks for what a new dossier needs; everything else is filled in on its page. */
export function NewDossier({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("dossiers");
  return (
    <Modal opened={opened} onClose={onClose} title={t("nouveau.titre")} size="lg">
      {opened && <Form onClose={onClose} />}
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const session = useSession();
  const [values, setValues] = useState<Record<string, FieldValue>>({
    deposeLe: session.today,
    officierId: session.user?.id ?? null,
  });
  const text = (key: string): string => String(values[key] ?? "");
  const choice = (key: string): string | null => (values[key] as string | null | undefined) ?? null;
  const set = (key: string) => (value: FieldValue) =>
    setValues((old) => ({ ...old, [key]: value }));

  const places = useMemo(
    () =>
      catalogue.territoires
        .filter((row) => ["commune", "province", "interprovincial"].includes(row.level))
        .map((row) => {
          const name = catalogue.territoire(row.code);
          const province = row.level === "commune" ? catalogue.territoire(row.province) : "";
          return { value: row.id, label: province ? `${name} (${province})` : name };
        })
        .sort((a, b) => a.label.localeCompare(b.label)),
    [catalogue],
  );

  // A date or a number that cannot be read is on screen with its fault: nothing else may be sent in its place.
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const readable = (key: string) => (valid: boolean) =>
    setUnread((old) => {
      if (old.has(key) !== valid) return old;
      const next = new Set(old);
      if (valid) next.delete(key);
      else next.add(key);
      return next;
    });

  const create = useMutation({
    mutationFn: () =>
      data.dossiers.create({
        projet: {
          intituleFr: text("intituleFr"),
          intituleAr: text("intituleAr") || null,
          secteur: choice("secteur"),
          territoireId: choice("territoireId"),
          montant: values["montant"] ?? null,
          emploisPrevus: values["emploisPrevus"] ?? null,
        },
        ...(text("nomFr").trim() ? { porteur: { nomFr: text("nomFr") } } : {}),
        dossier: {
          acte: choice("acte"),
          deposeLe: choice("deposeLe"),
          officierId: choice("officierId"),
        },
      }),
    // A refused field takes the focus: the button had it, and gave it up while it was busy.
    onError: () =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      ),
    onSuccess: ({ id }) => {
      onClose();
      if (id) navigate(`/dossiers/${id}`);
    },
  });

  const faults = faultsOf(create.error);
  const fault = (key: string): string | undefined => {
    const found = faults.find((one) => one.field === key);
    return found && faultSentence(found, t);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (unread.size === 0) create.mutate();
  };
  const shown = ["intituleFr", "intituleAr", "nomFr", "secteur", "territoireId", "montant"].concat(
    "emploisPrevus",
    "acte",
    "deposeLe",
    "officierId",
  );
  const elsewhere = create.error && !faults.some(({ field }) => shown.includes(field));

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <div className={styles.wide}>
        <TextInput
          label={t("champs:projet.intituleFr")}
          value={text("intituleFr")}
          onChange={set("intituleFr")}
          error={fault("intituleFr")}
          required
          autoFocus
        />
      </div>
      <div className={styles.wide}>
        <TextInput
          label={t("champs:projet.intituleAr")}
          value={text("intituleAr")}
          onChange={set("intituleAr")}
          error={fault("intituleAr")}
          dir="rtl"
        />
      </div>
      <Select
        label={t("champs:dossier.acte")}
        value={choice("acte")}
        onChange={set("acte")}
        options={catalogue.options("acte")}
        error={fault("acte")}
        required
      />
      <DateInput
        label={t("champs:dossier.deposeLe")}
        value={choice("deposeLe")}
        onChange={set("deposeLe")}
        onValid={readable("deposeLe")}
        error={fault("deposeLe")}
        required
      />
      <TextInput
        label={t("champs:colonnes.porteur")}
        value={text("nomFr")}
        onChange={set("nomFr")}
        error={fault("nomFr")}
      />
      <Select
        label={t("champs:projet.secteur")}
        value={choice("secteur")}
        onChange={set("secteur")}
        options={catalogue.options("secteur_barometre")}
        error={fault("secteur")}
        clearable
      />
      <Select
        label={t("champs:projet.territoireId")}
        value={choice("territoireId")}
        onChange={set("territoireId")}
        options={places}
        error={fault("territoireId")}
        searchable
        clearable
      />
      <Select
        label={t("champs:dossier.officierId")}
        value={choice("officierId")}
        onChange={set("officierId")}
        options={catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }))}
        error={fault("officierId")}
        clearable
      />
      <NumberInput
        label={t("champs:projet.montant")}
        unit={t("unites.mdh")}
        value={typeof values["montant"] === "number" ? values["montant"] / MDH : null}
        onChange={(value) => set("montant")(value === null ? null : Math.round(value * MDH))}
        onValid={readable("montant")}
        error={fault("montant")}
      />
      <NumberInput
        label={t("champs:projet.emploisPrevus")}
        decimals={0}
        value={typeof values["emploisPrevus"] === "number" ? values["emploisPrevus"] : null}
        onChange={set("emploisPrevus")}
        onValid={readable("emploisPrevus")}
        error={fault("emploisPrevus")}
      />
      {elsewhere && (
        <p role="alert" className={styles.fault}>
          {errorSentence(create.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={create.isPending}>
          {t("nouveau.creer")}
        </Button>
      </div>
    </form>
  );
}
