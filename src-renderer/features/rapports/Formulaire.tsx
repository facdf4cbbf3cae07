import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Langue, Libelle } from "../../../src-main/contract/primitives.ts";
import {
  rapportFormats,
  type RapportFormat,
  type RapportVue,
} from "../../../src-main/contract/rapports.ts";
import type { TableauEntree } from "../../../src-main/contract/tableaux.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { countPages, makeRapport } from "../../data/rapports.ts";
import { directionOf, LANGUES, useLangue } from "../../i18n/index.ts";
import { formatNumber, pick } from "../../lib/format.ts";
import {
  Button,
  Checkbox,
  DateInput,
  Menu,
  notify,
  Progress,
  SegmentedControl,
  Select,
  Skeleton,
  SortableTable,
  Textarea,
  TextInput,
} from "../../ui/index.ts";
import { brouillonDe, cartesDe, contenuDe } from "./brouillon.ts";
import type { Brouillon, CarteChoisie } from "./brouillon.ts";
import styles from "./rapports.module.css";

interface FormulaireProps {
  rapport: RapportVue | null;
  tableau: string;
  tableaux: readonly TableauEntree[];
  onDone: () => void;
}

/** A report being composed: kept, counted in pages, or made at once. */
export function Formulaire({ rapport, tableau, tableaux, onDone }: FormulaireProps) {
  const { t } = useTranslation("rapports");
  const langue = useLangue();
  const { today } = useSession();
  const named = tableaux.find(({ key }) => key === tableau);
  const [draft, setDraft] = useState<Brouillon>(() =>
    brouillonDe(rapport, {
      tableau,
      titre: named ? pick(named.titre, langue) : "",
      langue,
      jour: today,
    }),
  );
  const change = (patch: Partial<Brouillon>): void => setDraft((now) => ({ ...now, ...patch }));
  const spec = useQuery(orpc.tableaux.get.queryOptions({ input: { key: draft.tableau } }));
  const cartes = draft.cartes ?? (spec.data ? cartesDe(spec.data, draft.garde) : null);
  const whole = { ...draft, cartes };
  const ready =
    cartes !== null &&
    cartes.some(({ prise }) => prise) &&
    draft.titre.trim() !== "" &&
    draft.langues.length > 0 &&
    draft.formats.length > 0;
  const save = useMutation({
    mutationFn: () => {
      const values = {
        titre: draft.titre.trim(),
        contenu: JSON.stringify(contenuDe(whole)),
        regle: draft.cadence === null ? null : JSON.stringify({ cadence: draft.cadence }),
        regleLe: draft.cadence === null ? null : draft.regleLe,
      };
      return rapport
        ? data.records.update({ record: "rapport", id: rapport.id, patch: values })
        : data.records.create({ record: "rapport", values: { ...values, tableau: draft.tableau } });
    },
    onSuccess: onDone,
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) save.mutate();
      }}
    >
      <div className={styles.two}>
        <TextInput
          label={t("champ.titre")}
          value={draft.titre}
          onChange={(titre) => change({ titre })}
          required
          maxLength={200}
          dir="auto"
        />
        <Select
          label={t("champ.tableau")}
          value={draft.tableau}
          disabled={rapport !== null}
          onChange={(key) => key && change({ tableau: key, cartes: null })}
          options={tableaux.map((one) => ({ value: one.key, label: pick(one.titre, langue) }))}
        />
      </div>
      <Choix<Langue>
        title={t("champ.langues")}
        all={LANGUES.map(({ code, nom }) => ({ value: code, label: nom }))}
        chosen={draft.langues}
        onChange={(langues) => change({ langues })}
      />
      <Choix<RapportFormat>
        title={t("champ.formats")}
        all={rapportFormats.map((value) => ({ value, label: t(`format.${value}`) }))}
        chosen={draft.formats}
        onChange={(formats) => change({ formats })}
      />
      <div className={styles.two}>
        <SegmentedControl
          label={t("champ.orientation")}
          value={draft.paysage ? "paysage" : "portrait"}
          onChange={(value) => change({ paysage: value === "paysage" })}
          options={[
            { value: "portrait", label: t("portrait") },
            { value: "paysage", label: t("paysage") },
          ]}
        />
        <TextInput
          label={t("champ.auteur")}
          value={draft.auteur}
          onChange={(auteur) => change({ auteur })}
          maxLength={200}
          dir="auto"
        />
        <DateInput label={t("champ.du")} value={draft.du} onChange={(du) => change({ du })} />
        <DateInput label={t("champ.au")} value={draft.au} onChange={(au) => change({ au })} />
      </div>
      <Textes
        label={t("champ.sousTitre")}
        langues={draft.langues}
        value={draft.sousTitre}
        rows={1}
        onChange={(sousTitre) => change({ sousTitre })}
      />
      <Textes
        label={t("champ.resume")}
        langues={draft.langues}
        value={draft.resume}
        rows={3}
        onChange={(resume) => change({ resume })}
      />
      {cartes === null ? (
        <Skeleton lines={4} height={22} />
      ) : (
        <Cartes
          cartes={cartes}
          langues={draft.langues}
          onChange={(next) => change({ cartes: next })}
        />
      )}
      <Cadence draft={draft} onChange={change} />
      <Production draft={whole} ready={ready}>
        <Button type="submit" variant="primary" loading={save.isPending} disabled={!ready}>
          {t("enregistrer")}
        </Button>
      </Production>
    </form>
  );
}

interface ChoixProps<Value extends string> {
  title: string;
  all: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

function Choix<Value extends string>({ title, all, chosen, onChange }: ChoixProps<Value>) {
  return (
    <fieldset className={styles.choices}>
      <legend>{title}</legend>
      {all.map(({ value, label }) => (
        <Checkbox
          key={value}
          label={label}
          checked={chosen.includes(value)}
          onChange={(on) =>
            onChange(on ? [...chosen, value] : chosen.filter((each) => each !== value))
          }
        />
      ))}
    </fieldset>
  );
}

interface TextesProps {
  label: string;
  langues: readonly Langue[];
  value: Libelle;
  rows: number;
  onChange: (value: Libelle) => void;
}

/** A text in each language of the report. */
function Textes({ label, langues, value, rows, onChange }: TextesProps) {
  return (
    <div className={styles.two}>
      {langues.map((code) => (
        <Textarea
          key={code}
          label={`${label} (${LANGUES.find((one) => one.code === code)?.nom ?? code})`}
          rows={rows}
          dir={directionOf(code)}
          maxLength={4000}
          value={value[code]}
          onChange={(text) => onChange({ ...value, [code]: text })}
        />
      ))}
    </div>
  );
}

/** The cards of the report: which, in which order, and what is said of each. */
function Cartes({
  cartes,
  langues,
  onChange,
}: {
  cartes: CarteChoisie[];
  langues: readonly Langue[];
  onChange: (cartes: CarteChoisie[]) => void;
}) {
  const { t } = useTranslation("rapports");
  const langue = useLangue();
  const put = (id: string, patch: Partial<CarteChoisie>): void =>
    onChange(cartes.map((carte) => (carte.id === id ? { ...carte, ...patch } : carte)));
  return (
    <SortableTable
      label={t("champ.cartes")}
      rows={cartes}
      movable
      nameOf={({ titre }) => pick(titre, langue)}
      pale={({ prise }) => !prise}
      onMove={({ id, afterId }) => {
        const moved = cartes.find((carte) => carte.id === id);
        const others = cartes.filter((carte) => carte.id !== id);
        if (!moved) return;
        const place = others.findIndex((carte) => carte.id === afterId) + 1;
        onChange(others.toSpliced(place, 0, moved));
      }}
      labels={{
        instructions: t("deplacer.consigne"),
        handleHeader: t("deplacer.colonne"),
        handle: (nom) => t("deplacer.poignee", { nom }),
        picked: (nom) => t("deplacer.pris", { nom }),
        over: (nom, rang) => t("deplacer.survol", { nom, rang }),
        dropped: (nom, rang) => t("deplacer.pose", { nom, rang }),
        cancelled: (nom) => t("deplacer.annule", { nom }),
      }}
      columns={[
        {
          key: "carte",
          header: t("champ.cartes"),
          width: "40%",
          cell: ({ id, titre, prise }) => (
            <Checkbox
              label={pick(titre, langue)}
              checked={prise}
              onChange={(on) => put(id, { prise: on })}
            />
          ),
        },
        {
          key: "commentaire",
          header: t("champ.commentaire"),
          cell: ({ id, titre, prise, commentaire }) =>
            prise && (
              <div className={styles.comments}>
                {langues.map((code) => (
                  <TextInput
                    key={code}
                    size="xs"
                    ariaLabel={t("commentaireDe", { carte: pick(titre, langue), langue: code })}
                    placeholder={code.toUpperCase()}
                    dir={directionOf(code)}
                    maxLength={1000}
                    value={commentaire[code]}
                    onChange={(text) => put(id, { commentaire: { ...commentaire, [code]: text } })}
                  />
                ))}
              </div>
            ),
        },
      ]}
    />
  );
}

function Cadence({
  draft,
  onChange,
}: {
  draft: Brouillon;
  onChange: (patch: Partial<Brouillon>) => void;
}) {
  const { t } = useTranslation("rapports");
  const catalogue = useCatalogue();
  return (
    <div className={styles.two}>
      <Select
        label={t("champ.cadence")}
        description={t("cadenceAide")}
        clearable
        placeholder={t("surDemande")}
        value={draft.cadence}
        onChange={(cadence) => onChange({ cadence })}
        options={catalogue.options("cadence_rapport")}
      />
      {draft.cadence !== null && (
        <DateInput
          label={t("champ.regleLe")}
          value={draft.regleLe}
          onChange={(regleLe) => onChange({ regleLe })}
        />
      )}
    </div>
  );
}

/** The commands of the form: count the pages, make the report now, keep it. */
function Production({
  draft,
  ready,
  children,
}: {
  draft: Brouillon;
  ready: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation("rapports");
  const langue = useLangue();
  const stop = useRef<AbortController | null>(null);
  const [working, setWorking] = useState<"pages" | "fichier" | null>(null);
  const [pages, setPages] = useState<number | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const asked = () => {
    const { demande, options } = contenuDe(draft);
    return { demande: { ...demande, key: draft.tableau }, options };
  };
  const run = async (what: "pages" | "fichier", work: (signal: AbortSignal) => Promise<void>) => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    if (what === "pages") setWorking(what);
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted && !hasCode(error, "CANCELLED"))
        notify({ tone: "error", message: errorSentence(error, t) });
    } finally {
      setWorking(null);
    }
  };
  const count = () => run("pages", async (signal) => setPages(await countPages(asked(), signal)));
  const make = (format: RapportFormat) =>
    run("fichier", async (signal) => {
      const made = await makeRapport(
        { ...asked(), titre: draft.titre.trim(), format, langue },
        { signal, told: () => setWorking("fichier") },
      );
      if (made) notify({ tone: "ok", message: t("produit", { nom: made.name }) });
    });
  if (working !== null)
    return (
      <div className={styles.working}>
        <Progress label={t(`travail.${working}`)} done={0} total={null} />
        <Button onClick={() => stop.current?.abort()}>{t("arreter")}</Button>
      </div>
    );
  return (
    <div className={styles.commands}>
      <Button variant="subtle" disabled={!ready} onClick={() => void count()}>
        {pages === null ? t("compter") : t("pages", { count: pages, n: formatNumber(pages, 0) })}
      </Button>
      <Menu
        align="end"
        label={t("produireEn")}
        trigger={<Button disabled={!ready}>{t("produire")}</Button>}
        items={rapportFormats.map((format) => ({
          key: format,
          label: t(`format.${format}`),
          onSelect: () => void make(format),
        }))}
      />
      {children}
    </div>
  );
}
