import { IconPhoto, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { FieldValue, RecordView } from "../../../src-main/contract/records.ts";
import {
  data,
  errorSentence,
  faultsOf,
  faultSentence,
  orpc,
  useCatalogue,
  useSession,
} from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber, formatPercent } from "../../lib/format.ts";
import { Attachments } from "../../ui/attachments/index.ts";
import {
  Button,
  Card,
  DateInput,
  IconButton,
  notify,
  NumberInput,
  Select,
  Table,
  Textarea,
  useAsking,
} from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { None } from "./marks.tsx";
import local from "./Realisation.module.css";

const numberOf = (value: FieldValue | undefined): number | null =>
  typeof value === "number" ? value : null;

/** What became of the project on site: its stage, what was planned against what was seen, and the visits. */
export function Realisation({ projet }: { projet: RecordView }) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [photos, setPhotos] = useState<string | null>(null);
  const { values } = projet;
  const found = useQuery(orpc.filieres.visites.queryOptions({ input: { projetId: projet.id } }));
  const visits = found.data?.visites ?? [];
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await data.records.remove({ record: "visite", id });
      await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
      await client.invalidateQueries({ queryKey: orpc.filieres.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const suivi = typeof values["suivi"] === "string" ? values["suivi"] : null;
  const stages = catalogue.rows("suivi").filter((row) => row.attrs["observation"] !== true);
  const reached = stages.findIndex(({ key }) => key === suivi);
  const motif = values["motifArret"];
  const measures = [
    {
      key: "montant",
      name: t("realisation.montant"),
      planned: numberOf(values["montant"]),
      actual: numberOf(values["montantRealise"]),
      show: (centimes: number) => formatMdh(centimes),
    },
    {
      key: "emplois",
      name: t("realisation.emplois"),
      planned: numberOf(values["emploisPrevus"]),
      actual: numberOf(values["emploisRealises"]),
      show: (jobs: number) => formatNumber(jobs, 0),
    },
  ];
  const opened = visits.find(({ id }) => id === photos);
  return (
    <Card
      title={t("realisation.titre")}
      actions={
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPlus size={14} />}
          onClick={() => setAdding(true)}
        >
          {t("realisation.ajouter")}
        </Button>
      }
    >
      <ol className={local.stages} aria-label={t("realisation.etapes")}>
        {stages.map((row, place) => (
          <li
            key={row.key}
            data-done={place < reached || undefined}
            aria-current={row.key === suivi ? "step" : undefined}
          >
            {catalogue.label("suivi", row.key)}
          </li>
        ))}
      </ol>
      {suivi !== null && reached < 0 && (
        <p className={local.stopped}>
          {t("realisation.arret", {
            etape: catalogue.label("suivi", suivi),
            date: typeof values["arreteLe"] === "string" ? formatDate(values["arreteLe"]) : "–",
            motif: typeof motif === "string" ? motif : "–",
          })}
        </p>
      )}
      <Table
        label={t("realisation.titre")}
        rows={measures}
        rowKey={(row) => row.key}
        dense
        columns={[
          { key: "nature", header: t("realisation.nature"), cell: (row) => row.name },
          {
            key: "prevu",
            header: t("realisation.prevu"),
            numeric: true,
            cell: ({ planned, show }) => (planned === null ? <None /> : <Iso>{show(planned)}</Iso>),
          },
          {
            key: "realise",
            header: t("realisation.realise"),
            numeric: true,
            cell: ({ actual, show }) => (actual === null ? <None /> : <Iso>{show(actual)}</Iso>),
          },
          {
            key: "ecart",
            header: t("realisation.ecart"),
            numeric: true,
            cell: ({ planned, actual, show }) =>
              planned === null || actual === null ? <None /> : <Iso>{show(actual - planned)}</Iso>,
          },
          {
            key: "part",
            header: t("realisation.part"),
            numeric: true,
            cell: ({ planned, actual }) =>
              planned === null || planned === 0 || actual === null ? (
                <None />
              ) : (
                <Iso>{formatPercent((actual / planned) * 100, 0)}</Iso>
              ),
          },
        ]}
      />
      {adding && <VisitForm projetId={projet.id} onClose={() => setAdding(false)} />}
      {visits.length > 0 ? (
        <Table
          label={t("realisation.visites")}
          rows={visits}
          rowKey={(visit) => visit.id}
          dense
          columns={[
            {
              key: "faiteLe",
              header: t("champs:visite.faiteLe"),
              width: "90px",
              cell: (visit) => <Iso>{formatDate(visit.faiteLe)}</Iso>,
            },
            {
              key: "suivi",
              header: t("champs:visite.suivi"),
              cell: (visit) => (
                <>
                  {catalogue.label("suivi", visit.suivi)}
                  {visit.observation && (
                    <div className={styles.mut}>
                      <Auto>{visit.observation}</Auto>
                    </div>
                  )}
                </>
              ),
            },
            {
              key: "montant",
              header: t("realisation.montant"),
              numeric: true,
              cell: (visit) =>
                visit.montantRealise === null ? (
                  <None />
                ) : (
                  <Iso>{formatMdh(visit.montantRealise)}</Iso>
                ),
            },
            {
              key: "emplois",
              header: t("realisation.emplois"),
              numeric: true,
              cell: (visit) =>
                visit.emploisRealises === null ? (
                  <None />
                ) : (
                  <Iso>{formatNumber(visit.emploisRealises, 0)}</Iso>
                ),
            },
            {
              key: "utilisateur",
              header: t("champs:visite.utilisateurId"),
              cell: (visit) => (visit.utilisateur ? <Auto>{visit.utilisateur}</Auto> : <None />),
            },
            {
              key: "actions",
              header: <span className={styles.hidden}>{t("realisation.actions")}</span>,
              width: "64px",
              cell: (visit) => (
                <span className={local.actions}>
                  <IconButton
                    size="sm"
                    label={t("realisation.photos", { date: formatDate(visit.faiteLe) })}
                    icon={<IconPhoto size={14} />}
                    aria-expanded={photos === visit.id}
                    onClick={() => setPhotos(photos === visit.id ? null : visit.id)}
                  />
                  <IconButton
                    size="sm"
                    label={t("realisation.supprimer", { date: formatDate(visit.faiteLe) })}
                    icon={<IconTrash size={14} />}
                    onClick={() => remove.mutate(visit.id)}
                  />
                </span>
              ),
            },
          ]}
        />
      ) : (
        !adding && <p className={styles.mut}>{t("realisation.aucune")}</p>
      )}
      {opened && (
        <div className={local.photos}>
          <p>
            {t("realisation.photos", { date: formatDate(opened.faiteLe) })}{" "}
            <Button size="sm" variant="subtle" onClick={() => setPhotos(null)}>
              {t("realisation.fermerPhotos")}
            </Button>
          </p>
          <Attachments recordTable="visite" recordId={opened.id} />
        </div>
      )}
    </Card>
  );
}

function VisitForm({ projetId, onClose }: { projetId: string; onClose: () => void }) {
  const { t } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const session = useSession();
  const client = useQueryClient();
  const { send, dialog } = useAsking("visite");
  const [values, setValues] = useState<Record<string, FieldValue>>({
    faiteLe: session.today,
    utilisateurId: session.user?.id ?? null,
  });
  const [unread, setUnread] = useState<Readonly<Record<string, boolean>>>({});
  const set = (key: string) => (value: FieldValue) =>
    setValues((old) => ({ ...old, [key]: value }));
  const text = (key: string): string | null =>
    typeof values[key] === "string" ? values[key] : null;
  const readable = (key: string) => (valid: boolean) =>
    setUnread((old) => ({ ...old, [key]: !valid }));
  const stands = catalogue
    .rows("suivi")
    .some((row) => row.key === values["suivi"] && row.attrs["observation"] === true);
  const add = useMutation({
    mutationFn: () =>
      send({ projetId, ...values }, async (asked, answers) => {
        const made = await data.records.create({ record: "visite", values: asked, ...answers });
        await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
        await client.invalidateQueries({ queryKey: orpc.filieres.key() });
        return made;
      }),
    onSuccess: (made) => {
      if (made) onClose();
    },
  });
  const faults = faultsOf(add.error);
  const fault = (key: string): string | undefined => {
    const one = faults.find(({ field }) => field === key);
    return one && faultSentence(one, t);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!Object.values(unread).includes(true)) add.mutate();
  };
  return (
    <form
      className={styles.lineForm}
      onSubmit={submit}
      noValidate
      aria-label={t("realisation.ajouter")}
    >
      <DateInput
        label={t("champs:visite.faiteLe")}
        value={text("faiteLe")}
        onChange={set("faiteLe")}
        onValid={readable("faiteLe")}
        error={fault("faiteLe")}
        required
        autoFocus
      />
      <Select
        label={t("champs:visite.suivi")}
        value={text("suivi")}
        onChange={set("suivi")}
        options={catalogue.options("suivi")}
        error={fault("suivi")}
        required
      />
      <NumberInput
        label={t("champs:visite.montantRealise")}
        unit="DH"
        value={typeof values["montantRealise"] === "number" ? values["montantRealise"] / 100 : null}
        onChange={(dh) => set("montantRealise")(dh === null ? null : Math.round(dh * 100))}
        onValid={readable("montantRealise")}
        error={fault("montantRealise")}
      />
      <NumberInput
        label={t("champs:visite.emploisRealises")}
        decimals={0}
        value={numberOf(values["emploisRealises"])}
        onChange={set("emploisRealises")}
        onValid={readable("emploisRealises")}
        error={fault("emploisRealises")}
      />
      <Textarea
        className={styles.wide ?? ""}
        label={stands ? t("realisation.motif") : t("champs:visite.observation")}
        value={text("observation") ?? ""}
        onChange={set("observation")}
        rows={2}
        dir="auto"
        error={fault("observation")}
        required={stands}
      />
      {add.error && faults.length === 0 && (
        <p role="alert" className={styles.fault}>
          {errorSentence(add.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button size="sm" onClick={onClose}>
          {t("annuler")}
        </Button>
        <Button size="sm" variant="primary" type="submit" loading={add.isPending}>
          {t("realisation.enregistrer")}
        </Button>
      </div>
      {dialog}
    </form>
  );
}
