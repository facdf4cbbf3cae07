import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { tableauAsked } from "../../../src-main/contract/tableaux.ts";
import type { TableauAsked, TableauEntree } from "../../../src-main/contract/tableaux.ts";
import { data, errorSentence, useSession } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { formatMonth, pick } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { Button, Select, Textarea, TextInput } from "../../ui/index.ts";
import styles from "./editions.module.css";

/** What the dashboard on screen was asked for; null when the address holds nothing that can be read. */
function askedOf(text: string | null): TableauAsked | null {
  if (text === null) return null;
  try {
    return tableauAsked.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Freezes the figures of a dashboard, under a title. */
export function Publier({
  tableaux,
  tableau,
  demande,
  onCancel,
}: {
  tableaux: readonly TableauEntree[];
  tableau: string | null;
  demande: string | null;
  onCancel: () => void;
}) {
  const { t } = useTranslation("editions");
  const langue = useLangue();
  const { today } = useSession();
  const asked = askedOf(demande);
  const [key, setKey] = useState(asked?.key ?? tableau);
  const [titre, setTitre] = useState<string | null>(null);
  const [observation, setObservation] = useState("");
  const chosen = tableaux.find((one) => one.key === key);
  const proposed = chosen ? `${pick(chosen.titre, langue)} · ${formatMonth(today, langue)}` : "";
  const screen = asked !== null && asked.key === key;
  const publish = useMutation({
    mutationFn: () =>
      data.editions.publier({
        demande: screen ? asked : { key: key! },
        titre: titre ?? proposed,
        observation: observation.trim() === "" ? null : observation,
      }),
    onSuccess: ({ id }) => navigate(`/editions/${id}`, { replace: true }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key !== null) publish.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Select
        label={t("tableau")}
        required
        value={key}
        onChange={setKey}
        options={tableaux.map((one) => ({ value: one.key, label: pick(one.titre, langue) }))}
      />
      <TextInput
        label={t("colonne.titre")}
        value={titre ?? proposed}
        onChange={setTitre}
        dir="auto"
        required
        autoFocus
      />
      <Textarea
        label={t("publier.observation")}
        value={observation}
        onChange={setObservation}
        dir="auto"
      />
      <p className={styles.mut}>{t(screen ? "publier.filtreEcran" : "publier.filtrePropre")}</p>
      <p className={styles.mut}>{t("publier.aide")}</p>
      {publish.error && (
        <p role="alert" className={styles.fault}>
          {errorSentence(publish.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onCancel}>{t("commun:annuler")}</Button>
        <Button variant="primary" type="submit" loading={publish.isPending} disabled={key === null}>
          {t("publier.faire")}
        </Button>
      </div>
    </form>
  );
}
