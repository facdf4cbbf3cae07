import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DossierDetail } from "../../../src-main/contract/dossiers.ts";
import { data, orpc } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Button, Card, Pill, Select } from "../../ui/index.ts";
import base from "./dossiers.module.css";
import { EditField } from "./EditField.tsx";
import styles from "./Instruction.module.css";
import { None, useMarks } from "./marks.tsx";
import { nameIn, useInstruction, useInstructionChange } from "./useInstruction.ts";

/** The act that the authority delivers: by whom, before when, and once it is there its number and day. */
export function Acte({ detail }: { detail: DossierDetail }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const marks = useMarks();
  const instruction = useInstruction(detail.row.id);
  const delais = useQuery(orpc.delais.dossier.queryOptions({ input: { id: detail.row.id } }));
  const { acteDelai, acteEcheanceLe } = detail.row;
  // Once delivered, an act has no deadline any more: its clock remembers whether it was kept.
  const late = delais.data?.horloges.some(({ genre, tardif }) => genre === "acte" && tardif);
  const delivreLe = detail.dossier.values["delivreLe"];
  const left = instruction.data?.reserves.filter((each) => each.leveeLe === null).length ?? 0;
  return (
    <Card title={t("acte.titre")}>
      <div className={styles.deadline}>
        {typeof delivreLe === "string" ? (
          <Pill tone={late ? "late" : "ok"}>
            {t(late ? "acte.tard" : "acte.delivre")} <Iso>{formatDate(delivreLe)}</Iso>
          </Pill>
        ) : acteEcheanceLe === null ? (
          <span className={base.mut}>{t("acte.pasEncore")}</span>
        ) : (
          <>
            <span>
              {t("acte.echeance")} <Iso>{formatDate(acteEcheanceLe)}</Iso>
            </span>
            {marks.delay(acteDelai)}
            <span className={base.mut}>{marks.sentence(acteDelai)}</span>
          </>
        )}
        {left > 0 && typeof delivreLe !== "string" && acteEcheanceLe !== null && (
          <Pill tone="soon">{t("reserves.restent", { count: left })}</Pill>
        )}
      </div>
      <div className={base.fieldsWide}>
        <Authority detail={detail} />
        <EditField record="dossier" view={detail.dossier} name="acteNumero" />
        <EditField record="dossier" view={detail.dossier} name="delivreLe" />
      </div>
    </Card>
  );
}

function Authority({ detail }: { detail: DossierDetail }) {
  const { t, i18n } = useTranslation(["instruction", "champs"]);
  const instruction = useInstruction(detail.row.id);
  const [editing, setEditing] = useState(false);
  const known = useQuery({
    ...orpc.instruction.administrations.queryOptions({ input: {} }),
    enabled: editing,
  });
  const before = detail.dossier.values["autoriteId"] ?? null;
  const choose = useInstructionChange(
    (autoriteId: string | null) =>
      data.records.update({
        record: "dossier",
        id: detail.row.id,
        patch: { autoriteId },
        expected: { autoriteId: before },
      }),
    { onDone: () => setEditing(false) },
  );
  const autorite = instruction.data?.autorite;
  const list = known.data?.administrations ?? [];
  return (
    <div className={styles.deadline}>
      <span className={base.mut}>{t("champs:dossier.autoriteId")}</span>
      {editing ? (
        <>
          <Select
            ariaLabel={t("champs:dossier.autoriteId")}
            value={typeof before === "string" ? before : null}
            onChange={(next) => choose.mutate(next)}
            options={list.map((each) => ({ value: each.id, label: nameIn(i18n.language, each) }))}
            searchable
            clearable
            autoFocus
          />
          {known.isSuccess && list.length === 0 && (
            <span className={base.mut}>{t("acte.aucuneAutorite")}</span>
          )}
          <Button size="sm" onClick={() => setEditing(false)}>
            {t("renoncer")}
          </Button>
        </>
      ) : (
        <>
          {autorite ? <Auto>{nameIn(i18n.language, autorite)}</Auto> : <None />}
          <Button size="sm" variant="subtle" onClick={() => setEditing(true)}>
            {t("acte.choisir")}
          </Button>
        </>
      )}
    </div>
  );
}
