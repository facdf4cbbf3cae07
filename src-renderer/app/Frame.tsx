import { useQuery } from "@tanstack/react-query";
import {
  IconAdjustments,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconArrowRight,
  IconDeviceDesktop,
  IconMoon,
  IconStar,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import {
  addressOfRecord,
  errorSentence,
  orpc,
  shell,
  takeMode,
  useCatalogue,
  useChanges,
  useReminders,
  useFavourites,
  useSession,
  useSetLangue,
  useUndo,
} from "../data/index.ts";
import { LANGUES, setLangue, useLangue } from "../i18n/index.ts";
import { actionSentence } from "../lib/actions.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { formatInstant, formatNumber, formatTime } from "../lib/format.ts";
import { goBack, goForward, useSteps } from "../lib/history.ts";
import { useHashLocation } from "../lib/location.ts";
import { Button, Hidden, IconButton, Menu, notify, Pill, Tooltip, useTheme } from "../ui/index.ts";
import type { Theme } from "../ui/index.ts";
import classes from "./Frame.module.css";
import { GlobalSearch } from "./GlobalSearch.tsx";
import { Help } from "./Help.tsx";
import { PLACES, placeOf } from "./navigation.ts";
import type { Place } from "./navigation.ts";
import { CommandPalette } from "./CommandPalette.tsx";
import { useShortcuts } from "./shortcuts.ts";

/** Navigation, header and what works everywhere, around the screen. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const { undo, redo, doUndo, doRedo } = useUndo();
  const catalogue = useCatalogue();

  const refuse = useCallback(
    (error: unknown) => notify({ tone: "error", message: errorSentence(error, t), id: "undo" }),
    [t],
  );
  const runUndo = useCallback(
    (actionId?: string) => doUndo.mutate(actionId, { onError: refuse }),
    [doUndo, refuse],
  );
  const runRedo = useCallback(
    () => doRedo.mutate(undefined, { onError: refuse }),
    [doRedo, refuse],
  );

  useChanges({
    onChange: (notice) => {
      // Another window's work refreshes this one; the word about it is said there.
      if (!notice.own) return;
      const mode = takeMode();
      // What the register does to itself (setup, language) is not the user's work.
      if (notice.kind.startsWith("registre.")) return;
      // Looking at a masked value is recorded, and cannot be undone: nothing to offer.
      if (notice.kind.includes(".consultation_")) return;
      const about =
        mode === "undo" ? notice.redo : mode === "redo" || notice.undo ? notice.undo : null;
      const action = actionSentence(
        t,
        notice.kind,
        about && about.kind === notice.kind ? about.params : {},
        catalogue,
      );
      if (mode === "undo")
        notify({
          id: "change",
          tone: "info",
          message: t("defait", { action }),
          ...(notice.redo ? { action: { label: t("refaireCourt"), onClick: runRedo } } : {}),
        });
      else
        notify({
          id: "change",
          tone: "ok",
          message: mode === "redo" ? t("refait", { action }) : action,
          ...(notice.undo
            ? { action: { label: t("defaireCourt"), onClick: () => runUndo() } }
            : {}),
        });
    },
    onStore: (state) =>
      notify({
        id: "store",
        tone: "warn",
        message: t(state === "down" ? "registre.arrete" : "registre.revenu"),
        stay: state === "down" ? 20_000 : 12_000,
      }),
  });

  useReminders();
  useShortcuts({
    onPalette: () => setPalette((open) => !open),
    onSearch: () => search.current?.focus(),
    onHelp: () => setHelp(true),
    onUndo: () => {
      if (undo) runUndo();
      else notify({ tone: "info", message: t("rienADefaire"), id: "undo", stay: 2500 });
    },
    onRedo: () => {
      if (redo) runRedo();
      else notify({ tone: "info", message: t("rienARefaire"), id: "undo", stay: 2500 });
    },
    onNewWindow: () => void shell.newWindow({}).catch(refuse),
  });

  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#contenu" onClick={skip}>
        {t("nav.allerContenu")}
      </a>
      <Navigation />
      <div className={classes.column}>
        <header className={classes.header}>
          <Steps />
          <GlobalSearch inputRef={search} onPalette={() => setPalette(true)} />
          <span className={classes.spring} />
          <Saved />
          <IconButton
            label={
              undo
                ? t("defaire", { action: actionSentence(t, undo.kind, undo.params, catalogue) })
                : t("rienADefaire")
            }
            shortcut="Ctrl Z"
            icon={<IconArrowBackUp size={18} className={classes.mirrored} />}
            aria-disabled={!undo}
            data-off={!undo || undefined}
            className={classes.undo}
            onClick={() => undo && runUndo()}
          />
          <IconButton
            label={
              redo
                ? t("refaire", { action: actionSentence(t, redo.kind, redo.params, catalogue) })
                : t("rienARefaire")
            }
            shortcut="Ctrl Y"
            icon={<IconArrowForwardUp size={18} className={classes.mirrored} />}
            aria-disabled={!redo}
            data-off={!redo || undefined}
            className={classes.undo}
            onClick={() => redo && runRedo()}
          />
          <LanguageMenu />
          <ThemeMenu />
          <User />
        </header>
        <main className={classes.main} id="contenu" tabIndex={-1}>
          {children}
        </main>
      </div>
      <CommandPalette
        opened={palette}
        onClose={() => setPalette(false)}
        onHelp={() => setHelp(true)}
        undo={
          undo && { sentence: actionSentence(t, undo.kind, undo.params, catalogue), run: runUndo }
        }
        redo={
          redo && { sentence: actionSentence(t, redo.kind, redo.params, catalogue), run: runRedo }
        }
      />
      <Help opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Moves the focus to the screen without touching the address. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById("contenu")?.focus();
}

/** Back and forward, each saying where it leads. */
function Steps() {
  const { t, i18n } = useTranslation("vitesse");
  const { back, forward } = useSteps();
  const [left, right] = i18n.dir() === "rtl" ? ["→", "←"] : ["←", "→"];
  const name = (to: string | null, key: string): string =>
    to ? t(`pas.${key}Vers`, { titre: to }) : t(`pas.${key}`);
  return (
    <span className={classes.steps}>
      <IconButton
        label={name(back, "retour")}
        shortcut={`Alt ${left}`}
        icon={<IconArrowLeft size={17} className={classes.mirrored} />}
        aria-disabled={back === null}
        data-off={back === null || undefined}
        className={classes.undo}
        onClick={goBack}
      />
      <IconButton
        label={name(forward, "avance")}
        shortcut={`Alt ${right}`}
        icon={<IconArrowRight size={17} className={classes.mirrored} />}
        aria-disabled={forward === null}
        data-off={forward === null || undefined}
        className={classes.undo}
        onClick={goForward}
      />
    </span>
  );
}

/** Favourites shown in the navigation; the palette has them all. */
const NAV_FAVOURITES = 6;

/** The records kept at hand. */
function Favourites() {
  const { t } = useTranslation("vitesse");
  const langue = useLangue();
  const [path] = useHashLocation();
  const favourites = useFavourites().flatMap((one) => {
    const href = addressOfRecord(one.recordTable, one.recordId);
    return href ? [{ ...one, href }] : [];
  });
  if (favourites.length === 0) return null;
  return (
    <div className={classes.group}>
      <h2 className={classes.groupTitle}>{t("favoris.titre")}</h2>
      <ul className={classes.places}>
        {favourites.slice(0, NAV_FAVOURITES).map((one) => {
          const title = langue === "ar" && one.titreAr ? one.titreAr : one.titreFr;
          return (
            <li key={one.id}>
              <Link
                href={one.href}
                className={classes.place}
                aria-current={path === one.href ? "page" : undefined}
                title={[one.reference, title].filter(Boolean).join(" · ")}
              >
                <IconStar size={14} aria-hidden="true" />
                <span className={classes.favourite}>
                  {one.reference ? <Iso>{one.reference}</Iso> : <Auto>{title}</Auto>}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const [path] = useHashLocation();
  const here = placeOf(path);
  const session = useSession();
  const { data: totals } = useQuery(orpc.dossiers.totals.queryOptions({ input: { filter: {} } }));
  const groups: readonly { key: Place["group"]; title: string | null }[] = [
    { key: "travail", title: null },
    { key: "region", title: t("nav.region") },
    { key: "donnees", title: t("nav.donnees") },
  ];
  return (
    <nav className={classes.nav} aria-label={t("nav.principale")}>
      <div className={classes.brand}>
        <span className={classes.logo} aria-hidden="true">
          د
        </span>
        <span className={classes.name}>{t("produit")}</span>
      </div>
      {groups.map((group) => (
        <div key={group.key} className={classes.group}>
          {group.title && <h2 className={classes.groupTitle}>{group.title}</h2>}
          <ul className={classes.places}>
            {PLACES.filter((place) => place.group === group.key).map((place) => (
              <li key={place.key}>
                <Link
                  href={place.path}
                  className={classes.place}
                  aria-current={here === place ? "page" : undefined}
                >
                  <place.icon size={16} aria-hidden="true" />
                  <span className={classes.placeName}>{t(`nav.${place.key}`)}</span>
                  {place.key === "dossiers" && totals && (
                    <Iso className={classes.placeCount}>{formatNumber(totals.count, 0)}</Iso>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Favourites />
      <span className={classes.spring} />
      {session.demonstration && (
        <Tooltip label={t("demonstrationAide")} multiline>
          <span className={classes.demo} tabIndex={0}>
            <Pill tone="soon">{t("demonstration")}</Pill>
          </span>
        </Tooltip>
      )}
      <RegionName />
    </nav>
  );
}

function RegionName() {
  const langue = useLangue();
  const { region } = useSession();
  return region ? (
    <div className={classes.region}>{region.label[langue] || region.label.fr}</div>
  ) : null;
}

/** When the last change was written; every change is written at once. */
function Saved() {
  const { t } = useTranslation();
  const { data } = useQuery(orpc.journal.recent.queryOptions({ input: { limit: 1 } }));
  const last = data?.actions[0];
  if (!last) return null;
  return (
    <Tooltip label={t("enregistreAide", { instant: formatInstant(last.at) })} multiline>
      <span className={classes.saved} tabIndex={0}>
        {t("enregistre", { heure: formatTime(last.at) })}
      </span>
    </Tooltip>
  );
}

function LanguageMenu() {
  const { t } = useTranslation();
  const langue = useLangue();
  const change = useSetLangue(setLangue);
  const now = LANGUES.find((one) => one.code === langue);
  return (
    <Menu
      align="end"
      trigger={
        <Button data-langue={langue}>
          <Hidden>{`${t("langue")} : ${now?.nom ?? ""}, `}</Hidden>
          {now?.court}
        </Button>
      }
      items={LANGUES.map((one) => ({
        key: one.code,
        label: <span lang={one.code}>{one.nom}</span>,
        checked: one.code === langue,
        onSelect: () => change.mutate(one.code),
      }))}
    />
  );
}

const THEMES: readonly { key: Theme; icon: ReactNode }[] = [
  { key: "light", icon: <IconSun size={16} /> },
  { key: "dark", icon: <IconMoon size={16} /> },
  { key: "auto", icon: <IconDeviceDesktop size={16} /> },
];

function ThemeMenu() {
  const { t } = useTranslation();
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      align="end"
      label={t("theme.nom")}
      trigger={
        <IconButton
          label={`${t("theme.nom")} : ${t(`theme.${theme}`)}`}
          icon={THEMES.find((one) => one.key === theme)?.icon ?? <IconAdjustments size={16} />}
          tooltip={false}
        />
      }
      items={THEMES.map((one) => ({
        key: one.key,
        label: t(`theme.${one.key}`),
        icon: one.icon,
        checked: one.key === theme,
        onSelect: () => setTheme(one.key),
      }))}
    />
  );
}

function User() {
  const { t } = useTranslation();
  const { user } = useSession();
  if (!user) return null;
  return (
    <span className={classes.user}>
      <IconUser size={15} aria-hidden="true" />
      <Hidden>{t("utilisateur", { nom: "" })}</Hidden>
      <Auto className={classes.userName}>{user.nom}</Auto>
    </span>
  );
}
