import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReserveView } from "../../../src-main/contract/instruction.ts";
import { data, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Button, Card, DateInput, ErrorState, Pill, Skeleton, Textarea } from "../../ui/index.ts";
import base from "./dossiers.module.css";
import styles from "./Instruction.module.css";
import { LineForm } from "./LineForm.tsx";
import { nameIn, useInstruction, useInstructionChange } from "./useInstruction.ts";

/** The reserves of the commission and of the administrations, until each is lifted. */
export function Reserves({ id }: { id: string }) {
  const { t, i18n } = useTranslation(["instruction", "champs"]);
  const instruction = useInstruction(id);
  const [adding, setAdding] = useState(false);
  const [lifting, setLifting] = useState<string | null>(null);
  const reserves = instruction.data?.reserves;
  const left = reserves?.filter((each) => each.leveeLe === null).length ?? 0;
  const from = (each: ReserveView): string =>
    each.organisationFr === null
      ? t("reserves.commission")
      : nameIn(i18n.language, { id: "", nomFr: each.organisationFr, nomAr: each.organisationAr });
  return (
    <Card
      title={
        <>
          {t("reserves.titre")}{" "}
          {reserves && reserves.length > 0 && (
            <Pill tone={left > 0 ? "soon" : "ok"}>
              {left > 0 ? t("reserves.restent", { count: left }) : t("reserves.toutesLevees")}
            </Pill>
          )}
        </>
      }
      actions={
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t("reserves.ajouter")}
        </Button>
      }
    >
      {adding && <AddForm id={id} onClose={() => setAdding(false)} />}
      {!reserves && instruction.error && (
        <ErrorState error={instruction.error} onRetry={() => void instruction.refetch()} />
      )}
      {!reserves && !instruction.error && <Skeleton lines={2} height={18} />}
      {reserves?.length === 0 && !adding && <p className={base.mut}>{t("reserves.aucune")}</p>}
      {reserves?.map((each) => (
        <div key={each.id}>
          <div className={styles.reserve}>
            <span className={styles.name}>
              <Auto>{each.texte}</Auto>
              <span className={styles.motif}>
                <Auto>{from(each)}</Auto>
                {each.poseeLe && (
                  <>
                    {" · "}
                    <Iso>{formatDate(each.poseeLe)}</Iso>
                  </>
                )}
              </span>
              {each.justification && (
                <span className={styles.motif}>
                  <Auto>{each.justification}</Auto>
                </span>
              )}
            </span>
            {each.leveeLe ? (
              <Pill tone="ok">
                {t("reserves.levee")} <Iso>{formatDate(each.leveeLe)}</Iso>
              </Pill>
            ) : (
              <Button size="sm" onClick={() => setLifting(each.id)}>
                {t("reserves.lever")}
              </Button>
            )}
          </div>
          {lifting === each.id && <LiftForm id={each.id} onClose={() => setLifting(null)} />}
        </div>
      ))}
    </Card>
  );
}

function AddForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const [texte, setTexte] = useState("");
  const add = useInstructionChange(
    () => data.records.create({ record: "reserve", values: { dossierId: id, texte } }),
    { quiet: true, onDone: onClose },
  );
  return (
    <LineForm
      label={t("reserves.ajouter")}
      submitLabel={t("reserves.enregistrer")}
      error={add.error}
      pending={add.isPending}
      onSubmit={() => add.mutate(undefined)}
      onClose={onClose}
    >
      <Textarea
        className={base.wide ?? ""}
        label={t("champs:reserve.texte")}
        value={texte}
        onChange={setTexte}
        maxLength={4000}
        dir="auto"
        required
        autoFocus
      />
    </LineForm>
  );
}

function LiftForm({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const { today } = useSession();
  const [leveeLe, setLeveeLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const [justification, setJustification] = useState("");
  const lift = useInstructionChange(
    () =>
      data.records.update({
        record: "reserve",
        id,
        patch: { leveeLe, justification: justification.trim() || null },
        expected: { leveeLe: null },
      }),
    { quiet: true, onDone: onClose },
  );
  return (
    <LineForm
      label={t("reserves.lever")}
      submitLabel={t("reserves.lever")}
      error={lift.error}
      pending={lift.isPending}
      ready={leveeLe !== null && dated}
      onSubmit={() => lift.mutate(undefined)}
      onClose={onClose}
    >
      <DateInput
        label={t("champs:reserve.leveeLe")}
        value={leveeLe}
        onChange={setLeveeLe}
        onValid={setDated}
        required
        autoFocus
      />
      <Textarea
        label={t("champs:reserve.justification")}
        value={justification}
        onChange={setJustification}
        maxLength={2000}
        dir="auto"
        required
      />
    </LineForm>
  );
}
