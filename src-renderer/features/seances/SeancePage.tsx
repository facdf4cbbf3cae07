import {
  IconCalendarDue,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
  IconUserPlus,
} from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { AgendaEntry, SeanceDetail } from "../../../src-main/contract/seances.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import { useVisited } from "../../lib/visited.ts";
import {
  Button,
  Card,
  DocumentMenu,
  EmptyState,
  ErrorState,
  IconButton,
  InlineEdit,
  PageHeader,
  SegmentedControl,
  Skeleton,
  SortableTable,
  Star,
  Table,
  TextInput,
  notify,
} from "../../ui/index.ts";
import { Candidates } from "./Candidates.tsx";
import { CloseSitting, Postpone } from "./dialogs.tsx";
import {
  Decision,
  Earlier,
  Gone,
  holderOf,
  None,
  SittingState,
  titleOf,
  usePlace,
} from "./parts.tsx";
import styles from "./seances.module.css";

/** One sitting: its agenda in order, its members, its documents. */
export function SeancePage({ id }: { id: string }) {
  const { t } = useTranslation("seances");
  const detail = useQuery(orpc.seances.get.queryOptions({ input: { id } }));
  useReady("seance", detail.isSuccess || detail.isError);
  const gone = hasCode(detail.error, "NOT_FOUND");
  // What was on screen stays readable when the sitting is removed elsewhere.
  if (detail.data) return <Page detail={detail.data} gone={gone} />;
  if (gone)
    return (
      <EmptyState
        title={t("introuvable.titre")}
        hint={t("introuvable.aide")}
        action={
          <div className={styles.actions}>
            <Button onClick={() => navigate("/journal/corbeille")}>
              {t("supprimee.corbeille")}
            </Button>
            <Button variant="primary" onClick={() => navigate("/seances")}>
              {t("retour")}
            </Button>
          </div>
        }
      />
    );
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return (
    <div className={styles.bones} aria-busy="true">
      <Skeleton lines={2} height={20} width="40%" />
      <Skeleton lines={8} height={18} />
    </div>
  );
}

const TERMINAL = ["tenue", "annulee"];
const HEAD_FIELDS = ["tenueLe", "heure", "lieu", "president", "statut", "pvLe", "observation"];

function Page({ detail, gone }: { detail: SeanceDetail; gone: boolean }) {
  const { t } = useTranslation(["seances", "champs"]);
  const { seance, agenda } = detail;
  const { id } = seance;
  const statut = String(seance.values["statut"]);
  const closed = gone || TERMINAL.includes(statut);
  const [adding, setAdding] = useState(false);
  const [closing, setClosing] = useState(false);
  const [postponed, setPostponed] = useState<AgendaEntry | null>(null);
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => data.records.remove({ record: "seance", id }),
    onSuccess: () => {
      navigate("/seances", { replace: true });
      client.removeQueries({ queryKey: orpc.seances.get.key({ input: { id } }) });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const live = agenda.filter((entry) => entry.numero !== null);
  const decided = live.filter((entry) => entry.decision !== null).length;
  const date = String(seance.values["tenueLe"]);
  useVisited({
    table: "seance",
    id,
    reference: String(seance.values["numero"] ?? ""),
    title: formatDate(date),
  });
  return (
    <div className={styles.screen}>
      <PageHeader
        breadcrumb={
          <nav aria-label={t("fil")}>
            <a href="#/seances" className={styles.crumb}>
              {t("titre")}
            </a>
          </nav>
        }
        title={
          <span className={styles.titles}>
            <Iso>{String(seance.values["numero"] ?? "")}</Iso>
            <SittingState statut={statut} />
          </span>
        }
        actions={
          <>
            <Star table="seance" id={id} />
            <DocumentMenu kind="ordre_du_jour" id={id} />
            <DocumentMenu kind="pv" id={id} />
            {!closed && live.length > 0 && (
              <Button onClick={() => setClosing(true)}>{t("clore.ouvrir")}</Button>
            )}
            <Button
              variant="primary"
              leftIcon={<IconPlayerPlay size={15} />}
              disabled={live.length === 0}
              onClick={() => navigate(`/seances/${id}/mode`)}
            >
              {t("mode.ouvrir")}
            </Button>
            <IconButton
              variant="default"
              label={t("supprimer")}
              icon={<IconTrash size={16} />}
              disabled={remove.isPending || gone}
              onClick={() => remove.mutate()}
            />
          </>
        }
      >
        {gone && <Gone id={id} />}
        <p className={styles.mut}>
          {t("resume", {
            count: live.length,
            date: `\u2068${formatDate(date)}\u2069`,
            decides: formatNumber(decided, 0),
          })}
        </p>
      </PageHeader>
      <div className={styles.scroll}>
        <Card
          title={t("ordreDuJour")}
          actions={
            !closed && (
              <Button size="sm" leftIcon={<IconPlus size={14} />} onClick={() => setAdding(true)}>
                {t("inscrire.ouvrir")}
              </Button>
            )
          }
        >
          {agenda.length > 0 ? (
            <Agenda agenda={agenda} movable={!closed} onPostpone={setPostponed} />
          ) : (
            <EmptyState
              title={t("agendaVide.titre")}
              hint={t("agendaVide.aide")}
              action={
                !closed && (
                  <Button variant="primary" onClick={() => setAdding(true)}>
                    {t("inscrire.ouvrir")}
                  </Button>
                )
              }
            />
          )}
        </Card>
        <div className={styles.two}>
          <Card title={t("participants.titre")}>
            <Participants detail={detail} readOnly={gone} />
          </Card>
          <Card title={t("fiche")}>
            <div className={styles.fields}>
              {HEAD_FIELDS.map((name) => (
                <Editable key={name} detail={detail} name={name} readOnly={gone} />
              ))}
            </div>
          </Card>
        </div>
      </div>
      <Candidates opened={adding} onClose={() => setAdding(false)} seanceId={id} />
      <CloseSitting opened={closing} onClose={() => setClosing(false)} id={id} date={date} />
      <Postpone entry={postponed} seanceId={id} onClose={() => setPostponed(null)} />
    </div>
  );
}

function Editable(props: { detail: SeanceDetail; name: string; readOnly: boolean }) {
  const { t } = useTranslation("champs");
  const client = useQueryClient();
  const { seance } = props.detail;
  const field = fieldOf("seance", props.name);
  if (!field) return null;
  const value = seance.values[props.name] ?? null;
  return (
    <InlineEdit
      label={t(`seance.${props.name}`)}
      field={field}
      value={value}
      readOnly={props.readOnly}
      onSave={async (next) => {
        await data.records.update({
          record: "seance",
          id: seance.id,
          patch: { [props.name]: next },
          expected: { [props.name]: value },
        });
        await client.invalidateQueries({ queryKey: orpc.seances.key() });
      }}
    />
  );
}

interface AgendaProps {
  agenda: readonly AgendaEntry[];
  movable: boolean;
  onPostpone: (entry: AgendaEntry) => void;
}

/** The agenda with its ten columns, put in order by hand. */
function Agenda({ agenda, movable, onPostpone }: AgendaProps) {
  const { t } = useTranslation(["seances", "champs"]);
  const langue = useLangue();
  const catalogue = useCatalogue();
  const place = usePlace();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: orpc.seances.key() });
  const refuse = (error: unknown): void => {
    notify({ tone: "error", message: errorSentence(error, t) });
  };
  const order = useMutation({
    mutationFn: async (move: { id: string; afterId: string | null; beforeId: string | null }) => {
      await data.seances.ordonner(move);
      await refresh();
    },
    onError: refuse,
  });
  const withdraw = useMutation({
    mutationFn: (id: string) => data.records.remove({ record: "inscription", id }),
    onError: refuse,
  });
  // The new order shows at once; the register confirms it.
  const moving = order.isPending ? order.variables : null;
  const rows = moving ? reordered(agenda, moving) : agenda;
  const name = (entry: AgendaEntry): string => `${entry.reference} ${titleOf(entry, langue)}`;
  return (
    <div className={styles.agenda}>
      <SortableTable
        label={t("ordreDuJour")}
        rows={rows}
        movable={movable}
        nameOf={name}
        onMove={(move) => order.mutate(move)}
        pale={(entry) => entry.numero === null}
        heading={(entry, before) =>
          before?.province === entry.province && before.acte === entry.acte
            ? null
            : t("groupe", {
                province: catalogue.territoire(entry.province) || t("sansProvince"),
                acte: catalogue.label("acte", entry.acte) || t("sansActe"),
              })
        }
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
            key: "numero",
            header: t("colonne.numero"),
            width: "32px",
            numeric: true,
            cell: (entry) => (entry.numero === null ? <None /> : <Iso>{entry.numero}</Iso>),
          },
          {
            key: "id",
            header: t("colonne.id"),
            width: "96px",
            cell: (entry) => <Iso className={styles.reference}>{entry.projetReference}</Iso>,
          },
          {
            key: "reference",
            header: t("colonne.reference"),
            width: "112px",
            cell: (entry) => (
              <a href={`#/dossiers/${entry.dossierId}`} className={styles.link}>
                <Iso className={styles.reference}>{entry.reference}</Iso>
              </a>
            ),
          },
          {
            key: "intitule",
            header: t("colonne.intitule"),
            cell: (entry) => <Auto>{titleOf(entry, langue)}</Auto>,
          },
          {
            key: "localisation",
            header: t("colonne.localisation"),
            cell: (entry) => place(entry) || <None />,
          },
          {
            key: "porteur",
            header: t("colonne.porteur"),
            cell: (entry) => {
              const holder = holderOf(entry, langue);
              return holder ? <Auto>{holder}</Auto> : <None />;
            },
          },
          {
            key: "montant",
            header: t("colonne.montant"),
            numeric: true,
            width: "70px",
            cell: (entry) =>
              entry.montant === null ? <None /> : <Iso>{formatMdh(entry.montant, 2)}</Iso>,
          },
          {
            key: "emplois",
            header: t("colonne.emplois"),
            numeric: true,
            width: "64px",
            cell: (entry) =>
              entry.emplois === null ? <None /> : <Iso>{formatNumber(entry.emplois, 0)}</Iso>,
          },
          {
            key: "surface",
            header: t("colonne.surface"),
            numeric: true,
            width: "80px",
            cell: (entry) =>
              entry.superficieM2 === null ? (
                <None />
              ) : (
                <Iso>{formatNumber(entry.superficieM2, 0)}</Iso>
              ),
          },
          {
            key: "observations",
            header: t("colonne.observations"),
            cell: (entry) => <Observations entry={entry} />,
          },
          {
            key: "actions",
            header: <span className={styles.hidden}>{t("colonne.actions")}</span>,
            width: "60px",
            cell: (entry) =>
              movable &&
              entry.passageId === null &&
              entry.statut === "inscrit" && (
                <span className={styles.rowActions}>
                  <IconButton
                    size="sm"
                    label={t("reporter.nom", { reference: entry.reference })}
                    icon={<IconCalendarDue size={14} />}
                    onClick={() => onPostpone(entry)}
                  />
                  <IconButton
                    size="sm"
                    label={t("retirer", { reference: entry.reference })}
                    icon={<IconTrash size={14} />}
                    onClick={() => withdraw.mutate(entry.id)}
                  />
                </span>
              ),
          },
        ]}
      />
    </div>
  );
}

/** The agenda as it will be once a move is written. */
function reordered(
  agenda: readonly AgendaEntry[],
  move: { id: string; afterId: string | null },
): AgendaEntry[] {
  const moved = agenda.find(({ id }) => id === move.id);
  const others = agenda.filter(({ id }) => id !== move.id);
  const at = others.findIndex(({ id }) => id === move.afterId) + 1;
  if (moved) others.splice(at, 0, moved);
  let numero = 0;
  return others.map((entry) =>
    entry.numero === null ? entry : { ...entry, numero: (numero += 1) },
  );
}

function Observations({ entry }: { entry: AgendaEntry }) {
  const { t } = useTranslation("seances");
  const catalogue = useCatalogue();
  return (
    <div className={styles.observations}>
      {entry.decision && <Decision decision={entry.decision} />}
      {entry.observation && <Auto>{entry.observation}</Auto>}
      {entry.reserves.length > 0 && <span>{t("reserves", { count: entry.reserves.length })}</span>}
      {entry.numero === null && <b>{catalogue.label("statut_inscription", entry.statut)}</b>}
      {entry.motif && <Auto>{entry.motif}</Auto>}
      <Earlier passages={entry.passages} />
      {entry.reservesOuvertes.length > 0 && (
        <span>{t("reservesOuvertes", { count: entry.reservesOuvertes.length })}</span>
      )}
    </div>
  );
}

/** Members convened, with their attendance. */
function Participants({ detail, readOnly }: { detail: SeanceDetail; readOnly: boolean }) {
  const { t } = useTranslation(["seances", "champs"]);
  const langue = useLangue();
  const [nom, setNom] = useState("");
  const [qualite, setQualite] = useState("");
  const refuse = (error: unknown): void => {
    notify({ tone: "error", message: errorSentence(error, t) });
  };
  const add = useMutation({
    mutationFn: () =>
      data.records.create({
        record: "participant",
        values: { seanceId: detail.seance.id, nom, qualite: qualite.trim() || null },
      }),
    onSuccess: () => {
      setNom("");
      setQualite("");
    },
  });
  const attend = useMutation({
    mutationFn: ({ id, present }: { id: string; present: boolean | null }) =>
      data.records.update({ record: "participant", id, patch: { present } }),
    onError: refuse,
  });
  const remove = useMutation({
    mutationFn: (id: string) => data.records.remove({ record: "participant", id }),
    onError: refuse,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (nom.trim()) add.mutate();
  };
  const value = (present: boolean | null): string =>
    present === null ? "inconnu" : present ? "present" : "absent";
  return (
    <>
      {detail.participants.length > 0 ? (
        <Table
          label={t("participants.titre")}
          rows={detail.participants}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "nom",
              header: t("champs:participant.nom"),
              cell: (row) => <Auto>{row.nom}</Auto>,
            },
            {
              key: "qualite",
              header: t("champs:participant.qualite"),
              cell: (row) => {
                const organisation = langue === "ar" ? row.organisationAr : row.organisationFr;
                const text = [row.qualite, organisation].filter(Boolean).join(", ");
                return text ? <Auto>{text}</Auto> : <None />;
              },
            },
            {
              key: "present",
              header: t("champs:participant.present"),
              width: "220px",
              cell: (row) => (
                <SegmentedControl
                  size="xs"
                  label={t("participants.presence", { nom: row.nom })}
                  value={value(row.present)}
                  onChange={(next) =>
                    attend.mutate({
                      id: row.id,
                      present: next === "inconnu" ? null : next === "present",
                    })
                  }
                  options={(["present", "absent", "inconnu"] as const).map((key) => ({
                    value: key,
                    label: t(`participants.${key}`),
                    disabled: readOnly,
                  }))}
                />
              ),
            },
            {
              key: "actions",
              header: <span className={styles.hidden}>{t("colonne.actions")}</span>,
              width: "32px",
              cell: (row) => (
                <IconButton
                  size="sm"
                  label={t("participants.retirer", { nom: row.nom })}
                  icon={<IconTrash size={14} />}
                  disabled={readOnly}
                  onClick={() => remove.mutate(row.id)}
                />
              ),
            },
          ]}
        />
      ) : (
        <p className={styles.mut}>{t("participants.aucun")}</p>
      )}
      <form className={styles.memberForm} onSubmit={submit} noValidate>
        <TextInput
          ariaLabel={t("champs:participant.nom")}
          placeholder={t("champs:participant.nom")}
          value={nom}
          onChange={setNom}
          dir="auto"
          maxLength={200}
        />
        <TextInput
          ariaLabel={t("champs:participant.qualite")}
          placeholder={t("champs:participant.qualite")}
          value={qualite}
          onChange={setQualite}
          dir="auto"
          maxLength={200}
        />
        <Button
          type="submit"
          leftIcon={<IconUserPlus size={15} />}
          disabled={!nom.trim() || readOnly}
          loading={add.isPending}
        >
          {t("participants.ajouter")}
        </Button>
      </form>
      {add.error && (
        <p role="alert" className={styles.fault}>
          {errorSentence(add.error, t)}
        </p>
      )}
    </>
  );
}
