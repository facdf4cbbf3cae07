import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { confirmableFaults } from "../../src-main/contract/errors.ts";
import type { Conflict as ConflictOf, FieldFault } from "../../src-main/contract/errors.ts";
import { fieldOf } from "../../src-main/contract/fields.ts";
import type { RecordKey } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { columnLabel } from "../lib/actions.ts";
import { Iso } from "../lib/bidi.tsx";
import { faultsOf, faultSentence, hasCode } from "../lib/errors.ts";
import { formatDh, formatNumber } from "../lib/format.ts";
import { Button } from "./Button.tsx";
import { Conflict } from "./Conflict.tsx";
import type { ConflictChoice } from "./Conflict.tsx";
import { FieldText } from "./FieldText.tsx";
import { TextInput } from "./inputs.tsx";
import { Modal } from "./overlay.tsx";
import classes from "./asking.module.css";

/** What goes with values the first try found unlikely. */
export interface Answers {
  sure?: string[];
  motifs?: Record<string, string>;
}

/** One attempt to write values; `expected` replaces what the user saw, once they were told of a change. */
export type Attempt<T> = (
  values: Record<string, FieldValue>,
  answers: Answers,
  expected: Record<string, FieldValue>,
) => Promise<T>;

const DH_PER_MDH = 1_000_000;

/** Faults of a lenient field that a reason lifts: its length is none of them. */
const reasoned = /_(?:format|foreign|without_place)$/;

type Question =
  | { kind: "confirm"; fault: FieldFault; resolve: (sure: boolean) => void }
  | { kind: "mdh"; fault: FieldFault; resolve: (answer: "dh" | "mdh" | null) => void }
  | {
      kind: "motif";
      fault: FieldFault;
      value: FieldValue;
      resolve: (motif: string | null) => void;
    }
  | {
      kind: "conflict";
      conflicts: ConflictOf[];
      mine: Record<string, FieldValue>;
      resolve: (choice: ConflictChoice | null) => void;
    };

/**
 * Sends values, asking the user about what the register finds unlikely: an amount that looks like
 * MDH, a format without an official key, a field that somebody changed meanwhile.
 * @param records whose fields the values are of, in the order they are looked up.
 */
export function useAsking(...records: readonly [RecordKey, ...RecordKey[]]): {
  /**
   * @returns what the attempt returned, or null when the user kept the other one's values.
   * @throws the refusal itself when the user gave up or nothing can be asked.
   */
  send: <T>(values: Record<string, FieldValue>, attempt: Attempt<T>) => Promise<T | null>;
  dialog: ReactNode;
} {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question | null>(null);
  const recordOf = (field: string): RecordKey =>
    records.find((record) => fieldOf(record, field)) ?? records[0];
  const askable = (fault: FieldFault): boolean =>
    fault.code === "looks_like_mdh" ||
    confirmableFaults.has(fault.code) ||
    (fieldOf(recordOf(fault.field), fault.field)?.lenient === true && reasoned.test(fault.code));

  const ask = async <A,>(make: (resolve: (answer: A) => void) => Question): Promise<A> => {
    try {
      return await new Promise<A>((resolve) => setQuestion(make(resolve)));
    } finally {
      setQuestion(null);
    }
  };

  const send = async <T,>(
    given: Record<string, FieldValue>,
    attempt: Attempt<T>,
  ): Promise<T | null> => {
    let values = { ...given };
    const answers = { sure: [] as string[], motifs: {} as Record<string, string> };
    const expected: Record<string, FieldValue> = {};
    for (;;) {
      try {
        // One question at a time: each answer may bring the next refusal.
        // oxlint-disable-next-line no-await-in-loop
        return await attempt(values, answers, expected);
      } catch (error) {
        const faults = faultsOf(error);
        if (faults.length > 0 && faults.every(askable)) {
          for (const fault of faults) {
            if (confirmableFaults.has(fault.code)) {
              // oxlint-disable-next-line no-await-in-loop
              const sure = await ask<boolean>((resolve) => ({ kind: "confirm", fault, resolve }));
              if (!sure) throw error;
              answers.sure.push(fault.field);
            } else if (fault.code === "looks_like_mdh") {
              // oxlint-disable-next-line no-await-in-loop
              const answer = await ask<"dh" | "mdh" | null>((resolve) => ({
                kind: "mdh",
                fault,
                resolve,
              }));
              if (answer === null) throw error;
              // In MDH the amount is another one: what else it would be asked about still is.
              if (answer === "dh") answers.sure.push(fault.field);
              if (answer === "mdh") {
                const centimes = Number(fault.params?.["centimes"] ?? 0);
                values = { ...values, [fault.field]: Math.round(centimes * DH_PER_MDH) };
              }
            } else {
              // oxlint-disable-next-line no-await-in-loop
              const motif = await ask<string | null>((resolve) => ({
                kind: "motif",
                fault,
                value: values[fault.field] ?? null,
                resolve,
              }));
              if (motif === null) throw error;
              answers.motifs[fault.field] = motif;
            }
          }
          continue;
        }
        if (!hasCode(error, "STALE")) throw error;
        const { conflicts } = error.data as { conflicts: ConflictOf[] };
        if (conflicts.length === 0) throw error;
        const mine = values;
        // oxlint-disable-next-line no-await-in-loop
        const choice = await ask<ConflictChoice | null>((resolve) => ({
          kind: "conflict",
          conflicts,
          mine,
          resolve,
        }));
        if (choice === null) throw error;
        for (const { field, current } of conflicts) {
          expected[field] = (current ?? null) as FieldValue;
          if (choice[field] !== "mienne") {
            values = Object.fromEntries(Object.entries(values).filter(([key]) => key !== field));
          }
        }
        if (Object.keys(values).length === 0) return null;
      }
    }
  };

  let dialog: ReactNode = null;
  if (question?.kind === "conflict") {
    dialog = (
      <Conflict
        conflicts={question.conflicts.filter(({ field }) => fieldOf(records[0], field))}
        mine={question.mine}
        labelOf={(field) => columnLabel(t, records[0], field)}
        show={(key, value) => {
          const field = fieldOf(records[0], key);
          return field && <FieldText field={field} value={value} />;
        }}
        onResolve={question.resolve}
        onClose={() => question.resolve(null)}
      />
    );
  } else if (question?.kind === "confirm") {
    dialog = <ConfirmQuestion record={recordOf(question.fault.field)} {...question} />;
  } else if (question?.kind === "mdh") {
    dialog = <MdhQuestion record={recordOf(question.fault.field)} {...question} />;
  } else if (question?.kind === "motif") {
    dialog = (
      <MotifQuestion
        key={question.fault.field}
        record={recordOf(question.fault.field)}
        {...question}
      />
    );
  }
  return { send, dialog };
}

function ConfirmQuestion({
  record,
  fault,
  resolve,
}: {
  record: RecordKey;
  fault: FieldFault;
  resolve: (sure: boolean) => void;
}) {
  const { t } = useTranslation();
  return (
    <Modal
      opened
      onClose={() => resolve(false)}
      size="sm"
      title={t("saisie.confirmer.titre", { champ: columnLabel(t, record, fault.field) })}
    >
      <p className={classes.lead}>{faultSentence(fault, t)}</p>
      <div className={classes.choices}>
        <Button data-autofocus onClick={() => resolve(false)}>
          {t("saisie.motif.corriger")}
        </Button>
        <Button variant="primary" onClick={() => resolve(true)}>
          {t("saisie.confirmer.garder")}
        </Button>
      </div>
    </Modal>
  );
}

function MdhQuestion({
  record,
  fault,
  resolve,
}: {
  record: RecordKey;
  fault: FieldFault;
  resolve: (answer: "dh" | "mdh" | null) => void;
}) {
  const { t } = useTranslation();
  const dh = formatNumber(Number(fault.params?.["dh"] ?? 0));
  const centimes = Number(fault.params?.["centimes"] ?? 0);
  return (
    <Modal
      opened
      onClose={() => resolve(null)}
      size="sm"
      title={t("saisie.mdh.titre", { champ: columnLabel(t, record, fault.field) })}
    >
      <p className={classes.lead}>{t("saisie.mdh.question", { n: dh })}</p>
      <div className={classes.choices}>
        <Button variant="primary" data-autofocus onClick={() => resolve("mdh")}>
          {t("saisie.mdh.mdh", { n: dh })}
        </Button>
        <Button onClick={() => resolve("dh")}>{t("saisie.mdh.dh", { n: dh })}</Button>
      </div>
      <p className={classes.who}>
        {t("saisie.mdh.soit")} <Iso>{formatDh(centimes * DH_PER_MDH)}</Iso>
      </p>
    </Modal>
  );
}

function MotifQuestion({
  record,
  fault,
  value,
  resolve,
}: {
  record: RecordKey;
  fault: FieldFault;
  value: FieldValue;
  resolve: (motif: string | null) => void;
}) {
  const { t } = useTranslation();
  const [motif, setMotif] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (motif.trim() !== "") resolve(motif.trim());
  };
  return (
    <Modal
      opened
      onClose={() => resolve(null)}
      title={t("saisie.motif.titre", { champ: columnLabel(t, record, fault.field) })}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <div>
          <b>
            <Iso>{String(value ?? "")}</Iso>
          </b>
          <p className={classes.who}>{faultSentence(fault, t)}</p>
        </div>
        <TextInput
          label={t("saisie.motif.label")}
          description={t("saisie.motif.aide")}
          value={motif}
          onChange={setMotif}
          maxLength={500}
          required
          autoFocus
          dir="auto"
        />
        <div className={classes.foot}>
          <Button onClick={() => resolve(null)}>{t("saisie.motif.corriger")}</Button>
          <Button variant="primary" type="submit" disabled={motif.trim() === ""}>
            {t("saisie.motif.garder")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
