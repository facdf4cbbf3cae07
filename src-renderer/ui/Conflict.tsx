import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Conflict as ConflictOf } from "../../src-main/contract/errors.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { Iso } from "../lib/bidi.tsx";
import { formatInstant } from "../lib/format.ts";
import { Button } from "./Button.tsx";
import { SegmentedControl } from "./inputs.tsx";
import { Modal } from "./overlay.tsx";
import classes from "./asking.module.css";

export type ConflictChoice = Record<string, "sienne" | "mienne">;

export interface ConflictProps {
  conflicts: readonly ConflictOf[];
  /** What the user was about to write, by field. */
  mine: Record<string, FieldValue>;
  /** Name of a field. */
  labelOf: (field: string) => string;
  /** A value of a field as it reads. */
  show: (field: string, value: FieldValue) => ReactNode;
  onResolve: (choice: ConflictChoice) => void;
  onClose: () => void;
}

/** Someone changed the same fields meanwhile: who, when, both values, and one choice per field. */
export function Conflict({ conflicts, mine, labelOf, show, onResolve, onClose }: ConflictProps) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<ConflictChoice>(() =>
    Object.fromEntries(conflicts.map(({ field }) => [field, "sienne"])),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("saisie.conflit.titre")}
      footer={
        <>
          <Button onClick={onClose}>{t("annuler")}</Button>
          <Button variant="primary" onClick={() => onResolve(choice)} data-autofocus>
            {t("saisie.conflit.valider")}
          </Button>
        </>
      }
    >
      <p className={classes.lead}>{t("saisie.conflit.aide")}</p>
      <ul className={classes.conflicts}>
        {conflicts.map((conflict) => {
          const label = labelOf(conflict.field);
          return (
            <li key={conflict.field}>
              <h3>{label}</h3>
              <p className={classes.who}>
                {conflict.by
                  ? t("saisie.conflit.par", { nom: conflict.by })
                  : t("saisie.conflit.parInconnu")}
                {conflict.at !== null && (
                  <>
                    {" · "}
                    <Iso>{formatInstant(conflict.at)}</Iso>
                  </>
                )}
              </p>
              <dl className={classes.values}>
                <dt>{t("saisie.conflit.actuelle")}</dt>
                <dd>{show(conflict.field, (conflict.current ?? null) as FieldValue)}</dd>
                <dt>{t("saisie.conflit.proposee")}</dt>
                <dd>{show(conflict.field, mine[conflict.field] ?? null)}</dd>
              </dl>
              <SegmentedControl
                size="xs"
                label={t("saisie.conflit.choix", { champ: label })}
                value={choice[conflict.field] ?? "sienne"}
                onChange={(next) =>
                  setChoice((old) => ({ ...old, [conflict.field]: next as "sienne" | "mienne" }))
                }
                options={[
                  { value: "sienne", label: t("saisie.conflit.sienne") },
                  { value: "mienne", label: t("saisie.conflit.mienne") },
                ]}
              />
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
