import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../../../src-main/contract/records.ts";
import type {
  CarteResult,
  CarteSpec,
  Dimension,
  Forme,
  SujetChoix,
  TableauFiltre,
} from "../../../../src-main/contract/tableaux.ts";
import { data, errorSentence, hasCode, orpc } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { pick } from "../../../lib/format.ts";
import {
  Button,
  Checkbox,
  ErrorState,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Skeleton,
  TextInput,
  useDebouncedValue,
} from "../../../ui/index.ts";
import { ApercuEntier } from "./Apercu.tsx";
import {
  apercuDe,
  brouillonDe,
  formeDe,
  nouvelle,
  sourceDe,
  tailleDe,
  valeursDe,
  vide,
} from "./brouillon.ts";
import type { Brouillon } from "./brouillon.ts";
import { ChoixForme } from "./ChoixForme.tsx";
import { ChoixSeries } from "./ChoixSeries.tsx";
import { ChoixTerritoires } from "./ChoixTerritoires.tsx";
import classes from "./composition.module.css";
import { Libelles } from "./Libelles.tsx";
import { useUniteMots } from "./mots.ts";

/** Milliseconds without a key before the card is drawn again. */
const PAUSE = 200;

const familles = ["calcule", "publie", "ecart", "modele", "texte"] as const;

export interface FormulaireCarteProps {
  tableauId: string;
  /** The card to change; null for a new one. */
  carte: CarteSpec | null;
  /** Filter under which the card is looked at. */
  filtre: TableauFiltre;
  /** @param id of the card kept; null when nothing was */
  onClose: (id: string | null) => void;
}

/** A card, from what it shows to its title, with what it will look like beside it. */
export function FormulaireCarte({ tableauId, carte, filtre, onClose }: FormulaireCarteProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const [now, setNow] = useState<Brouillon>(() => (carte ? brouillonDe(carte) : nouvelle));
  const change = (patch: Partial<Brouillon>): void => setNow((old) => ({ ...old, ...patch }));
  const [asked] = useDebouncedValue(now, PAUSE);
  const choix = useQuery(orpc.tableaux.choix.queryOptions({ input: {} }));
  const source = sourceDe(asked);
  const fitting = useQuery(
    orpc.tableaux.formes.queryOptions({
      input: source === null ? skipToken : { source },
      placeholderData: keepPreviousData,
    }),
  );
  const possibles = source === null ? [] : (fitting.data?.formes ?? []);
  const faute = source === null ? null : (fitting.data?.faute ?? null);
  const forme = formeDe(asked, possibles);
  const apercu = useQuery(
    orpc.tableaux.apercu.queryOptions({
      input:
        source === null || forme === null
          ? skipToken
          : { carte: apercuDe(asked, source, forme), demande: { filtre } },
      placeholderData: keepPreviousData,
    }),
  );
  const shown = source !== null && forme !== null ? apercu.data : undefined;
  const saving = useSaving({ tableauId, carte, onClose });
  // What is looked at is what is kept: the draft settles first.
  const settled = asked === now && !fitting.isPlaceholderData;
  const ready = settled && saving.loaded && source !== null && forme !== null;
  return (
    <Modal
      opened
      size="wide"
      title={t(carte ? "carte.modifier" : "carte.ajouter")}
      onClose={() => onClose(null)}
      footer={
        <>
          {saving.error !== null && (
            <p role="alert" className={classes.refus}>
              {saving.error}
            </p>
          )}
          <Button onClick={() => onClose(null)}>{t("commun:annuler")}</Button>
          <Button
            variant="primary"
            disabled={!ready}
            loading={saving.busy}
            onClick={() => {
              if (source && forme) void saving.save(valeursDe(now, source, forme), forme);
            }}
          >
            {t(carte ? "carte.enregistrer" : "carte.poser")}
          </Button>
        </>
      }
    >
      <div className={classes.formulaire}>
        <div className={classes.champs}>
          <SegmentedControl
            size="xs"
            label={t("famille.titre")}
            value={now.famille}
            onChange={(famille) =>
              change({ famille: famille as Brouillon["famille"], forme: null })
            }
            options={familles.map((value) => ({ value, label: t(`famille.${value}`) }))}
          />
          <p className={classes.detail}>{t(`familleAide.${now.famille}`)}</p>
          {choix.error && <ErrorState error={choix.error} onRetry={() => void choix.refetch()} />}
          {choix.data === undefined ? (
            <Skeleton lines={5} height={22} />
          ) : (
            <Contenu now={now} change={change} choix={choix.data} />
          )}
          {faute && (
            <p role="alert" className={classes.refus}>
              {pick(faute.texte, langue)}
            </p>
          )}
          <ChoixForme
            value={formeDe(now, possibles)}
            possibles={possibles}
            onChange={(next) => change({ forme: next })}
          />
          <Libelles
            label={t("carte.titre")}
            value={now.titre}
            onChange={(titre) => change({ titre })}
            placeholder={shown?.titre ?? null}
            maxLength={200}
          />
          {now.famille !== "texte" && <Cible now={now} change={change} unite={shown?.unite} />}
        </div>
        <section className={classes.apercu} aria-label={t("apercu.titre")} aria-busy={!settled}>
          <h3 className={classes.sousTitre}>{t("apercu.titre")}</h3>
          {apercu.error && (
            <ErrorState error={apercu.error} onRetry={() => void apercu.refetch()} />
          )}
          {shown ? (
            <div className={classes.vue}>
              <ApercuEntier carte={shown} />
            </div>
          ) : (
            <p className={classes.detail}>{t(faute ? "apercu.impossible" : "apercu.incomplet")}</p>
          )}
        </section>
      </div>
    </Modal>
  );
}

interface PartProps {
  now: Brouillon;
  change: (patch: Partial<Brouillon>) => void;
}

interface ChoixProps extends PartProps {
  choix: {
    sujets: readonly SujetChoix[];
    modeles: readonly { key: string; titre: CarteResult["titre"]; formes: readonly Forme[] }[];
  };
}

/** What the card shows, by family. */
function Contenu({ now, change, choix }: ChoixProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  switch (now.famille) {
    case "calcule":
      return <Calcule now={now} change={change} choix={choix} />;
    case "publie":
      return <Publie now={now} change={change} />;
    case "ecart":
      return (
        <>
          <SujetMesure now={now} change={change} choix={choix} />
          <ChoixSeries
            seule
            label={t("serie.publiee")}
            value={now.serieEcart === null ? [] : [now.serieEcart]}
            onChange={([serieEcart = null]) => change({ serieEcart })}
          />
          <Select
            label={t("axe.titre")}
            value={now.axeEcart}
            onChange={(axe) => change({ axeEcart: axe as Brouillon["axeEcart"] })}
            options={(["annee", "province"] as const).map((value) => ({
              value,
              label: t(`axe.${value}`),
            }))}
          />
        </>
      );
    case "modele":
      return (
        <Select
          label={t("modele.titre")}
          searchable
          value={now.modele}
          onChange={(modele) => change({ modele, forme: null })}
          options={choix.modeles.map(({ key, titre }) => ({
            value: key,
            label: pick(titre, langue),
          }))}
        />
      );
    case "texte":
      return (
        <Libelles
          label={t("texte.titre")}
          value={now.texte}
          onChange={(texte) => change({ texte })}
          maxLength={2000}
          required
          long
        />
      );
  }
}

function SujetMesure({ now, change, choix }: ChoixProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const unite = useUniteMots();
  const mesures = choix.sujets.find(({ sujet }) => sujet === now.sujet)?.mesures ?? [];
  const take = (sujet: SujetChoix): void => {
    const mesure = sujet.mesures.find(({ key }) => key === now.mesure) ?? sujet.mesures[0]!;
    const kept = (axe: Dimension | null): Dimension | null =>
      axe !== null && mesure.axes.includes(axe) ? axe : null;
    change({ sujet: sujet.sujet, mesure: mesure.key, axe: kept(now.axe), serie: kept(now.serie) });
  };
  return (
    <div className={classes.deux}>
      <Select
        label={t("sujet.titre")}
        value={now.sujet}
        onChange={(key) => {
          const sujet = choix.sujets.find((one) => one.sujet === key);
          if (sujet) take(sujet);
        }}
        options={choix.sujets.map(({ sujet, label }) => ({
          value: sujet,
          label: pick(label, langue),
        }))}
      />
      <Select
        label={t("mesure.titre")}
        value={now.mesure}
        onChange={(mesure) => change({ mesure: mesure ?? now.mesure })}
        options={mesures.map(({ key, label, unite: unit }) => ({
          value: key,
          label: `${pick(label, langue)} (${unite(unit)})`,
        }))}
      />
    </div>
  );
}

/** The empty choice of a split. */
const AUCUN = "aucun";

function Calcule({ now, change, choix }: ChoixProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const sujet = choix.sujets.find((one) => one.sujet === now.sujet);
  const offered = sujet?.mesures.find(({ key }) => key === now.mesure)?.axes ?? [];
  const axes = (sujet?.axes ?? []).filter(({ key }) => offered.includes(key));
  const options = (except: Dimension | null) => [
    { value: AUCUN, label: t(except === null ? "axe.aucun" : "axe.sansSuite") },
    ...axes
      .filter(({ key }) => key !== except)
      .map(({ key, label }) => ({ value: key as string, label: pick(label, langue) })),
  ];
  const read = (value: string | null): Dimension | null =>
    axes.find(({ key }) => key === value)?.key ?? null;
  return (
    <>
      <SujetMesure now={now} change={change} choix={choix} />
      <div className={classes.deux}>
        <Select
          label={t("axe.titre")}
          value={now.axe ?? AUCUN}
          onChange={(value) => {
            const axe = read(value);
            change({ axe, serie: axe === null || axe === now.serie ? null : now.serie });
          }}
          options={options(null)}
        />
        <Select
          label={t("axe.serie")}
          value={now.serie ?? AUCUN}
          disabled={now.axe === null}
          onChange={(value) => change({ serie: read(value) })}
          options={options(now.axe ?? "annee")}
        />
      </div>
      {now.axe !== null && (
        <NumberInput
          label={t("limite.titre")}
          description={t("limite.aide")}
          value={now.limite}
          decimals={0}
          onChange={(limite) => change({ limite: whole(limite, 1, 60) })}
        />
      )}
    </>
  );
}

/** A number as it can be asked for: whole, within bounds; null for none. */
const whole = (value: number | null, min: number, max: number): number | null =>
  value === null ? null : Math.min(max, Math.max(min, Math.round(value)));

function Publie({ now, change }: PartProps) {
  const { t } = useTranslation("composition");
  return (
    <>
      <ChoixSeries
        label={t("serie.titre")}
        value={now.series}
        onChange={(series) => change({ series })}
      />
      <ChoixTerritoires
        value={now.territoires}
        onChange={(territoires) => change({ territoires })}
      />
      <div className={classes.deux}>
        <Select
          label={t("axe.titre")}
          value={now.axePublie}
          onChange={(axe) => change({ axePublie: axe as Brouillon["axePublie"] })}
          options={(["periode", "territoire", "serie"] as const).map((value) => ({
            value,
            label: t(value === "serie" ? "axe.serie_publiee" : `axe.${value}`),
          }))}
        />
        <Select
          label={t("granularite.titre")}
          value={now.granularite}
          onChange={(value) => change({ granularite: value as Brouillon["granularite"] })}
          options={(["annee", "trimestre", "toutes"] as const).map((value) => ({
            value,
            label: t(`granularite.${value}`),
          }))}
        />
      </div>
    </>
  );
}

/** What the figure is to reach, who set it and where it is written. */
function Cible({ now, change, unite }: PartProps & { unite: string | undefined }) {
  const { t } = useTranslation("composition");
  const words = useUniteMots();
  const { cible } = now;
  return (
    <>
      <Checkbox
        label={t("cible.avec")}
        checked={cible !== null}
        onChange={(on) =>
          change({ cible: on ? { valeur: null, libelle: vide, source: "" } : null })
        }
      />
      {cible && (
        <div className={classes.cible}>
          <div className={classes.deux}>
            <NumberInput
              label={t("cible.valeur")}
              value={cible.valeur}
              onChange={(valeur) => change({ cible: { ...cible, valeur } })}
              {...(unite ? { unit: words(unite) } : {})}
            />
            <TextInput
              label={t("cible.source")}
              description={t("cible.sourceAide")}
              value={cible.source}
              onChange={(value) => change({ cible: { ...cible, source: value } })}
              maxLength={500}
              required
            />
          </div>
          <Libelles
            label={t("cible.libelle")}
            value={cible.libelle}
            onChange={(libelle) => change({ cible: { ...cible, libelle } })}
            maxLength={120}
            required
          />
        </div>
      )}
    </>
  );
}

/** Keeps the card: a new one at the end of its dashboard, a change over what was seen when the form opened. */
function useSaving({
  tableauId,
  carte,
  onClose,
}: Pick<FormulaireCarteProps, "tableauId" | "carte" | "onClose">) {
  const { t } = useTranslation("composition");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  // Told that somebody changed the card meanwhile, the user may keep theirs in its place.
  const [warned, setWarned] = useState(false);
  const opened = useQuery({
    ...orpc.records.get.queryOptions({
      input: carte === null ? skipToken : { record: "carte", id: carte.key },
    }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const write = async (
    values: Record<string, FieldValue>,
    forme: Forme,
  ): Promise<string | null> => {
    if (carte === null) {
      const { id } = await data.records.create({
        record: "carte",
        values: { tableauId, ...tailleDe(forme), ...values },
      });
      return id ?? null;
    }
    const before: Record<string, FieldValue> = valeursDe(
      brouillonDe(carte),
      carte.source,
      carte.forme,
    );
    const patch = Object.fromEntries(
      Object.entries(values).filter(([key, value]) => value !== before[key]),
    );
    const seen = opened.data?.values ?? {};
    await data.records.update({
      record: "carte",
      id: carte.key,
      patch,
      ...(warned
        ? {}
        : {
            expected: Object.fromEntries(Object.keys(patch).map((key) => [key, seen[key] ?? null])),
          }),
    });
    return carte.key;
  };
  const save = async (values: Record<string, FieldValue>, forme: Forme): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      onClose(await write(values, forme));
    } catch (failure) {
      const stale = hasCode(failure, "STALE");
      setWarned(stale);
      setError(stale ? t("carte.changee") : errorSentence(failure, t));
      setBusy(false);
    }
  };
  return { save, busy, error, loaded: carte === null || opened.isSuccess };
}
