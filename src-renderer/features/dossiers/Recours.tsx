import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DelaisDossier, Horloge, RecoursVue } from "../../../src-main/contract/delais.ts";
import { data, errorSentence, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { formatDate } from "../../lib/format.ts";
import { Button, DateInput, IconButton, notify, Pill, Select, Textarea } from "../../ui/index.ts";
import styles from "./Delais.module.css";
import forms from "./dossiers.module.css";
import { EditField } from "./EditField.tsx";
import { LineForm } from "./LineForm.tsx";

const FIELDS = ["deposeLe", "reponseLe", "issue", "observation"] as const;

/** Last day to lodge an appeal of a kind; null when no delay runs for it. */
const lastDay = (horloges: readonly Horloge[], type: string | null): string | null =>
  horloges.find((each) => each.genre === "recours_depot" && each.typeRecours === type)?.due ?? null;

/** The appeals against a decision: added, edited in place, told when they came late. */
export function Recours({ dossierId, delais }: { dossierId: string; delais: DelaisDossier }) {
  const { t } = useTranslation("delais");
  const [adding, setAdding] = useState(false);
  return (
    <section aria-label={t("recours.titre")} className={styles.appeals}>
      <div className={styles.head}>
        <h3>{t("recours.titre")}</h3>
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t("recours.ajouter")}
        </Button>
      </div>
      {adding && (
        <AppealForm
          dossierId={dossierId}
          horloges={delais.horloges}
          onClose={() => setAdding(false)}
        />
      )}
      {delais.recours.map((recours) => (
        <Appeal key={recours.id} recours={recours} due={lastDay(delais.horloges, recours.type)} />
      ))}
      {delais.recours.length === 0 && !adding && <p className={styles.mut}>{t("recours.aucun")}</p>}
    </section>
  );
}

function Appeal({ recours, due }: { recours: RecoursVue; due: string | null }) {
  const { t } = useTranslation("delais");
  const catalogue = useCatalogue();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: async () => {
      await data.records.remove({ record: "recours", id: recours.id });
      await client.invalidateQueries({ queryKey: orpc.delais.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const { id, ...values } = recours;
  return (
    <article className={styles.appeal}>
      <div className={styles.head}>
        <h4>{catalogue.label("type_recours", recours.type)}</h4>
        {due !== null && recours.deposeLe > due && (
          <Pill tone="late">{t("recours.horsDelai", { date: formatDate(due) })}</Pill>
        )}
        <span className={styles.spring} />
        <IconButton
          size="sm"
          label={t("recours.supprimer", { date: formatDate(recours.deposeLe) })}
          icon={<IconTrash size={14} />}
          onClick={() => remove.mutate()}
          disabled={remove.isPending}
        />
      </div>
      <div className={styles.fields}>
        {FIELDS.map((name) => (
          <EditField key={name} record="recours" view={{ id, values }} name={name} />
        ))}
      </div>
    </article>
  );
}

interface AppealFormProps {
  dossierId: string;
  horloges: readonly Horloge[];
  onClose: () => void;
}

function AppealForm({ dossierId, horloges, onClose }: AppealFormProps) {
  const { t } = useTranslation(["delais", "champs", "dossiers"]);
  const catalogue = useCatalogue();
  const { today } = useSession();
  const client = useQueryClient();
  const types = catalogue.options("type_recours");
  const [type, setType] = useState<string | null>(types[0]?.value ?? null);
  const [deposeLe, setDeposeLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const [observation, setObservation] = useState("");
  const add = useMutation({
    mutationFn: async () => {
      await data.records.create({
        record: "recours",
        values: { dossierId, type, deposeLe, observation: observation.trim() || null },
      });
      await client.invalidateQueries({ queryKey: orpc.delais.key() });
    },
    onSuccess: onClose,
  });
  const due = lastDay(horloges, type);
  const late = due !== null && deposeLe !== null && deposeLe > due;
  return (
    <LineForm
      label={t("delais:recours.ajouter")}
      submitLabel={t("delais:recours.enregistrer")}
      error={add.error}
      pending={add.isPending}
      ready={type !== null && deposeLe !== null && dated}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Select
        label={t("champs:recours.type")}
        value={type}
        onChange={setType}
        options={types}
        required
      />
      <DateInput
        label={t("champs:recours.deposeLe")}
        value={deposeLe}
        onChange={setDeposeLe}
        onValid={setDated}
        required
        autoFocus
      />
      <Textarea
        className={forms.wide ?? ""}
        label={t("champs:recours.observation")}
        value={observation}
        onChange={setObservation}
        rows={2}
        dir="auto"
      />
      {late && (
        <p role="status" className={styles.warn}>
          {t("delais:recours.tardif", { date: formatDate(due) })}
        </p>
      )}
    </LineForm>
  );
}
