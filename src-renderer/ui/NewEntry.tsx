import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Doublon } from "../../src-main/contract/annuaire.ts";
import { fields } from "../../src-main/contract/fields.ts";
import type { Field } from "../../src-main/contract/fields.ts";
import type { FieldValue } from "../../src-main/contract/records.ts";
import { useCatalogue } from "../data/catalogue.ts";
import { data, orpc } from "../data/client.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { errorSentence, faultsOf, faultSentence } from "../lib/errors.ts";
import { formatPhone } from "../lib/format.ts";
import { navigate } from "../lib/location.ts";
import { Button } from "./Button.tsx";
import { useDebouncedValue } from "./hooks.ts";
import { Checkbox, Select, TextInput } from "./inputs.tsx";
import { Modal } from "./overlay.tsx";
import { Pill } from "./surfaces.tsx";
import { useAsking } from "./useAsking.tsx";
import classes from "./NewEntry.module.css";

type Type = "organisation" | "personne";

/** Asked of a new entry; everything else is filled in on its page. */
const ASKED: Record<Type, readonly string[]> = {
  organisation: [
    "nomFr",
    "nomAr",
    "formeJuridique",
    "ice",
    "placeRegistre",
    "rc",
    "telephone",
    "email",
  ],
  personne: ["prenomFr", "nomFr", "prenomAr", "nomAr", "cin", "telephone", "email", "fonctionFr"],
};
/** Pause after the last key before duplicates are looked for, in milliseconds. */
const PAUSE = 150;

/** Address of an entry's page. */
export const entryPath = (type: Type, id: string): string => `/annuaire/${type}/${id}`;

export interface NewEntryProps {
  type: Type;
  /** What was typed before, to begin with. */
  nom?: string;
  /** Organisation that a new person works for. */
  organisationId?: string;
  onClose: () => void;
  /** Opened from a field: the entry made, or the one that was there already. */
  onUse?: (id: string) => void;
}

/** A new organisation or person. Possible duplicates are shown while typing: open, use, or create anyway. */
export function NewEntry({ type, nom = "", organisationId, onClose, onUse }: NewEntryProps) {
  const { t } = useTranslation();
  const catalogue = useCatalogue();
  const [values, setValues] = useState<Record<string, FieldValue>>({ nomFr: nom });
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const asking = useAsking(type);
  const declared = useMemo(
    () =>
      ASKED[type].map((key) => (fields[type] as readonly Field[]).find((one) => one.key === key)!),
    [type],
  );
  const text = (key: string): string => String(values[key] ?? "").trim();
  const typed = {
    type,
    nomFr: [text("prenomFr"), text("nomFr")].filter(Boolean).join(" "),
    nomAr: [text("prenomAr"), text("nomAr")].filter(Boolean).join(" "),
    ice: text("ice"),
    telephone: text("telephone"),
  };
  const [asked] = useDebouncedValue(JSON.stringify(typed), PAUSE);
  const { data: found } = useQuery({
    ...orpc.annuaire.doublons.queryOptions({ input: JSON.parse(asked) as typeof typed }),
    placeholderData: keepPreviousData,
  });
  const doublons = found?.doublons ?? [];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    event.stopPropagation();
    setBusy(true);
    setError(null);
    try {
      const given = Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== null && value !== ""),
      );
      const made = await asking.send(given, (patch, answers) =>
        data.records.create({
          record: type,
          values: { ...patch, ...(organisationId ? { organisationId } : {}) },
          ...answers,
        }),
      );
      const id = made?.id;
      if (!id) return;
      for (const role of roles) {
        // oxlint-disable-next-line no-await-in-loop -- one action each, in their order
        await data.annuaire.setRole({ type, id, role, present: true });
      }
      onClose();
      if (onUse) onUse(id);
      else navigate(entryPath(type, id));
    } catch (refused) {
      setError(refused);
      requestAnimationFrame(() =>
        document.querySelector<HTMLElement>('[role="dialog"] [aria-invalid="true"]')?.focus(),
      );
    } finally {
      setBusy(false);
    }
  };
  const faults = faultsOf(error);
  const elsewhere = error !== null && faults.every(({ field }) => !ASKED[type].includes(field));
  const faultOf = (key: string): string | undefined => {
    const fault = faults.find(({ field }) => field === key);
    return fault && faultSentence(fault, t);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(type === "organisation" ? "saisie.fiche.organisation" : "saisie.fiche.personne")}
    >
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        {declared.map((field, place) => {
          const shared = {
            label: t(`champs:${type}.${field.key}`),
            error: faultOf(field.key),
            required: field.required ?? false,
            autoFocus: place === 0,
          };
          const set = (value: FieldValue) => setValues((old) => ({ ...old, [field.key]: value }));
          return field.kind === "choice" ? (
            <Select
              key={field.key}
              {...shared}
              value={text(field.key) || null}
              onChange={set}
              options={catalogue.options(field.list ?? "")}
              searchable
              clearable
            />
          ) : (
            <TextInput
              key={field.key}
              {...shared}
              value={String(values[field.key] ?? "")}
              onChange={set}
              dir={field.rtl ? "rtl" : field.kind === "text" && !field.lenient ? "auto" : "ltr"}
            />
          );
        })}
        <fieldset className={classes.roles}>
          <legend>{t("saisie.fiche.roles")}</legend>
          {catalogue.options("role_annuaire").map(({ value, label }) => (
            <Checkbox
              key={value}
              label={label}
              checked={roles.has(value)}
              onChange={(checked) =>
                setRoles((old) => {
                  const next = new Set(old);
                  if (checked) next.add(value);
                  else next.delete(value);
                  return next;
                })
              }
            />
          ))}
        </fieldset>
        <div className={classes.wide} role="status">
          {doublons.length > 0 && (
            <Duplicates
              doublons={doublons}
              onOpen={(one) => {
                onClose();
                navigate(entryPath(one.type, one.id));
              }}
              {...(onUse
                ? { onUse: (one: Doublon) => (one.type === type ? onUse(one.id) : undefined), type }
                : {})}
            />
          )}
        </div>
        {elsewhere && (
          <p role="alert" className={classes.fault}>
            {errorSentence(error, t)}
          </p>
        )}
        <div className={classes.foot}>
          <Button onClick={onClose}>{t("annuler")}</Button>
          <Button variant="primary" type="submit" loading={busy}>
            {t(doublons.length > 0 ? "saisie.fiche.quandMeme" : "saisie.fiche.valider")}
          </Button>
        </div>
      </form>
      {asking.dialog}
    </Modal>
  );
}

interface DuplicatesProps {
  doublons: readonly Doublon[];
  onOpen: (one: Doublon) => void;
  onUse?: (one: Doublon) => void;
  /** Type that may be used; the others may only be opened. */
  type?: Type;
}

/** Entries that may be the one being typed, and what makes them look alike. */
export function Duplicates({ doublons, onOpen, onUse, type }: DuplicatesProps) {
  const { t, i18n } = useTranslation();
  return (
    <section className={classes.duplicates} aria-label={t("saisie.doublon.titre")}>
      <h3>{t("saisie.doublon.titre")}</h3>
      <ul>
        {doublons.map((one) => {
          const nom = i18n.language === "ar" && one.nomAr ? one.nomAr : one.nomFr;
          return (
            <li key={one.id}>
              <span className={classes.who}>
                <b>
                  <Auto>{nom}</Auto>
                </b>
                <span className={classes.detail}>
                  {one.ice && <Iso>{one.ice}</Iso>}
                  {one.telephone && <Iso>{formatPhone(one.telephone)}</Iso>}
                  {one.organisationFr && <Auto>{one.organisationFr}</Auto>}
                </span>
              </span>
              {one.raisons.map((raison) => (
                <Pill key={raison} tone={raison === "nom" ? "soon" : "late"}>
                  {t(`saisie.doublon.raison.${raison}`)}
                </Pill>
              ))}
              <Button size="sm" onClick={() => onOpen(one)}>
                {t("saisie.doublon.ouvrir")}
              </Button>
              {onUse && one.type === type && (
                <Button size="sm" variant="primary" onClick={() => onUse(one)}>
                  {t("saisie.doublon.utiliser")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
