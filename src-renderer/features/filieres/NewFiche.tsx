import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { Field } from "../../../src-main/contract/fields.ts";
import type { FiliereKey } from "../../../src-main/contract/filieres.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  orpc,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { navigate } from "../../lib/location.ts";
import { Button, DateInput, Modal, Select, Textarea, TextInput } from "../../ui/index.ts";
import { CONFIG } from "./config.ts";
import styles from "./filieres.module.css";

interface NewFicheProps {
  filiere: FiliereKey;
  opened: boolean;
  onClose: () => void;
}

/** Asks for what a new enquiry or accompaniment needs. */
export function NewFiche({ filiere, opened, onClose }: NewFicheProps) {
  const { t } = useTranslation("filieres");
  return (
    <Modal opened={opened} onClose={onClose} title={t(`nouveau.${filiere}`)} size="lg">
      {opened && <Form filiere={filiere} onClose={onClose} />}
    </Modal>
  );
}

/** Faults of a format that no official key settles: the value may be kept with a reason. */
const DOUBTS = new Set(["phone_format", "phone_foreign"]);

function Form({ filiere, onClose }: Omit<NewFicheProps, "opened">) {
  const { t } = useTranslation(["filieres", "champs", "erreurs"]);
  const catalogue = useCatalogue();
  const session = useSession();
  const client = useQueryClient();
  const me = session.user?.id ?? null;
  const [values, setValues] = useState<Record<string, string | null>>({
    recueLe: session.today,
    ouvertLe: session.today,
    assigneId: me,
    conseillerId: me,
  });
  const [motif, setMotif] = useState("");
  const [unread, setUnread] = useState<Readonly<Record<string, boolean>>>({});
  const create = useMutation({
    mutationFn: async () => {
      const filled = CONFIG[filiere].quick
        .map((key) => [key, values[key] ?? null] as const)
        .filter(([, value]) => value !== null && value.trim() !== "");
      const made = await data.records.create({
        record: filiere,
        values: Object.fromEntries(filled),
        ...(motif.trim() ? { motifs: { telephone: motif.trim() } } : {}),
      });
      await client.invalidateQueries({ queryKey: orpc.filieres.key() });
      return made;
    },
    onError: () =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      ),
    onSuccess: ({ id }) => {
      onClose();
      if (id) navigate(`${CONFIG[filiere].path}/${id}`);
    },
  });
  const faults = faultsOf(create.error);
  const known = faults.some(({ field }) => CONFIG[filiere].quick.includes(field));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!Object.values(unread).includes(true)) create.mutate();
  };
  const input = (key: string, first: boolean) => {
    const field: Field | undefined = fieldOf(filiere, key);
    if (!field) return null;
    const fault = faults.find((one) => one.field === key);
    const shared = {
      label: t(`champs:${filiere}.${key}`),
      error: fault && faultSentence(fault, t),
      required: field.required ?? false,
      autoFocus: first,
    };
    const value = values[key] ?? null;
    const onChange = (next: string | null): void => setValues((old) => ({ ...old, [key]: next }));
    switch (field.kind) {
      case "date":
        return (
          <DateInput
            {...shared}
            value={value}
            onChange={onChange}
            onValid={(valid) => setUnread((old) => ({ ...old, [key]: !valid }))}
          />
        );
      case "choice":
        return (
          <Select
            {...shared}
            value={value}
            onChange={onChange}
            options={catalogue.options(field.list ?? "")}
            clearable={!field.required}
          />
        );
      case "utilisateur":
        return (
          <Select
            {...shared}
            value={value}
            onChange={onChange}
            options={catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }))}
            clearable
          />
        );
      case "longtext":
        return <Textarea {...shared} value={value ?? ""} onChange={onChange} rows={3} dir="auto" />;
      default:
        return (
          <TextInput
            {...shared}
            value={value ?? ""}
            onChange={onChange}
            dir={field.kind === "text" ? "auto" : "ltr"}
          />
        );
    }
  };
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      {CONFIG[filiere].quick.map((key, place) => {
        const kind = fieldOf(filiere, key)?.kind;
        const wide = place === 0 || kind === "longtext";
        const doubt = faults.some((one) => one.field === key && DOUBTS.has(one.code));
        return (
          <div key={key} className={wide ? styles.wide : undefined}>
            {input(key, place === 0)}
            {doubt && (
              <TextInput label={t("motifFormat")} value={motif} onChange={setMotif} dir="auto" />
            )}
          </div>
        );
      })}
      {create.error && !known && (
        <p role="alert" className={styles.fault}>
          {errorSentence(create.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("commun:annuler")}</Button>
        <Button variant="primary" type="submit" loading={create.isPending}>
          {t("creer")}
        </Button>
      </div>
    </form>
  );
}
