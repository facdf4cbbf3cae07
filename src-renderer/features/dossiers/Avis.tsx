import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConsultationView } from "../../../src-main/contract/instruction.ts";
import { data, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import {
  Button,
  Card,
  DateInput,
  ErrorState,
  Pill,
  Select,
  Skeleton,
  Table,
  Textarea,
  TextInput,
} from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import base from "./dossiers.module.css";
import styles from "./Instruction.module.css";
import { LineForm } from "./LineForm.tsx";
import { None } from "./marks.tsx";
import { nameIn, useInstruction, useInstructionChange } from "./useInstruction.ts";

const TONES: Record<string, Tone> = {
  favorable: "ok",
  avec_reserve: "info",
  defavorable: "late",
  silence: "neutral",
};
/** Stands in the list of administrations for one that the directory does not have. */
const NEW = "+";

/** The administrations asked for their opinion: request, reminder, answer. */
export function Avis({ id }: { id: string }) {
  const { t, i18n } = useTranslation(["instruction", "champs"]);
  const catalogue = useCatalogue();
  const { today } = useSession();
  const instruction = useInstruction(id);
  const [adding, setAdding] = useState(false);
  const [answering, setAnswering] = useState<ConsultationView | null>(null);
  const remind = useInstructionChange((each: ConsultationView) =>
    data.records.update({
      record: "consultation",
      id: each.id,
      patch: { relanceLe: today },
      expected: { relanceLe: each.relanceLe },
    }),
  );
  const view = instruction.data;
  return (
    <Card
      title={t("avis.titre")}
      actions={
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t("avis.demander")}
        </Button>
      }
    >
      {adding && <ConsultForm id={id} onClose={() => setAdding(false)} />}
      {answering && (
        <AnswerForm
          key={answering.id}
          consultation={answering}
          name={nameIn(i18n.language, answering)}
          onClose={() => setAnswering(null)}
        />
      )}
      {!view && instruction.error && (
        <ErrorState error={instruction.error} onRetry={() => void instruction.refetch()} />
      )}
      {!view && !instruction.error && <Skeleton lines={2} height={18} />}
      {view && view.consultations.length === 0 && !adding && (
        <p className={base.mut}>{t("avis.aucun")}</p>
      )}
      {view && view.consultations.length > 0 && (
        <Table
          dense
          label={t("avis.titre")}
          rows={view.consultations}
          rowKey={(each) => each.id}
          columns={[
            {
              key: "organisation",
              header: t("champs:consultation.organisationId"),
              cell: (each) => (
                <span className={styles.stack}>
                  <Auto>{nameIn(i18n.language, each)}</Auto>
                  {each.observation && (
                    <span className={styles.motif}>
                      <Auto>{each.observation}</Auto>
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: "demandeLe",
              header: t("avis.demande"),
              width: "84px",
              cell: (each) => <Iso>{formatDate(each.demandeLe)}</Iso>,
            },
            {
              key: "relanceLe",
              header: t("avis.relance"),
              width: "84px",
              cell: (each) => (each.relanceLe ? <Iso>{formatDate(each.relanceLe)}</Iso> : <None />),
            },
            {
              key: "reponseLe",
              header: t("avis.reponse"),
              width: "84px",
              cell: (each) => (each.reponseLe ? <Iso>{formatDate(each.reponseLe)}</Iso> : <None />),
            },
            {
              key: "avis",
              header: t("champs:consultation.avis"),
              width: "120px",
              cell: (each) =>
                each.avis ? (
                  <Pill tone={TONES[each.avis] ?? "neutral"}>
                    {catalogue.label("avis", each.avis)}
                  </Pill>
                ) : (
                  <Pill tone="soon">{t("avis.attendu")}</Pill>
                ),
            },
            {
              key: "actions",
              header: <span className={base.hidden}>{t("complements.actions")}</span>,
              width: "150px",
              cell: (each) => (
                <span className={styles.rowActions}>
                  {each.avis === null && each.relanceLe !== today && (
                    <Button
                      size="sm"
                      variant="subtle"
                      title={t("avis.relancerAujourdhui")}
                      aria-label={t("avis.relancerAujourdhui")}
                      onClick={() => remind.mutate(each)}
                    >
                      {t("avis.relancer")}
                    </Button>
                  )}
                  <Button size="sm" variant="subtle" onClick={() => setAnswering(each)}>
                    {each.avis === null ? t("avis.repondre") : t("avis.corriger")}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
    </Card>
  );
}

function ConsultForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation(["instruction", "champs"]);
  const { today } = useSession();
  const known = useQuery(orpc.instruction.administrations.queryOptions({ input: {} }));
  const [organisationId, setOrganisation] = useState<string | null>(null);
  const [nomFr, setName] = useState("");
  const [demandeLe, setDemandeLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const list = known.data?.administrations ?? [];
  const fresh = organisationId === NEW || (known.isSuccess && list.length === 0);
  const consult = useInstructionChange(
    () =>
      data.instruction.consulter({
        dossierId: id,
        demandeLe: demandeLe ?? "",
        ...(fresh ? { nomFr: nomFr.trim() } : { organisationId }),
      }),
    { quiet: true, onDone: onClose },
  );
  const ready =
    demandeLe !== null && dated && (fresh ? nomFr.trim() !== "" : organisationId !== null);
  return (
    <LineForm
      label={t("avis.demander")}
      submitLabel={t("avis.enregistrer")}
      error={consult.error}
      pending={consult.isPending}
      ready={ready}
      onSubmit={() => consult.mutate(undefined)}
      onClose={onClose}
    >
      {list.length > 0 && (
        <Select
          label={t("champs:consultation.organisationId")}
          value={organisationId}
          onChange={setOrganisation}
          options={[
            ...list.map((each) => ({ value: each.id, label: nameIn(i18n.language, each) })),
            { value: NEW, label: t("avis.nouvelle") },
          ]}
          searchable
          required
          autoFocus
        />
      )}
      {fresh && (
        <TextInput
          label={t("avis.nom")}
          value={nomFr}
          onChange={setName}
          maxLength={300}
          dir="auto"
          required
          autoFocus
        />
      )}
      <DateInput
        label={t("champs:consultation.demandeLe")}
        value={demandeLe}
        onChange={setDemandeLe}
        onValid={setDated}
        required
      />
    </LineForm>
  );
}

function AnswerForm({
  consultation,
  name,
  onClose,
}: {
  consultation: ConsultationView;
  name: string;
  onClose: () => void;
}) {
  const { t } = useTranslation(["instruction", "champs"]);
  const catalogue = useCatalogue();
  const { today } = useSession();
  const [avis, setAvis] = useState<string | null>(consultation.avis);
  const [reponseLe, setReponseLe] = useState<string | null>(consultation.reponseLe ?? today);
  const [dated, setDated] = useState(true);
  const [observation, setObservation] = useState(consultation.observation ?? "");
  const [reserve, setReserve] = useState("");
  const row = catalogue.rows("avis").find((each) => each.key === avis);
  const reserved = row?.attrs["reserve"] === true && consultation.avis !== avis;
  const silent = avis === "silence";
  const answer = useInstructionChange(
    () =>
      data.instruction.repondre({
        consultationId: consultation.id,
        avis: avis ?? "",
        reponseLe: silent ? null : reponseLe,
        observation: observation.trim() || null,
        ...(reserved && reserve.trim() ? { reserve: reserve.trim() } : {}),
      }),
    { quiet: true, onDone: onClose },
  );
  return (
    <LineForm
      label={t("avis.de")}
      submitLabel={t("avis.enregistrerReponse")}
      error={answer.error}
      pending={answer.isPending}
      ready={avis !== null && dated}
      onSubmit={() => answer.mutate(undefined)}
      onClose={onClose}
    >
      <p className={base.wide}>
        {t("avis.de")} <Auto>{name}</Auto>
      </p>
      <Select
        label={t("champs:consultation.avis")}
        value={avis}
        onChange={setAvis}
        options={catalogue.options("avis")}
        required
        autoFocus
      />
      <DateInput
        label={t("champs:consultation.reponseLe")}
        value={silent ? null : reponseLe}
        onChange={setReponseLe}
        onValid={setDated}
        disabled={silent}
      />
      {reserved && (
        <Textarea
          className={base.wide ?? ""}
          label={t("champs:reserve.texte")}
          value={reserve}
          onChange={setReserve}
          maxLength={4000}
          dir="auto"
          required
        />
      )}
      <Textarea
        className={base.wide ?? ""}
        label={t("champs:consultation.observation")}
        value={observation}
        onChange={setObservation}
        maxLength={4000}
        dir="auto"
      />
    </LineForm>
  );
}
