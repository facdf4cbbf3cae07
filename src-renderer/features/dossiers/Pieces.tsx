import { IconListCheck, IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type {
  ComplementView,
  InstructionView,
  PieceView,
} from "../../../src-main/contract/instruction.ts";
import { data, errorSentence, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import {
  Button,
  Card,
  DateInput,
  ErrorState,
  Menu,
  Pill,
  Skeleton,
  Table,
  Textarea,
  TextInput,
} from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import base from "./dossiers.module.css";
import { EditField } from "./EditField.tsx";
import styles from "./Instruction.module.css";
import { LineForm } from "./LineForm.tsx";
import { None } from "./marks.tsx";
import { PieceLine } from "./PieceLine.tsx";
import { useInstruction, useInstructionChange, useSaveDocument } from "./useInstruction.ts";

/** One key per state of a document. */
const KEYS: Record<string, string> = {
  a: "attendue",
  r: "recue",
  m: "manquante",
  f: "refusee",
  s: "sans_objet",
};
const TONES: Record<string, Tone> = {
  recue: "ok",
  manquante: "soon",
  refusee: "late",
  attendue: "neutral",
  sans_objet: "neutral",
};
const keyOf = (statut: string): string | undefined =>
  Object.keys(KEYS)
    .find((key) => KEYS[key] === statut)
    ?.toUpperCase();

/** The checklist of a dossier, and the requests for what lacks: each is a pause of the legal clock. */
export function Pieces({ id }: { id: string }) {
  const { t } = useTranslation("instruction");
  const instruction = useInstruction(id);
  const prepare = useInstructionChange(() => data.instruction.prepareChecklist({ dossierId: id }));
  const view = instruction.data;
  const got = view?.pieces.filter((piece) => !piece.manque).length ?? 0;
  return (
    <Card
      title={
        <>
          {t("pieces.titre")}{" "}
          {view && view.pieces.length > 0 && (
            <span className={base.mutLight}>
              {t("pieces.compte", {
                count: view.pieces.length,
                recues: formatNumber(got, 0),
              })}
            </span>
          )}
        </>
      }
      actions={
        view &&
        view.aPreparer > 0 && (
          <Button
            size="sm"
            variant="subtle"
            leftIcon={<IconListCheck size={14} />}
            loading={prepare.isPending}
            onClick={() => prepare.mutate(undefined)}
          >
            {t("pieces.preparer", { count: view.aPreparer })}
          </Button>
        )
      }
    >
      {view ? (
        <>
          <Checklist id={id} view={view} />
          <Requests id={id} complements={view.complements} />
        </>
      ) : instruction.error ? (
        <ErrorState error={instruction.error} onRetry={() => void instruction.refetch()} />
      ) : (
        <Skeleton lines={4} height={18} />
      )}
    </Card>
  );
}

type Asking = { what: "refus" | "demande"; ids: string[] } | null;

function Checklist({ id, view }: { id: string; view: InstructionView }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const catalogue = useCatalogue();
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const [asking, setAsking] = useState<Asking>(null);
  const { pieces } = view;
  const here = Math.min(at, pieces.length - 1);
  const open = view.complements.some((each) => each.completeLe === null);
  const mark = useInstructionChange((input: { ids: string[]; statut: string }) =>
    data.instruction.marquerPieces({ dossierId: id, pieceIds: input.ids, statut: input.statut }),
  );
  const files = useQuery(
    orpc.fichiers.list.queryOptions({ input: { recordTable: "dossier", recordId: id } }),
  );
  const nameOf = (piece: PieceView): string =>
    piece.libelle ?? catalogue.label("piece_requise", piece.type);

  const focusRow = (place: number): void => {
    const next = Math.max(0, Math.min(pieces.length - 1, place));
    setAt(next);
    list.current?.querySelectorAll<HTMLElement>("[data-piece]")[next]?.focus();
  };
  const close = (): void => {
    setAsking(null);
    setChosen(new Set());
    focusRow(here);
  };
  const toggle = (piece: PieceView): void => {
    const next = new Set(chosen);
    if (!next.delete(piece.id)) next.add(piece.id);
    setChosen(next);
  };
  /** What a key or a command is about: the rows chosen, or the one under the cursor. */
  const targets = (piece?: PieceView): string[] =>
    chosen.size > 0 && (!piece || chosen.has(piece.id))
      ? pieces.filter((each) => chosen.has(each.id)).map((each) => each.id)
      : piece
        ? [piece.id]
        : [];
  const set = (ids: string[], statut: string): void => {
    if (statut === "refusee") setAsking({ what: "refus", ids });
    else mark.mutate({ ids, statut }, { onSuccess: () => setChosen(new Set()) });
  };
  const lacking = pieces.filter((piece) => piece.manque);
  const ask = (): void => {
    const ids = chosen.size > 0 ? targets() : lacking.map((piece) => piece.id);
    if (ids.length > 0 && !open) setAsking({ what: "demande", ids });
  };
  const askByKey = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (letterOf(event) !== "i") return;
    event.preventDefault();
    ask();
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent): void => askByKey(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const piece = pieces[here];
    if (!piece || event.target !== event.currentTarget) return;
    const letter = letterOf(event.nativeEvent);
    const statut = KEYS[letter];
    if (event.key === "ArrowDown") focusRow(here + 1);
    else if (event.key === "ArrowUp") focusRow(here - 1);
    else if (event.key === "Home") focusRow(0);
    else if (event.key === "End") focusRow(pieces.length - 1);
    else if (event.key === " ") toggle(piece);
    else if (statut) set(targets(piece), statut);
    else return;
    event.preventDefault();
  };

  if (pieces.length === 0)
    return (
      <>
        <p className={base.mut}>{t("pieces.aucune")}</p>
        <AddPiece id={id} />
      </>
    );
  return (
    <>
      <div
        ref={list}
        className={styles.list}
        role="grid"
        aria-multiselectable="true"
        aria-label={t("pieces.titre")}
        tabIndex={-1}
      >
        {pieces.map((piece, place) => (
          <PieceLine
            key={piece.id}
            piece={piece}
            name={nameOf(piece)}
            tone={TONES[piece.statut] ?? "neutral"}
            chosen={chosen.has(piece.id)}
            here={place === here}
            extensions={files.data?.extensions ?? []}
            onFocus={() => setAt(place)}
            onToggle={() => toggle(piece)}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
      <div className={styles.commands}>
        <span className={base.mut}>
          {chosen.size > 0 ? t("pieces.choisies", { count: chosen.size }) : t("pieces.touches")}
        </span>
        <Menu
          label={t("pieces.marquer")}
          align="end"
          items={catalogue.rows("statut_piece").map((row) => {
            const shortcut = keyOf(row.key);
            return {
              key: row.key,
              label: catalogue.label("statut_piece", row.key),
              ...(shortcut ? { shortcut } : {}),
              onSelect: () => set(targets(pieces[here]), row.key),
            };
          })}
          trigger={<Button size="sm">{t("pieces.marquer")}</Button>}
        />
        <Button
          size="sm"
          leftIcon={<IconMail size={14} />}
          shortcut="I"
          disabled={open || (chosen.size === 0 && lacking.length === 0)}
          onClick={ask}
        >
          {t("pieces.demander")}
        </Button>
      </div>
      {asking?.what === "refus" && <RefuseForm id={id} ids={asking.ids} onClose={close} />}
      {asking?.what === "demande" && (
        <RequestForm
          id={id}
          onClose={close}
          pieces={pieces.filter((piece) => asking.ids.includes(piece.id))}
          nameOf={nameOf}
        />
      )}
      <AddPiece id={id} />
    </>
  );
}

interface FormProps {
  id: string;
  onClose: () => void;
}

function RefuseForm({ id, ids, onClose }: FormProps & { ids: string[] }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const [motif, setMotif] = useState("");
  const refuse = useInstructionChange(
    () =>
      data.instruction.marquerPieces({ dossierId: id, pieceIds: ids, statut: "refusee", motif }),
    { quiet: true, onDone: onClose },
  );
  return (
    <LineForm
      label={t("refus.titre")}
      submitLabel={t("refus.valider")}
      error={refuse.error}
      pending={refuse.isPending}
      onSubmit={() => refuse.mutate(undefined)}
      onClose={onClose}
    >
      <Textarea
        className={base.wide ?? ""}
        label={t("refus.motif", { count: ids.length })}
        value={motif}
        onChange={setMotif}
        maxLength={2000}
        dir="auto"
        required
        autoFocus
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) refuse.mutate(undefined);
        }}
      />
    </LineForm>
  );
}

function RequestForm({
  id,
  pieces,
  nameOf,
  onClose,
}: FormProps & { pieces: PieceView[]; nameOf: (piece: PieceView) => string }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const { today } = useSession();
  const [demandeLe, setDemandeLe] = useState<string | null>(today);
  const [dated, setDated] = useState(true);
  const [motif, setMotif] = useState("");
  const request = useInstructionChange(
    () =>
      data.instruction.demanderPieces({
        dossierId: id,
        pieceIds: pieces.map((piece) => piece.id),
        demandeLe: demandeLe ?? "",
        motif: motif.trim() || null,
      }),
    { quiet: true, onDone: onClose },
  );
  const ready = demandeLe !== null && dated;
  return (
    <LineForm
      label={t("demande.titre")}
      submitLabel={t("demande.valider")}
      error={request.error}
      pending={request.isPending}
      ready={ready}
      onSubmit={() => request.mutate(undefined)}
      onClose={onClose}
    >
      <p className={base.wide}>
        {t("demande.liste", { count: pieces.length })}{" "}
        {pieces.map((piece, place) => (
          <span key={piece.id}>
            {place > 0 && " · "}
            <Auto>{nameOf(piece)}</Auto>
          </span>
        ))}
      </p>
      <DateInput
        label={t("champs:complement.demandeLe")}
        value={demandeLe}
        onChange={setDemandeLe}
        onValid={setDated}
        required
        autoFocus
      />
      <Textarea
        label={t("champs:complement.motif")}
        value={motif}
        onChange={setMotif}
        maxLength={2000}
        dir="auto"
      />
      <p className={`${base.wide} ${base.mut}`}>{t("demande.effet")}</p>
    </LineForm>
  );
}

/** A document that the checklist does not name. */
function AddPiece({ id }: { id: string }) {
  const { t } = useTranslation("instruction");
  const [libelle, setLibelle] = useState("");
  const add = useInstructionChange(
    () =>
      data.records.create({
        record: "piece",
        values: { dossierId: id, libelle: libelle.trim(), statut: "attendue" },
      }),
    { quiet: true, onDone: () => setLibelle("") },
  );
  return (
    <form
      className={styles.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (libelle.trim() !== "") add.mutate(undefined);
      }}
    >
      <TextInput
        ariaLabel={t("pieces.autre")}
        placeholder={t("pieces.autre")}
        value={libelle}
        onChange={setLibelle}
        maxLength={300}
        {...(libelle === "" ? {} : { dir: "auto" as const })}
        error={add.error ? errorSentence(add.error, t) : undefined}
      />
      {libelle.trim() !== "" && (
        <Button size="sm" type="submit" loading={add.isPending}>
          {t("pieces.ajouter")}
        </Button>
      )}
    </form>
  );
}

function Requests({ id, complements }: { id: string; complements: readonly ComplementView[] }) {
  const { t } = useTranslation(["instruction", "champs"]);
  const { today } = useSession();
  const save = useSaveDocument();
  const complete = useInstructionChange((each: ComplementView) =>
    data.records.update({
      record: "complement",
      id: each.id,
      patch: { completeLe: today > each.demandeLe ? today : each.demandeLe },
      expected: { completeLe: null },
    }),
  );
  if (complements.length === 0) return null;
  return (
    <div className={styles.requests} data-dossier={id}>
      <h3 className={base.cardHeading}>{t("complements.titre")}</h3>
      <Table
        dense
        label={t("complements.titre")}
        rows={complements}
        rowKey={(each) => each.id}
        columns={[
          {
            key: "numero",
            header: t("champs:complement.numero"),
            cell: (each) => (
              <span className={styles.stack}>
                <span>
                  <Iso>{each.numero ?? "–"}</Iso>
                </span>
                <span className={base.mut}>
                  {t(`complements.origine.${each.origine}`)}
                  {each.pieces.length > 0 && (
                    <> · {t("complements.pieces", { count: each.pieces.length })}</>
                  )}
                </span>
              </span>
            ),
          },
          {
            key: "demandeLe",
            header: t("complements.du"),
            width: "92px",
            cell: (each) => <Iso>{formatDate(each.demandeLe)}</Iso>,
          },
          {
            key: "completeLe",
            header: t("complements.au"),
            width: "120px",
            cell: (each) =>
              each.completeLe ? (
                <EditField
                  record="complement"
                  view={{ id: each.id, values: { completeLe: each.completeLe } }}
                  name="completeLe"
                  bare
                />
              ) : (
                <Pill tone="info">{t("complements.ouvert")}</Pill>
              ),
          },
          {
            key: "actions",
            header: <span className={base.hidden}>{t("complements.actions")}</span>,
            width: "170px",
            cell: (each) => (
              <span className={styles.rowActions}>
                {each.completeLe === null && (
                  <Button size="sm" variant="subtle" onClick={() => complete.mutate(each)}>
                    {t("complements.completer")}
                  </Button>
                )}
                <Menu
                  label={t("lettre.titre")}
                  align="end"
                  items={(["fr", "ar"] as const).flatMap((langue) =>
                    (["docx", "pdf"] as const).map((format) => ({
                      key: `${langue}-${format}`,
                      label: t(`lettre.choix.${langue}_${format}`),
                      onSelect: () =>
                        save.mutate({ kind: "lettre_complement", id: each.id, langue, format }),
                    })),
                  )}
                  trigger={
                    <Button
                      size="sm"
                      variant="subtle"
                      leftIcon={<IconMail size={14} />}
                      loading={save.isPending}
                      aria-label={t("lettre.de", { numero: each.numero ?? "" })}
                    >
                      {t("lettre.titre")}
                    </Button>
                  }
                />
              </span>
            ),
          },
        ]}
      />
      {complements.some((each) => each.motif) && (
        <ul className={styles.notes}>
          {complements
            .filter((each) => each.motif)
            .map((each) => (
              <li key={each.id}>
                <Iso>{each.numero ?? formatDate(each.demandeLe)}</Iso>
                {" : "}
                {each.motif ? <Auto>{each.motif}</Auto> : <None />}
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
