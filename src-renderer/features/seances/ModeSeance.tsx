import { IconArrowBackUp, IconChevronDown, IconChevronUp, IconX } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { KeyboardEvent as ReactKeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { AgendaEntry, SeanceDetail } from "../../../src-main/contract/seances.ts";
import { data, errorSentence, hasCode, orpc, useCatalogue, useUndo } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber } from "../../lib/format.ts";
import { letterOf, typing } from "../../lib/keyboard.ts";
import { navigate } from "../../lib/location.ts";
import { useReady } from "../../lib/ready.ts";
import {
  Button,
  DocumentMenu,
  EmptyState,
  ErrorState,
  IconButton,
  Kbd,
  Progress,
  Skeleton,
  Textarea,
  announce,
  notify,
} from "../../ui/index.ts";
import {
  Decision,
  DECISION_KEYS,
  Earlier,
  Gone,
  holderOf,
  None,
  titleOf,
  usePlace,
} from "./parts.tsx";
import styles from "./mode.module.css";

/** Sitting mode: one dossier after another, large, a key per decision. */
export function ModeSeance({ id }: { id: string }) {
  const { t } = useTranslation("seances");
  const detail = useQuery(orpc.seances.get.queryOptions({ input: { id } }));
  useReady("seance-mode", detail.isSuccess || detail.isError);
  const gone = hasCode(detail.error, "NOT_FOUND");
  if (detail.data) return <Mode detail={detail.data} gone={gone} />;
  if (gone)
    return (
      <EmptyState
        title={t("introuvable.titre")}
        hint={t("introuvable.aide")}
        action={<Button onClick={() => navigate("/seances")}>{t("retour")}</Button>}
      />
    );
  if (detail.error)
    return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Skeleton lines={6} height={28} />;
}

/** What was typed about a dossier and not recorded yet. */
interface Draft {
  observation?: string;
  reserves?: string;
}

const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
const savedReserves = (entry: AgendaEntry): string =>
  entry.reserves.map(({ texte }) => texte).join("\n");

function Mode({ detail, gone }: { detail: SeanceDetail; gone: boolean }) {
  const { t } = useTranslation(["seances", "champs"]);
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { undo, doUndo } = useUndo();
  const { seance } = detail;
  const { id } = seance;
  const closed = gone || ["tenue", "annulee"].includes(String(seance.values["statut"]));
  const entries = detail.agenda.filter((entry) => entry.numero !== null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  // Decisions on their way to the register: text that is finished meanwhile goes with them.
  const sent = useRef(new Map<string, string>());
  const observation = useRef<HTMLDivElement>(null);
  const reserves = useRef<HTMLDivElement>(null);
  const found = entries.findIndex((entry) => entry.id === currentId);
  const first = entries.findIndex((entry) => entry.decision === null);
  const at = found >= 0 ? found : Math.max(0, first);
  const entry = entries[at];
  const decided = entries.filter((each) => each.decision !== null).length;

  const record = useMutation({
    mutationFn: async ({ about, decision }: { about: AgendaEntry; decision: string }) => {
      const draft = drafts[about.id] ?? {};
      await data.seances.decider({
        seanceId: id,
        dossierId: about.dossierId,
        decision,
        observation: (draft.observation ?? about.observation ?? "").trim() || null,
        reserves: linesOf(draft.reserves ?? savedReserves(about)),
      });
      await client.invalidateQueries({ queryKey: orpc.seances.key() });
      // Typed while the call was on its way: kept as a draft.
      setDrafts((old) => {
        if (old[about.id] !== drafts[about.id]) return old;
        const { [about.id]: _, ...rest } = old;
        return rest;
      });
      return { about, decision };
    },
    onSuccess: ({ about, decision }) =>
      announce(
        t("mode.enregistre", {
          reference: about.reference,
          decision: catalogue.label("decision", decision),
        }),
      ),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
    onSettled: (_done, _error, { about }) => sent.current.delete(about.id),
  });

  const go = (step: number): void => {
    const next = entries[at + step];
    if (next) setCurrentId(next.id);
  };
  const decide = (decision: string): void => {
    if (closed || !entry) return;
    // Keys follow one another faster than the register writes: none is lost, each is written in turn.
    setCurrentId(entry.id);
    sent.current.set(entry.id, decision);
    record.mutate({ about: entry, decision });
    if (decision === "favorable_sous_reserve") {
      requestAnimationFrame(() => reserves.current?.querySelector("textarea")?.focus());
    }
  };
  const runUndo = (): void => {
    if (!undo) return;
    doUndo.mutate(undefined, {
      onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
    });
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (typing(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    const letter = letterOf(event);
    const decision = Object.keys(DECISION_KEYS).find((key) => DECISION_KEYS[key] === letter);
    if (event.key === "ArrowDown" || letter === "j") go(1);
    else if (event.key === "ArrowUp" || letter === "k") go(-1);
    else if (letter === "o") observation.current?.querySelector("textarea")?.focus();
    else if (letter === "v") reserves.current?.querySelector("textarea")?.focus();
    else if (event.key === "Escape") navigate(`/seances/${id}`);
    else if (decision) decide(decision);
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);

  if (!entry)
    return (
      <EmptyState
        title={t("agendaVide.titre")}
        hint={t("agendaVide.aide")}
        action={
          <Button variant="primary" onClick={() => navigate(`/seances/${id}`)}>
            {t("mode.quitter")}
          </Button>
        }
      />
    );
  const draft = drafts[entry.id] ?? {};
  const written = {
    observation: draft.observation ?? entry.observation ?? "",
    reserves: draft.reserves ?? savedReserves(entry),
  };
  const dirty =
    written.observation.trim() !== (entry.observation ?? "") ||
    linesOf(written.reserves).join("\n") !== savedReserves(entry);
  const write = (part: Draft): void =>
    setDrafts((old) => ({ ...old, [entry.id]: { ...old[entry.id], ...part } }));
  const save = (): void => {
    const decision = sent.current.get(entry.id) ?? entry.decision;
    if (decision && dirty && !closed) record.mutate({ about: entry, decision });
  };
  const onTextKey = (event: ReactKeyboardEvent<HTMLTextAreaElement>): void => {
    const done = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.key !== "Escape" && !done) return;
    event.preventDefault();
    event.stopPropagation();
    // Leaving the field records it.
    event.currentTarget.blur();
  };
  const orphan =
    entry.decision === "favorable_sous_reserve" && linesOf(written.reserves).length === 0;
  return (
    <div className={styles.mode}>
      <header className={styles.head}>
        <IconButton
          label={t("mode.quitter")}
          shortcut={t("mode.echap")}
          icon={<IconX size={18} />}
          onClick={() => navigate(`/seances/${id}`)}
        />
        <h1>
          <Iso>{String(seance.values["numero"] ?? "")}</Iso>
          <span className={styles.mut}>
            <Iso>{formatDate(String(seance.values["tenueLe"]))}</Iso>
          </span>
        </h1>
        <div className={styles.progress}>
          <Progress label={t("mode.decides")} done={decided} total={entries.length} />
        </div>
        <Button
          leftIcon={<IconArrowBackUp size={16} />}
          shortcut="Ctrl Z"
          disabled={!undo}
          onClick={runUndo}
        >
          {t("mode.defaire")}
        </Button>
        <DocumentMenu kind="pv" id={id} />
      </header>
      {gone && <Gone id={id} />}
      <div className={styles.body}>
        <article className={styles.sheet} aria-labelledby="dossier-en-seance" key={entry.id}>
          <p className={styles.rank}>
            <span className={styles.number}>
              <Iso>{entry.numero}</Iso>
            </span>
            <Iso className={styles.reference}>{entry.reference}</Iso>
            <span>{catalogue.label("acte", entry.acte)}</span>
          </p>
          <Entry entry={entry} />
          <div className={styles.history}>
            <h3>{t("mode.passages")}</h3>
            {entry.passages.length > 0 ? <Earlier passages={entry.passages} /> : <None />}
            {entry.reservesOuvertes.length > 0 && (
              <>
                <h3>{t("mode.reservesOuvertes")}</h3>
                <ul>
                  {entry.reservesOuvertes.map((reserve) => (
                    <li key={reserve.id}>
                      <Auto>{reserve.texte}</Auto>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        </article>
        <section className={styles.decide} aria-label={t("mode.decision")}>
          <div className={styles.keys} role="group" aria-label={t("mode.decision")}>
            {catalogue
              .rows("decision")
              .toSorted((a, b) => keyRank(a.key) - keyRank(b.key))
              .map(({ key }) => (
                <button
                  key={key}
                  type="button"
                  className={styles.choice}
                  data-decision={key}
                  aria-pressed={entry.decision === key}
                  disabled={closed}
                  onClick={() => decide(key)}
                >
                  <span>{catalogue.label("decision", key)}</span>
                  {DECISION_KEYS[key] && <Kbd>{DECISION_KEYS[key].toUpperCase()}</Kbd>}
                </button>
              ))}
          </div>
          <div ref={observation}>
            <Textarea
              label={t("champs:passage.observation")}
              description={t("mode.aideObservation")}
              value={written.observation}
              onChange={(value) => write({ observation: value })}
              onKeyDown={onTextKey}
              onBlur={save}
              rows={2}
              maxLength={4000}
              disabled={closed && !gone}
              dir="auto"
            />
          </div>
          <div ref={reserves}>
            <Textarea
              label={t("mode.reserves")}
              description={t("mode.aideReserves")}
              value={written.reserves}
              onChange={(value) => write({ reserves: value })}
              onKeyDown={onTextKey}
              onBlur={save}
              rows={3}
              disabled={closed && !gone}
              dir="auto"
            />
          </div>
          <p className={styles.state} role="status">
            {entry.decision ? <Decision decision={entry.decision} /> : t("mode.nonDecide")}
            {orphan && <span className={styles.warn}>{t("mode.sansReserve")}</span>}
            {dirty && <span className={styles.warn}>{t("mode.brouillon")}</span>}
            {closed && !gone && <span className={styles.warn}>{t("mode.close")}</span>}
          </p>
        </section>
      </div>
      <footer className={styles.foot}>
        <Button
          leftIcon={<IconChevronUp size={16} />}
          shortcut="K"
          disabled={at === 0}
          onClick={() => go(-1)}
        >
          {t("mode.precedent")}
        </Button>
        <span className={styles.mut}>
          <Iso>
            {formatNumber(at + 1, 0)} / {formatNumber(entries.length, 0)}
          </Iso>
        </span>
        <Button
          variant="primary"
          rightIcon={<IconChevronDown size={16} />}
          shortcut="J"
          disabled={at === entries.length - 1}
          onClick={() => go(1)}
        >
          {t("mode.suivant")}
        </Button>
        {decided === entries.length && <span className={styles.done}>{t("mode.termine")}</span>}
      </footer>
    </div>
  );
}

const ORDER = Object.keys(DECISION_KEYS);
/** Decisions in the order of their keys; one added to the list later comes last. */
const keyRank = (key: string): number =>
  (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);

/** What the commission looks at, in large type. */
function Entry({ entry }: { entry: AgendaEntry }) {
  const { t } = useTranslation("seances");
  const langue = useLangue();
  const place = usePlace();
  const holder = holderOf(entry, langue);
  return (
    <>
      <h2 id="dossier-en-seance">
        <Auto>{titleOf(entry, langue)}</Auto>
      </h2>
      <p className={styles.holder}>{holder ? <Auto>{holder}</Auto> : <None />}</p>
      <p className={styles.place}>{place(entry) || <None />}</p>
      <dl className={styles.figures}>
        <div>
          <dt>{t("colonne.montant")}</dt>
          <dd>{entry.montant === null ? <None /> : <Iso>{formatMdh(entry.montant, 2)}</Iso>}</dd>
        </div>
        <div>
          <dt>{t("colonne.emplois")}</dt>
          <dd>{entry.emplois === null ? <None /> : <Iso>{formatNumber(entry.emplois, 0)}</Iso>}</dd>
        </div>
        <div>
          <dt>{t("colonne.surface")}</dt>
          <dd>
            {entry.superficieM2 === null ? (
              <None />
            ) : (
              <Iso>{formatNumber(entry.superficieM2, 0)}</Iso>
            )}
          </dd>
        </div>
      </dl>
    </>
  );
}
