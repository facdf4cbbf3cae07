import {
  DndContext,
  DragOverlay,
  PointerSensor,
  pointerWithin,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import type { DragEndEvent, DragMoveEvent } from "@dnd-kit/core";
import {
  IconArrowsMove,
  IconDots,
  IconGripVertical,
  IconLayoutGridAdd,
  IconPlus,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { memo, useEffect, useRef, useState } from "react";
import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { hauteurs, largeurs, mostCartes } from "../../../../src-main/contract/tableaux.ts";
import type {
  CarteResult,
  CarteSpec,
  TableauFiltre,
  TableauSpec,
} from "../../../../src-main/contract/tableaux.ts";
import { data, errorSentence, orpc } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { pick } from "../../../lib/format.ts";
import {
  announce,
  Button,
  EmptyState,
  IconButton,
  Menu,
  notify,
  Skeleton,
} from "../../../ui/index.ts";
import type { MenuItem } from "../../../ui/index.ts";
import { Apercu } from "./Apercu.tsx";
import classes from "./composition.module.css";
import { FormulaireCarte } from "./FormulaireCarte.tsx";
import { pasVers, rangees, tire } from "./grille.ts";
import type { Place, Sens } from "./grille.ts";
import { useUniteMots } from "./mots.ts";

export interface AtelierProps {
  spec: TableauSpec;
  /** The cards with their figures, by key; a card just added may not have any yet. */
  cartes: ReadonlyMap<string, CarteResult>;
  /** Filter under which the cards are looked at. */
  filtre: TableauFiltre;
}

type Cote = "largeur" | "hauteur";
type Taille = Partial<Record<Cote, number>>;
const bornes = { largeur: largeurs, hauteur: hauteurs };

/** Id of what is said of every grip. */
const AIDE = "aide-poignee";

/** The card being made or changed; its id when it is kept. */
type Ouverte = { carte: CarteSpec | null } | null;

/** The grid of a composed dashboard, whose cards are added, moved, sized and taken off; each change is kept at once. */
export function Atelier({ spec, cartes, filtre }: AtelierProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const unite = useUniteMots();
  const grid = useRef<HTMLDivElement>(null);
  const [ouverte, setOuverte] = useState<Ouverte>(null);
  const focus = useFocus(grid, spec);
  const changes = useChanges(spec);
  const [target, setTarget] = useState<{ key: string; before: boolean } | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const keys = spec.cartes.map(({ key }) => key);
  const nameOf = (carte: CarteSpec): string => {
    const result = cartes.get(carte.key);
    const titre = result?.titre ?? carte.titre;
    return (titre && pick(titre, langue)) || t(`formes.${carte.forme}`);
  };
  const rtl = document.documentElement.dir === "rtl";

  const put = (carte: CarteSpec, apres: string | null): void => {
    const order = rangees(keys, carte.key, apres);
    if (order.join() === keys.join()) return;
    focus(carte.key);
    void changes.put(carte.key, apres, order);
    announce(
      t("dit.deplacee", {
        carte: nameOf(carte),
        place: order.indexOf(carte.key) + 1,
        count: keys.length,
      }),
    );
  };
  const step = (carte: CarteSpec, sens: Sens): void => {
    const apres = pasVers(placesOf(grid.current, rtl), carte.key, sens);
    if (apres === undefined) announce(t("dit.bord", { carte: nameOf(carte) }));
    else put(carte, apres);
  };
  const size = (carte: CarteSpec, wanted: Taille): void => {
    const next = { largeur: carte.largeur, hauteur: carte.hauteur, ...wanted };
    const fits = (["largeur", "hauteur"] as const).every(
      (cote) => next[cote] >= bornes[cote].min && next[cote] <= bornes[cote].max,
    );
    if (!fits) {
      announce(t("dit.borne", { carte: nameOf(carte) }));
      return;
    }
    void changes.size(carte.key, wanted);
    announce(t("dit.dimension", { ...next, carte: nameOf(carte) }));
  };
  const remove = (carte: CarteSpec): void => {
    const at = keys.indexOf(carte.key);
    focus(keys[at + 1] ?? keys[at - 1] ?? null);
    void changes.remove(carte.key);
  };

  const where = ({ active, over }: DragMoveEvent | DragEndEvent) => {
    const rect = over?.rect;
    const moved = active.rect.current.translated;
    if (!over || !rect || !moved || over.id === active.id) return null;
    const left = moved.left + moved.width / 2 < rect.left + rect.width / 2;
    return { key: String(over.id), before: rtl ? !left : left };
  };
  const drop = (event: DragEndEvent): void => {
    const landed = where(event);
    const carte = spec.cartes.find(({ key }) => key === event.active.id);
    setDragged(null);
    setTarget(null);
    if (!landed || !carte) return;
    const others = keys.filter((key) => key !== carte.key);
    const at = others.indexOf(landed.key);
    put(carte, landed.before ? (others[at - 1] ?? null) : landed.key);
  };
  const lifted = spec.cartes.find(({ key }) => key === dragged);
  const full = keys.length >= mostCartes;
  const add = (
    <Button
      variant="primary"
      leftIcon={<IconPlus size={16} aria-hidden="true" />}
      disabled={full}
      onClick={() => setOuverte({ carte: null })}
    >
      {t("carte.ajouter")}
    </Button>
  );
  return (
    <>
      <div className={classes.barre}>
        {keys.length > 0 && add}
        <span className={classes.detail}>
          {t(full ? "plein" : "compte", { count: keys.length, max: mostCartes })}
        </span>
        <span className={classes.detail}>{t("aide")}</span>
      </div>
      {keys.length === 0 && (
        <EmptyState
          icon={<IconLayoutGridAdd size={32} aria-hidden="true" />}
          title={t("vide.titre")}
          hint={t("vide.texte")}
          action={add}
        />
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={pointerWithin}
        accessibility={{ announcements: silent, screenReaderInstructions: { draggable: "" } }}
        onDragStart={({ active }) => setDragged(String(active.id))}
        onDragMove={(event) => setTarget(where(event))}
        onDragEnd={drop}
        onDragCancel={() => {
          setDragged(null);
          setTarget(null);
        }}
      >
        <span id={AIDE} hidden>
          {t("poigneeAide")}
        </span>
        <div ref={grid} className={classes.grille} role="list" aria-label={t("grille")}>
          {spec.cartes.map((carte, at) => (
            <Case
              key={carte.key}
              carte={carte}
              nom={nameOf(carte)}
              unite={carte.forme === "nombre" ? "" : unite(cartes.get(carte.key)?.unite ?? "")}
              place={at}
              count={keys.length}
              full={full}
              lifted={carte.key === dragged}
              landing={target?.key === carte.key ? (target.before ? "avant" : "apres") : undefined}
              onStep={(sens) => step(carte, sens)}
              onPut={(apres) => put(carte, apres === "fin" ? (keys.at(-1) ?? null) : null)}
              onSize={(taille) => size(carte, taille)}
              onOpen={() => setOuverte({ carte })}
              onCopy={() => void changes.copy(carte.key).then((id) => id && focus(id))}
              onRemove={() => remove(carte)}
            >
              <Dessin result={cartes.get(carte.key)} />
            </Case>
          ))}
        </div>
        <DragOverlay dropAnimation={null}>
          {lifted && <div className={classes.portee}>{nameOf(lifted)}</div>}
        </DragOverlay>
      </DndContext>
      {ouverte && (
        <FormulaireCarte
          tableauId={spec.key}
          carte={ouverte.carte}
          filtre={filtre}
          onClose={(id) => {
            setOuverte(null);
            if (id !== null) focus(id);
          }}
        />
      )}
    </>
  );
}

/** Moves are told by the grid itself, by pointer and by keyboard alike. */
const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** The cards where they are drawn, as if the page were written from left to right. */
function placesOf(grid: HTMLElement | null, rtl: boolean): Place[] {
  const cases = grid?.querySelectorAll<HTMLElement>("[data-case]") ?? [];
  return [...cases].map((element) => {
    const { left, right, top, width, height } = element.getBoundingClientRect();
    return { key: element.dataset["case"]!, left: rtl ? -right : left, top, width, height };
  });
}

/** Gives the focus to a card once the grid is drawn again. */
function useFocus(
  grid: React.RefObject<HTMLDivElement | null>,
  spec: TableauSpec,
): (key: string | null) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    const key = wanted.current;
    const grip =
      key === null
        ? null
        : grid.current?.querySelector<HTMLElement>(`[data-case="${key}"] [data-grip]`);
    if (!grip) return undefined;
    // A menu or a dialog that closes gives the focus back to its button first.
    const timer = setTimeout(() => {
      wanted.current = null;
      grip.focus();
      grip.closest("[data-case]")?.scrollIntoView({ block: "nearest" });
    }, 120);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- runs once the new grid is drawn
  }, [spec, grid]);
  return (key) => {
    wanted.current = key;
  };
}

/** The writes, drawn at once: the answer of the store only confirms them. */
function useChanges(spec: TableauSpec) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const queryKey = orpc.tableaux.definition.queryKey({ input: { key: spec.key } });
  const draw = async (make: (old: TableauSpec) => TableauSpec): Promise<void> => {
    await client.cancelQueries({ queryKey });
    client.setQueryData(queryKey, (old: TableauSpec | undefined) => old && make(old));
  };
  const attempt = async <T,>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, t) });
      void client.invalidateQueries({ queryKey });
      return null;
    }
  };
  return {
    put: async (id: string, apres: string | null, order: readonly string[]) => {
      await draw((old) => ({
        ...old,
        cartes: order.flatMap((key) => old.cartes.find((carte) => carte.key === key) ?? []),
      }));
      await attempt(() => data.tableaux.placerCarte({ id, apres }));
    },
    size: async (id: string, patch: Taille) => {
      await draw((old) => ({
        ...old,
        cartes: old.cartes.map((carte) => (carte.key === id ? { ...carte, ...patch } : carte)),
      }));
      await attempt(() => data.records.update({ record: "carte", id, patch }));
    },
    copy: async (id: string): Promise<string | null> => {
      const done = await attempt(() => data.tableaux.dupliquerCarte({ id }));
      return done?.id ?? null;
    },
    remove: async (id: string) => {
      await draw((old) => ({ ...old, cartes: old.cartes.filter(({ key }) => key !== id) }));
      await attempt(() => data.records.remove({ record: "carte", id }));
    },
  };
}

/** A card is drawn again for its own figures only; one just added has none yet. */
const Dessin = memo(function Dessin({ result }: { result: CarteResult | undefined }) {
  return result === undefined ? <Skeleton height={90} /> : <Apercu carte={result} />;
});

interface CaseProps {
  carte: CarteSpec;
  nom: string;
  unite: string;
  place: number;
  count: number;
  full: boolean;
  lifted: boolean;
  landing: "avant" | "apres" | undefined;
  onStep: (sens: Sens) => void;
  onPut: (where: "debut" | "fin") => void;
  onSize: (taille: Taille) => void;
  onOpen: () => void;
  onCopy: () => void;
  onRemove: () => void;
  children: ReactNode;
}

/** One card on the grid: its grip, its two menus, its edges. */
function Case(props: CaseProps) {
  const { carte, nom, unite, place, count, full, lifted, landing, children } = props;
  const { onStep, onPut, onSize, onOpen, onCopy, onRemove } = props;
  const { t } = useTranslation("composition");
  const { setNodeRef: dropRef } = useDroppable({ id: carte.key });
  const { setNodeRef, setActivatorNodeRef, listeners } = useDraggable({ id: carte.key });
  const box = useRef<HTMLDivElement | null>(null);
  // While an edge is pulled, the place it would take.
  const [pulled, setPulled] = useState<Taille>({});
  const largeur = pulled.largeur ?? carte.largeur;
  const hauteur = pulled.hauteur ?? carte.hauteur;

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const rtl = document.documentElement.dir === "rtl";
    const ahead = rtl ? "ArrowLeft" : "ArrowRight";
    const back = rtl ? "ArrowRight" : "ArrowLeft";
    const run: Record<string, () => void> = event.shiftKey
      ? {
          [ahead]: () => onSize({ largeur: carte.largeur + 1 }),
          [back]: () => onSize({ largeur: carte.largeur - 1 }),
          ArrowDown: () => onSize({ hauteur: carte.hauteur + 1 }),
          ArrowUp: () => onSize({ hauteur: carte.hauteur - 1 }),
        }
      : {
          [ahead]: () => onStep("apres"),
          [back]: () => onStep("avant"),
          ArrowDown: () => onStep("dessous"),
          ArrowUp: () => onStep("dessus"),
          Home: () => onPut("debut"),
          End: () => onPut("fin"),
          Delete: onRemove,
          Enter: onOpen,
        };
    const sized: Record<string, () => void> = {
      "+": () => onSize({ largeur: carte.largeur + 1 }),
      "=": () => onSize({ largeur: carte.largeur + 1 }),
      "-": () => onSize({ largeur: carte.largeur - 1 }),
    };
    const work = run[event.key] ?? sized[event.key];
    if (!work || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    work();
  };
  const edge = (cotes: readonly Cote[]) => ({
    "aria-hidden": true,
    className: [classes.bord, ...cotes.map((cote) => classes[cote])].join(" "),
    onPointerDown: (event: PointerEvent<HTMLSpanElement>) =>
      pull(event, box.current, carte, cotes, setPulled, onSize),
  });
  const item = (key: string, onSelect: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
    key,
    label: t(`menu.${key}`),
    onSelect,
    ...more,
  });
  return (
    <div
      ref={(element) => {
        box.current = element;
        setNodeRef(element);
        dropRef(element);
      }}
      role="listitem"
      data-case={carte.key}
      data-lifted={lifted || undefined}
      data-landing={landing}
      className={classes.case}
      style={{ "--largeur": largeur, "--hauteur": hauteur } as CSSProperties}
    >
      <div className={classes.tete}>
        <button
          type="button"
          ref={setActivatorNodeRef}
          data-grip
          className={classes.poignee}
          aria-label={t("poignee", { carte: nom, place: place + 1, count })}
          aria-describedby={AIDE}
          aria-keyshortcuts="ArrowRight ArrowLeft ArrowUp ArrowDown + - Delete Enter"
          onPointerDown={listeners?.["onPointerDown"] as (() => void) | undefined}
          onKeyDown={onKeyDown}
        >
          <IconGripVertical size={14} aria-hidden="true" />
        </button>
        <span className={classes.nom}>
          {nom} <span className={classes.unite}>{unite}</span>
        </span>
        <span className={classes.taille}>
          <bdi dir="ltr">
            {largeur} × {hauteur}
          </bdi>
        </span>
        <Menu
          align="end"
          label={t("menu.deplacer")}
          trigger={
            <IconButton
              size="sm"
              label={t("menu.deplacerDe", { carte: nom })}
              icon={<IconArrowsMove size={15} aria-hidden="true" />}
            />
          }
          items={[
            item("avant", () => onStep("avant"), { disabled: place === 0 }),
            item("apres", () => onStep("apres"), { disabled: place === count - 1 }),
            item("debut", () => onPut("debut"), { disabled: place === 0 }),
            item("fin", () => onPut("fin"), { disabled: place === count - 1 }),
            item("elargir", () => onSize({ largeur: carte.largeur + 1 }), {
              disabled: carte.largeur >= largeurs.max,
              divided: true,
            }),
            item("retrecir", () => onSize({ largeur: carte.largeur - 1 }), {
              disabled: carte.largeur <= largeurs.min,
            }),
            item("hausser", () => onSize({ hauteur: carte.hauteur + 1 }), {
              disabled: carte.hauteur >= hauteurs.max,
            }),
            item("baisser", () => onSize({ hauteur: carte.hauteur - 1 }), {
              disabled: carte.hauteur <= hauteurs.min,
            }),
          ]}
        />
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              label={t("menu.actionsDe", { carte: nom })}
              icon={<IconDots size={16} aria-hidden="true" />}
            />
          }
          items={[
            item("modifier", onOpen),
            item("dupliquer", onCopy, { disabled: full }),
            item("retirer", onRemove, { danger: true, divided: true }),
          ]}
        />
      </div>
      <div className={classes.dessin} inert>
        {children}
      </div>
      <span {...edge(["largeur"])} />
      <span {...edge(["hauteur"])} />
      <span {...edge(["largeur", "hauteur"])} />
    </div>
  );
}

/** Follows the pointer that pulls an edge, by whole columns and rows, and keeps the size when it lets go. */
function pull(
  event: PointerEvent<HTMLSpanElement>,
  box: HTMLElement | null,
  carte: CarteSpec,
  cotes: readonly Cote[],
  draw: (taille: Taille) => void,
  keep: (taille: Taille) => void,
): void {
  if (!box || event.button !== 0) return;
  event.preventDefault();
  event.stopPropagation();
  const handle = event.currentTarget;
  handle.setPointerCapture(event.pointerId);
  const { clientX, clientY } = event;
  const { width, height } = box.getBoundingClientRect();
  const gap = Number.parseFloat(getComputedStyle(box.parentElement!).columnGap) || 0;
  const forward = document.documentElement.dir === "rtl" ? -1 : 1;
  const steps = {
    largeur: (width + gap) / carte.largeur,
    hauteur: (height + gap) / carte.hauteur,
  };
  let last: Taille = {};
  const move = (at: globalThis.PointerEvent): void => {
    const away = { largeur: (at.clientX - clientX) * forward, hauteur: at.clientY - clientY };
    last = Object.fromEntries(
      cotes.map((cote) => [cote, tire(carte[cote], away[cote], steps[cote], bornes[cote])]),
    );
    draw(last);
  };
  const stop = (kept: boolean) => (): void => {
    handle.removeEventListener("pointermove", move);
    handle.removeEventListener("pointerup", done);
    handle.removeEventListener("pointercancel", undone);
    draw({});
    const changed = cotes.some((cote) => last[cote] !== undefined && last[cote] !== carte[cote]);
    if (kept && changed) keep(last);
  };
  const done = stop(true);
  const undone = stop(false);
  handle.addEventListener("pointermove", move);
  handle.addEventListener("pointerup", done);
  handle.addEventListener("pointercancel", undone);
}
