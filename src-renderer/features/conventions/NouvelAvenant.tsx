import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { amendableFields } from "../../../src-main/contract/conventions.ts";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { data, errorSentence } from "../../data/index.ts";
import { columnLabel } from "../../lib/actions.ts";
import { faultsOf, faultSentence } from "../../lib/errors.ts";
import { navigate } from "../../lib/location.ts";
import {
  Button,
  DateInput,
  FieldInput,
  fromDraft,
  IconButton,
  Modal,
  Select,
  Textarea,
  TextInput,
  toDraft,
  useAsking,
} from "../../ui/index.ts";
import styles from "./conventions.module.css";

/** A draft avenant: its title, the day it takes effect, the fields it changes with their new values. */
export function NouvelAvenant({
  detail,
  onClose,
}: {
  detail: ConventionDetail;
  onClose: () => void;
}) {
  const { t } = useTranslation(["conventions", "champs"]);
  const [intituleFr, setIntituleFr] = useState("");
  const [numero, setNumero] = useState("");
  const [effetLe, setEffetLe] = useState<string | null>(null);
  const [objet, setObjet] = useState("");
  const [drafts, setDrafts] = useState<Record<string, FieldValue>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asking = useAsking("convention");
  const chosen = Object.keys(drafts);
  const free = amendableFields.filter((name) => !chosen.includes(name));
  const faults = faultsOf(error);
  const faultOf = (key: string): string | undefined => {
    const fault = faults.find(({ field }) => field === key);
    return fault && faultSentence(fault, t);
  };
  const shown = ["intituleFr", "numero", "effetLe", "objet", ...chosen];
  const elsewhere = faults.filter(({ field }) => !shown.includes(field));

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setError(null);
    try {
      const changements = Object.fromEntries(
        chosen.map((name) => [name, fromDraft(fieldOf("convention", name)!, drafts[name] ?? null)]),
      );
      const made = await asking.send(changements, (values, answers) =>
        data.conventions.avenant({
          conventionId: detail.ligne.id,
          intituleFr: intituleFr.trim(),
          effetLe,
          changements: values,
          ...(numero.trim() ? { numero: numero.trim() } : {}),
          ...(objet.trim() ? { objet: objet.trim() } : {}),
          ...(answers.sure ? { sure: answers.sure } : {}),
        }),
      );
      onClose();
      if (made?.id) navigate(`/conventions/${made.id}?onglet=texte`);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={t("avenant.nouveau")}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p className={styles.mut}>{t("avenant.aide")}</p>
        <div className={styles.pair}>
          <TextInput
            label={t("champs:convention.intituleFr")}
            value={intituleFr}
            onChange={setIntituleFr}
            error={faultOf("intituleFr")}
            required
            autoFocus
            dir="auto"
          />
          <TextInput
            label={t("champs:convention.numero")}
            value={numero}
            onChange={setNumero}
            placeholder={`${detail.ligne.numero}/A${detail.avenants.length + 1}`}
            dir="ltr"
          />
          <DateInput
            label={t("champs:convention.effetLe")}
            value={effetLe}
            onChange={setEffetLe}
            error={faultOf("effetLe")}
          />
        </div>
        <Textarea
          label={t("champs:convention.objet")}
          value={objet}
          onChange={setObjet}
          rows={2}
          dir="auto"
        />
        {chosen.map((name) => {
          const field = fieldOf("convention", name)!;
          const label = columnLabel(t, "convention", name);
          return (
            <div key={name} className={styles.change}>
              <FieldInput
                field={field}
                label={label}
                draft={drafts[name] ?? null}
                onDraft={(next) => setDrafts((old) => ({ ...old, [name]: next }))}
                error={faultOf(name)}
              />
              <IconButton
                label={t("avenant.oter", { champ: label })}
                icon={<IconX size={15} />}
                onClick={() =>
                  setDrafts((old) =>
                    Object.fromEntries(Object.entries(old).filter(([key]) => key !== name)),
                  )
                }
              />
            </div>
          );
        })}
        {free.length > 0 && (
          <Select
            label={t("avenant.choisirChamp")}
            value={null}
            onChange={(name) => {
              if (!name) return;
              const field = fieldOf("convention", name)!;
              setDrafts((old) => ({
                ...old,
                [name]: toDraft(field, detail.valeurs[name] ?? null),
              }));
            }}
            options={free.map((value) => ({ value, label: columnLabel(t, "convention", value) }))}
            searchable
          />
        )}
        {error !== null && (faults.length === 0 || elsewhere.length > 0) && (
          <p role="alert" className={styles.fault}>
            {faults.length === 0
              ? errorSentence(error, t)
              : elsewhere.map((fault) => faultSentence(fault, t)).join(" ")}
          </p>
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t("commun:annuler")}</Button>
          <Button variant="primary" type="submit" disabled={busy}>
            {t("avenant.ouvrir")}
          </Button>
        </div>
      </form>
      {asking.dialog}
    </Modal>
  );
}
