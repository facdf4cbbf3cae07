import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DossierDetail } from "../../../src-main/contract/dossiers.ts";
import { data, errorSentence, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import {
  Button,
  Card,
  DateInput,
  IconButton,
  notify,
  Select,
  Table,
  Textarea,
} from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { LineForm } from "./LineForm.tsx";
import { None, useMarks } from "./marks.tsx";

export interface PassagesProps {
  detail: DossierDetail;
  adding: boolean;
  setAdding: (adding: boolean) => void;
}

/** The examinations of a dossier by the commission: added, never overwritten. */
export function Passages({ detail, adding, setAdding }: PassagesProps) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const client = useQueryClient();
  const marks = useMarks();
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await data.records.remove({ record: "passage", id });
      await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Card
      title={t("passages.titre")}
      actions={
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          shortcut="P"
          onClick={() => setAdding(true)}
        >
          {t("passages.ajouter")}
        </Button>
      }
    >
      {adding && <PassageForm dossierId={detail.row.id} onClose={() => setAdding(false)} />}
      {detail.passages.length > 0 ? (
        <Table
          label={t("passages.titre")}
          rows={detail.passages}
          rowKey={(passage) => passage.id}
          columns={[
            {
              key: "tenuLe",
              header: t("champs:passage.tenuLe"),
              width: "120px",
              cell: (passage) => <Iso>{formatDate(passage.tenuLe)}</Iso>,
            },
            {
              key: "decision",
              header: t("champs:passage.decision"),
              width: "190px",
              cell: (passage) => (passage.decision ? marks.decision(passage.decision) : <None />),
            },
            {
              key: "observation",
              header: t("champs:passage.observation"),
              cell: (passage) =>
                passage.observation ? <Auto>{passage.observation}</Auto> : <None />,
            },
            {
              key: "actions",
              header: <span className={styles.hidden}>{t("passages.actions")}</span>,
              width: "32px",
              cell: (passage) => (
                <IconButton
                  size="sm"
                  label={t("passages.supprimer", { date: formatDate(passage.tenuLe) })}
                  icon={<IconTrash size={14} />}
                  onClick={() => remove.mutate(passage.id)}
                />
              ),
            },
          ]}
        />
      ) : (
        !adding && <p className={styles.mut}>{t("passages.aucun")}</p>
      )}
    </Card>
  );
}

function PassageForm({ dossierId, onClose }: { dossierId: string; onClose: () => void }) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const { today } = useSession();
  const client = useQueryClient();
  const [tenuLe, setTenuLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const [decision, setDecision] = useState<string | null>(null);
  const [observation, setObservation] = useState("");
  const add = useMutation({
    mutationFn: async () => {
      await data.dossiers.addPassage({
        dossierId,
        tenuLe: tenuLe ?? "",
        decision,
        observation: observation.trim() || null,
      });
      await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
    },
    onSuccess: onClose,
  });
  return (
    <LineForm
      label={t("passages.ajouter")}
      submitLabel={t("passages.enregistrer")}
      error={add.error}
      pending={add.isPending}
      ready={tenuLe !== null && dated}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <DateInput
        label={t("champs:passage.tenuLe")}
        value={tenuLe}
        onChange={setTenuLe}
        onValid={setDated}
        required
        autoFocus
      />
      <Select
        label={t("champs:passage.decision")}
        value={decision}
        onChange={setDecision}
        options={catalogue.options("decision")}
        clearable
      />
      <Textarea
        className={styles.wide}
        label={t("champs:passage.observation")}
        value={observation}
        onChange={setObservation}
        rows={2}
        dir="auto"
      />
    </LineForm>
  );
}
