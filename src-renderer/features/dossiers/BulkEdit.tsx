import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { bulkFields } from "../../../src-main/contract/vitesse.ts";
import type { BulkRecord, BulkReport } from "../../../src-main/contract/vitesse.ts";
import { errorSentence, faultSentence, useCatalogue } from "../../data/index.ts";
import { formatNumber } from "../../lib/format.ts";
import { Button, Checkbox, DateInput, Modal, Progress, Select, Textarea } from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { Reference } from "./marks.tsx";
import { useBulk } from "./useBulk.ts";
import type { BulkAsk, Chosen } from "./useBulk.ts";

export interface BulkEditProps {
  opened: boolean;
  chosen: Chosen;
  /** How many dossiers are chosen. */
  count: number;
  onClose: () => void;
}

/** « Modifier… » : one field of many dossiers, seen before it is written. */
export function BulkEdit({ opened, onClose, ...rest }: BulkEditProps) {
  const { t } = useTranslation("vitesse");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("masse.titre", { count: rest.count })}
      size="lg"
    >
      {opened && <Form {...rest} onClose={onClose} />}
    </Modal>
  );
}

const CHOICES = (Object.keys(bulkFields) as BulkRecord[]).flatMap((record) =>
  bulkFields[record].map((name) => ({ record, name, key: `${record}.${name}` })),
);

function Form({ chosen, onClose }: Omit<BulkEditProps, "opened">) {
  const { t } = useTranslation(["vitesse", "champs"]);
  const { state, run, stop, reset } = useBulk();
  const [key, setKey] = useState("dossier.etat");
  const [value, setValue] = useState<FieldValue>(null);
  const [empty, setEmpty] = useState(false);
  const [valid, setValid] = useState(true);
  const { record, name } = CHOICES.find((one) => one.key === key)!;
  const field = fieldOf(record, name)!;
  const append = field.kind === "longtext";
  const given = empty ? null : value;
  const ready = valid && (empty || (value !== null && value !== ""));
  const ask: BulkAsk = {
    record,
    patch: { [name]: given },
    ...(append && !empty ? { append } : {}),
  };
  const busy = state.step === "trying" || state.step === "writing";
  const report = state.step === "tried" || state.step === "written" ? state.report : null;

  const edit = (next: FieldValue): void => {
    setValue(next);
    reset();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready || busy) return;
    if (state.step === "tried" && state.report.changed === 0) return;
    void run(chosen, ask, state.step !== "tried");
  };
  if (state.step === "written")
    return (
      <div className={styles.bulk}>
        <Outcome report={state.report} record={record} written />
        <div className={styles.formFoot}>
          <Button variant="primary" onClick={onClose} autoFocus>
            {t("commun:fermer")}
          </Button>
        </div>
      </div>
    );
  return (
    <form onSubmit={submit} noValidate className={styles.bulk}>
      <Select
        label={t("masse.champ")}
        value={key}
        onChange={(next) => {
          if (!next) return;
          setKey(next);
          setValid(true);
          setEmpty(false);
          edit(null);
        }}
        options={CHOICES.map((one) => ({
          value: one.key,
          label: `${t(`champs:${one.key}`)}${one.record === "projet" ? ` (${t("champs:tables.projet")})` : ""}`,
        }))}
        searchable
        autoFocus
      />
      <Value
        key={key}
        record={record}
        name={name}
        value={value}
        onChange={edit}
        onValid={setValid}
        disabled={empty}
      />
      {!field.required && (
        <Checkbox
          label={t("masse.vider")}
          checked={empty}
          onChange={(next) => {
            setEmpty(next);
            reset();
          }}
        />
      )}
      {busy && (
        <Progress
          label={t(state.step === "trying" ? "masse.essai" : "masse.ecriture")}
          done={state.progress?.done ?? 0}
          total={state.progress?.total ?? null}
        />
      )}
      {report && <Outcome report={report} record={record} />}
      {state.step === "failed" && (
        <p role="alert" className={styles.fault}>
          {errorSentence(state.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={busy ? stop : onClose}>
          {t(busy ? "masse.interrompre" : "dossiers:annuler")}
        </Button>
        <Button variant="primary" type="submit" disabled={!ready || busy || report?.changed === 0}>
          {report ? t("masse.appliquer", { count: report.changed }) : t("masse.apercu")}
        </Button>
      </div>
    </form>
  );
}

interface ValueProps {
  record: BulkRecord;
  name: string;
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  onValid: (valid: boolean) => void;
  disabled: boolean;
}

/** The editor of the value, by the kind of the field. */
function Value({ record, name, value, onChange, onValid, disabled }: ValueProps) {
  const { t } = useTranslation(["vitesse", "champs"]);
  const catalogue = useCatalogue();
  const field = fieldOf(record, name)!;
  const text = typeof value === "string" ? value : null;
  const common = { label: t("masse.valeur"), disabled };
  if (field.kind === "date")
    return <DateInput {...common} value={text} onChange={onChange} onValid={onValid} />;
  if (field.kind === "longtext")
    return (
      <Textarea
        {...common}
        label={t("masse.ajouter")}
        value={text ?? ""}
        onChange={onChange}
        {...(field.max ? { maxLength: field.max } : {})}
        dir="auto"
      />
    );
  const options =
    field.kind === "utilisateur"
      ? catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }))
      : catalogue.options(field.list ?? "");
  return <Select {...common} value={text} onChange={onChange} options={options} searchable />;
}

/** What changes, what is so already, and what is refused with its reason. */
function Outcome({
  report,
  record,
  written = false,
}: {
  report: BulkReport;
  record: BulkRecord;
  written?: boolean;
}) {
  const { t } = useTranslation(["vitesse", "champs"]);
  const more = report.refused - report.refusals.length;
  return (
    <section className={styles.outcome} aria-live="polite" data-apercu>
      <dl className={styles.outcomeCounts}>
        <div>
          <dt>{t(written ? "masse.modifies" : "masse.seront")}</dt>
          <dd>{formatNumber(report.changed, 0)}</dd>
        </div>
        <div>
          <dt>{t("masse.deja")}</dt>
          <dd>{formatNumber(report.same, 0)}</dd>
        </div>
        <div>
          <dt>{t("masse.refuses")}</dt>
          <dd>{formatNumber(report.refused, 0)}</dd>
        </div>
      </dl>
      {record === "projet" && <p className={styles.mut}>{t("masse.projets")}</p>}
      {report.refusals.length > 0 && (
        <>
          <h3 className={styles.panelHeading}>{t("masse.laisses")}</h3>
          <ul className={styles.refusals}>
            {report.refusals.map((refusal) => (
              <li key={refusal.id}>
                <Reference>{refusal.reference}</Reference>
                <span>{refusal.faults.map((fault) => faultSentence(fault, t)).join(" ")}</span>
              </li>
            ))}
            {more > 0 && <li>{t("masse.autres", { count: more })}</li>}
          </ul>
        </>
      )}
    </section>
  );
}
