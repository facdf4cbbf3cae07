import { IconPlus, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { Field } from "../../../src-main/contract/fields.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { navigate } from "../../lib/location.ts";
import { nearest } from "../../lib/nearest.ts";
import {
  Button,
  Checkbox,
  DateInput,
  IconButton,
  Modal,
  NumberInput,
  RecordName,
  RecordPicker,
  Select,
  Textarea,
  TextInput,
  useAsking,
} from "../../ui/index.ts";
import styles from "./dossiers.module.css";

const MDH = 100_000_000;

/** Fields of a project that are seldom known on the first day. */
const MORE = [
  "composantes",
  "description",
  "emploisStables",
  "emploisFemmes",
  "sectionNma",
  "statutFoncier",
  "titreFoncier",
  "superficieM2",
  "lanceLe",
  "acheveLe",
  "contactId",
  "documentUrbanisme",
] as const;

/** Asks for what a new dossier needs; everything else is filled in on its page. */
export function NewDossier({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation("dossiers");
  return (
    <Modal opened={opened} onClose={onClose} title={t("nouveau.titre")} size="lg">
      {opened && <Form onClose={onClose} />}
    </Modal>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const session = useSession();
  const [values, setValues] = useState<Record<string, FieldValue>>({
    deposeLe: session.today,
    officierId: session.user?.id ?? null,
  });
  const text = (key: string): string => String(values[key] ?? "");
  const choice = (key: string): string | null => (values[key] as string | null | undefined) ?? null;
  const set = (key: string) => (value: FieldValue) =>
    setValues((old) => ({ ...old, [key]: value }));

  const [others, setOthers] = useState<readonly (string | null)[]>([]);
  const places = useMemo(
    () =>
      catalogue.territoires
        .filter((row) => ["commune", "province", "interprovincial"].includes(row.level))
        .map((row) => {
          const name = catalogue.territoire(row.code);
          const province = row.level === "commune" ? catalogue.territoire(row.province) : "";
          return { value: row.id, label: province ? `${name} (${province})` : name };
        })
        .sort((a, b) => a.label.localeCompare(b.label)),
    [catalogue],
  );

  // A date or a number that cannot be read is on screen with its fault: nothing else may be sent in its place.
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const readable = (key: string) => (valid: boolean) =>
    setUnread((old) => {
      if (old.has(key) !== valid) return old;
      const next = new Set(old);
      if (valid) next.delete(key);
      else next.add(key);
      return next;
    });

  const { send, dialog } = useAsking("projet", "dossier");
  const projet = {
    intituleFr: text("intituleFr"),
    intituleAr: text("intituleAr") || null,
    secteur: choice("secteur"),
    territoireId: choice("territoireId"),
    porteurId: choice("porteurId"),
    ...Object.fromEntries(MORE.map((key) => [key, values[key] ?? null])),
    montant: values["montant"] ?? null,
    emploisPrevus: values["emploisPrevus"] ?? null,
  };
  const acts = [choice("acte"), ...others].filter((one) => one !== null);
  const create = useMutation({
    mutationFn: () =>
      send(projet, (asked, answers) =>
        data.dossiers.create({
          projet: asked,
          ...answers,
          ...(acts.length > 1 ? { actes: acts } : {}),
          dossier: {
            acte: acts[0] ?? null,
            deposeLe: choice("deposeLe"),
            officierId: choice("officierId"),
          },
        }),
      ),
    // A refused field takes the focus: the button had it, and gave it up while it was busy.
    onError: () =>
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      ),
    onSuccess: (made) => {
      onClose();
      if (made?.id) navigate(`/dossiers/${made.id}`);
    },
  });

  const faults = faultsOf(create.error);
  const fault = (key: string): string | undefined => {
    const found = faults.find((one) => one.field === key);
    return found && faultSentence(found, t);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (unread.size === 0) create.mutate();
  };
  const shown = [
    "intituleFr",
    "intituleAr",
    "porteurId",
    "secteur",
    "territoireId",
    "montant",
  ].concat("emploisPrevus", "acte", "deposeLe", "officierId", MORE);
  const elsewhere = create.error && !faults.some(({ field }) => shown.includes(field));

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <div className={styles.wide}>
        <TextInput
          label={t("champs:projet.intituleFr")}
          value={text("intituleFr")}
          onChange={set("intituleFr")}
          error={fault("intituleFr")}
          required
          autoFocus
        />
      </div>
      <div className={styles.wide}>
        <TextInput
          label={t("champs:projet.intituleAr")}
          value={text("intituleAr")}
          onChange={set("intituleAr")}
          error={fault("intituleAr")}
          dir="rtl"
        />
      </div>
      <div className={styles.stack}>
        <Select
          label={t("champs:dossier.acte")}
          value={choice("acte")}
          onChange={set("acte")}
          options={catalogue.options("acte")}
          error={fault("acte")}
          required
        />
        {others.map((other, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- an act has no other name until it is chosen
          <div key={place} className={styles.another}>
            <Select
              ariaLabel={t("nouveau.acteN", { n: place + 2 })}
              value={other}
              onChange={(next) => setOthers((old) => old.with(place, next))}
              options={catalogue
                .options("acte")
                .filter(
                  ({ value }) =>
                    value === other || (value !== choice("acte") && !others.includes(value)),
                )}
              autoFocus
            />
            <IconButton
              label={t("nouveau.retirerActe", { n: place + 2 })}
              icon={<IconX size={14} />}
              onClick={() => setOthers((old) => old.toSpliced(place, 1))}
            />
          </div>
        ))}
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          onClick={() => setOthers((old) => [...old, null])}
        >
          {t("nouveau.ajouterActe")}
        </Button>
      </div>
      <DateInput
        label={t("champs:dossier.deposeLe")}
        value={choice("deposeLe")}
        onChange={set("deposeLe")}
        onValid={readable("deposeLe")}
        error={fault("deposeLe")}
        required
      />
      <PickInput
        record="organisation"
        label={t("champs:colonnes.porteur")}
        value={choice("porteurId")}
        onChange={set("porteurId")}
        error={fault("porteurId")}
      />
      <Select
        label={t("champs:projet.secteur")}
        value={choice("secteur")}
        onChange={set("secteur")}
        options={catalogue.options("secteur_barometre")}
        error={fault("secteur")}
        clearable
      />
      <Select
        label={t("champs:projet.territoireId")}
        value={choice("territoireId")}
        onChange={set("territoireId")}
        options={places}
        error={fault("territoireId")}
        nothingFound={(search) => {
          const close = nearest(
            search,
            places.map(({ label }) => label),
          );
          return close.length > 0
            ? t("nouveau.communeProche", { nom: search, proches: close.join(", ") })
            : t("nouveau.communeInconnue");
        }}
        searchable
        clearable
      />
      <Select
        label={t("champs:dossier.officierId")}
        value={choice("officierId")}
        onChange={set("officierId")}
        options={catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }))}
        error={fault("officierId")}
        clearable
      />
      <NumberInput
        label={t("champs:projet.montant")}
        unit={t("unites.mdhCourt")}
        value={typeof values["montant"] === "number" ? values["montant"] / MDH : null}
        onChange={(value) => set("montant")(value === null ? null : Math.round(value * MDH))}
        onValid={readable("montant")}
        error={fault("montant")}
      />
      <NumberInput
        label={t("champs:projet.emploisPrevus")}
        decimals={0}
        value={typeof values["emploisPrevus"] === "number" ? values["emploisPrevus"] : null}
        onChange={set("emploisPrevus")}
        onValid={readable("emploisPrevus")}
        error={fault("emploisPrevus")}
      />
      <details className={styles.wide}>
        <summary>{t("nouveau.plus")}</summary>
        <div className={styles.form}>
          {MORE.map((key) => (
            <MoreInput
              key={key}
              name={key}
              value={values[key] ?? null}
              onChange={set(key)}
              onValid={readable(key)}
              error={fault(key)}
            />
          ))}
        </div>
      </details>
      {elsewhere && (
        <p role="alert" className={styles.fault}>
          {errorSentence(create.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button variant="primary" type="submit" loading={create.isPending}>
          {t("nouveau.creer")}
        </Button>
      </div>
      {dialog}
    </form>
  );
}

interface MoreInputProps {
  name: (typeof MORE)[number];
  value: FieldValue;
  onChange: (value: FieldValue) => void;
  onValid: (valid: boolean) => void;
  error: string | undefined;
}

/** One of the other fields of a project, by its kind. */
function MoreInput({ name, value, onChange, onValid, error }: MoreInputProps) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const field: Field | undefined = fieldOf("projet", name);
  const shared = { label: t(`champs:projet.${name}`), error };
  const text = typeof value === "string" ? value : "";
  switch (field?.kind) {
    case "choice":
      return (
        <Select
          {...shared}
          value={text || null}
          onChange={onChange}
          options={catalogue.options(field.list ?? "")}
          clearable
        />
      );
    case "date":
      return <DateInput {...shared} value={text || null} onChange={onChange} onValid={onValid} />;
    case "integer":
    case "area":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" ? value : null}
          onChange={onChange}
          onValid={onValid}
          decimals={field.kind === "integer" ? 0 : undefined}
          {...(field.kind === "area" ? { unit: "m²" } : {})}
        />
      );
    case "boolean":
      return <Checkbox label={shared.label} checked={value === true} onChange={onChange} />;
    case "record":
      return (
        <PickInput
          record="personne"
          label={shared.label}
          value={text || null}
          onChange={onChange}
          error={error}
        />
      );
    case "longtext":
      return (
        <div className={styles.wide}>
          <Textarea {...shared} value={text} onChange={onChange} dir="auto" />
        </div>
      );
    default:
      return <TextInput {...shared} value={text} onChange={onChange} dir="auto" />;
  }
}

/** Somebody of the directory: found while the name is typed, or made on the spot. */
function PickInput({
  record,
  label,
  value,
  onChange,
  error,
}: {
  record: "organisation" | "personne";
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  error: string | undefined;
}) {
  const { t } = useTranslation("dossiers");
  return (
    <div className={styles.holder}>
      <span>{label}</span>
      {value === null ? (
        <RecordPicker record={record} label={label} onPick={onChange} />
      ) : (
        <span className={styles.held}>
          <RecordName record={record} id={value} />
          <Button size="sm" variant="subtle" onClick={() => onChange(null)}>
            {t("porteur.changer")}
          </Button>
        </span>
      )}
      {error && <span className={styles.fault}>{error}</span>}
    </div>
  );
}
