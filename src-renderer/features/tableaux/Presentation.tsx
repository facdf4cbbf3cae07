import { IconChevronLeft, IconChevronRight, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from "react";
import type { CSSProperties } from "react";
import type { TableauResult } from "../../../src-main/contract/tableaux.ts";
import { Iso } from "../../lib/bidi.tsx";
import { announce, IconButton, Stage } from "../../ui/index.ts";
import { Corps, Pied } from "./Carte.tsx";
import type { CarteActions } from "./Carte.tsx";
import { useTableau } from "./contexte.tsx";
import classes from "./Presentation.module.css";
import { useUnite } from "./unite.ts";

export interface PresentationProps {
  tableau: TableauResult;
  /** Key of the card shown; null when nothing is presented. */
  shown: string | null;
  actions: CarteActions;
  onShow: (key: string) => void;
  onClose: () => void;
}

/** One card at a time over the whole screen, moved by the arrows. */
export function Presentation({ tableau, shown, actions, onShow, onClose }: PresentationProps) {
  const { dir, t, text } = useTableau();
  const place = tableau.cartes.findIndex(({ key }) => key === shown);
  const carte = tableau.cartes[place];
  const opened = shown !== null && carte !== undefined;
  const unite = useUnite();
  const count = tableau.cartes.length;

  const go = (to: number): void => {
    const next = tableau.cartes[Math.min(Math.max(to, 0), count - 1)];
    if (!next || next.key === shown) return;
    onShow(next.key);
    announce(`${text(next.titre)}, ${t("page", { n: tableau.cartes.indexOf(next) + 1, count })}`);
  };
  const keys = useEffectEvent((event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const forward = dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = dir === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to =
      event.key === forward || event.key === "PageDown"
        ? place + 1
        : event.key === back || event.key === "PageUp"
          ? place - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? count - 1
              : null;
    if (to === null) return;
    event.preventDefault();
    go(to);
  });
  useEffect(() => {
    if (!opened) return;
    // Before the drawing, whose own arrows walk its marks.
    const listen = (event: KeyboardEvent): void => {
      if (!(event.target as Element).matches("[data-chart] *")) keys(event);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [opened]);
  useFullScreen(opened, onClose);

  const room = useRoom();
  if (!opened) return null;
  // A map is as high as it is wide: it must stand whole.
  const zoom = carte.forme === "carte" ? Math.max(0.8, Math.min(GRAND, room / CARTE)) : GRAND;
  // What a card opens is behind the stage: it leaves first.
  const leaving: CarteActions = {
    ...actions,
    ouvrir: (one, point) => {
      onClose();
      actions.ouvrir(one, point);
    },
    observations: (one) => {
      onClose();
      actions.observations(one);
    },
  };
  return (
    <Stage label={text(carte.titre)} onClose={onClose}>
      <div className={classes.page} data-presentation={carte.key}>
        <header className={classes.tete}>
          <div>
            <p className={classes.surtitre}>
              {text(tableau.titre)} · {text(tableau.region)}
            </p>
            <h1 className={classes.titre}>
              {text(carte.titre)}{" "}
              {carte.forme !== "nombre" && carte.unite !== "" && (
                <small>{unite(carte.unite)}</small>
              )}
            </h1>
            {text(tableau.filtreTexte) !== "" && (
              <p className={classes.filtre}>{text(tableau.filtreTexte)}</p>
            )}
          </div>
          <IconButton
            label={t("quitter")}
            shortcut="Esc"
            icon={<IconX size={20} aria-hidden="true" />}
            onClick={onClose}
          />
        </header>
        <div
          className={carte.forme === "nombre" ? classes.grandNombre : classes.corps}
          key={carte.key}
          style={{ "--zoom": zoom } as CSSProperties}
          tabIndex={0}
          role="group"
          aria-label={text(carte.titre)}
          data-autofocus
        >
          <Corps
            carte={carte}
            actions={leaving}
            chosen={null}
            asTable={false}
            height={Math.max(160, room / zoom - ENTETE)}
          />
        </div>
        <footer className={classes.pied}>
          <div className={classes.sources}>
            <Pied carte={carte} actions={leaving} edition={null} />
          </div>
          <nav className={classes.pages} aria-label={t("pages")}>
            <IconButton
              label={t("precedente")}
              disabled={place === 0}
              icon={
                dir === "rtl" ? (
                  <IconChevronRight size={18} aria-hidden="true" />
                ) : (
                  <IconChevronLeft size={18} aria-hidden="true" />
                )
              }
              onClick={() => go(place - 1)}
            />
            <Iso className={classes.compte}>{`${place + 1} / ${count}`}</Iso>
            <IconButton
              label={t("suivante")}
              disabled={place === count - 1}
              icon={
                dir === "rtl" ? (
                  <IconChevronLeft size={18} aria-hidden="true" />
                ) : (
                  <IconChevronRight size={18} aria-hidden="true" />
                )
              }
              onClick={() => go(place + 1)}
            />
          </nav>
        </footer>
      </div>
    </Stage>
  );
}

/** How much larger than on its card a drawing stands. */
const GRAND = 1.35;
/** Pixels of a map of the provinces with the figure above it, as it stands on its card. */
const CARTE = 530;
/** Pixels of the figure of the whole and of the legend above a drawing. */
const ENTETE = 64;
/** Pixels of the page around the drawing: title, sources, margins. */
const AUTOUR = 250;

const onResize = (listener: () => void): (() => void) => {
  addEventListener("resize", listener);
  return () => removeEventListener("resize", listener);
};

/** Pixels left for the drawing, whatever the screen. */
const useRoom = (): number => useSyncExternalStore(onResize, () => innerHeight) - AUTOUR;

/** Fills the screen while something is presented; leaving full screen by the system's key ends it too. */
function useFullScreen(opened: boolean, onClose: () => void): void {
  const close = useEffectEvent(onClose);
  const entered = useRef(false);
  useEffect(() => {
    if (!opened) return;
    const changed = (): void => {
      if (document.fullscreenElement) entered.current = true;
      else if (entered.current) close();
    };
    document.addEventListener("fullscreenchange", changed);
    // A window that may not fill the screen presents inside itself.
    document.documentElement.requestFullscreen().catch(() => undefined);
    return () => {
      document.removeEventListener("fullscreenchange", changed);
      entered.current = false;
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, [opened]);
}
