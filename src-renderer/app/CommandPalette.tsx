import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconArrowRight,
  IconBookmark,
  IconChartBar,
  IconClock,
  IconDeviceDesktop,
  IconDownload,
  IconFilePlus,
  IconKeyboard,
  IconLanguage,
  IconLayoutKanban,
  IconMoon,
  IconPrinter,
  IconSearch,
  IconStar,
  IconSun,
  IconTrash,
  IconUpload,
  IconWindow,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { exportLists } from "../../src-main/contract/exports.ts";
import {
  addressOfRecord,
  errorSentence,
  orpc,
  shell,
  useFavourites,
  useSetLangue,
} from "../data/index.ts";
import { makeRapport, plainOptions } from "../data/rapports.ts";
import { LANGUES, setLangue, useLangue } from "../i18n/index.ts";
import { fold } from "../lib/fold.ts";
import { pick } from "../lib/format.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { goBack, goForward, useSteps } from "../lib/history.ts";
import { navigate } from "../lib/location.ts";
import { useRecents } from "../lib/recents.ts";
import { Kbd, notify, Palette, useTheme } from "../ui/index.ts";
import type { SearchItem, Theme } from "../ui/index.ts";
import { PLACES } from "./navigation.ts";
import { useHits } from "./useHits.tsx";

interface Reversal {
  sentence: string;
  run: () => void;
}

export interface CommandPaletteProps {
  opened: boolean;
  onClose: () => void;
  onHelp: () => void;
  undo: Reversal | null;
  redo: Reversal | null;
}

/** A command, with the words it is found by. */
interface Command extends SearchItem {
  words: string;
}

const THEMES: readonly { key: Theme; name: string; icon: ReactNode }[] = [
  { key: "light", name: "palette.themeClair", icon: <IconSun size={16} /> },
  { key: "dark", name: "palette.themeSombre", icon: <IconMoon size={16} /> },
  { key: "auto", name: "palette.themeSysteme", icon: <IconDeviceDesktop size={16} /> },
];

const keys = (...names: string[]): ReactNode => (
  <bdi dir="ltr">
    {names.map((name) => (
      <Kbd key={name}>{name}</Kbd>
    ))}
  </bdi>
);

/** Forms and screens where a record is made, by their address. */
const CREATIONS: readonly { name: string; path: string; shortcut?: string }[] = [
  { name: "palette.nouveauDossier", path: "/dossiers?nouveau=1", shortcut: "N" },
  { name: "palette.nouvelleTache", path: "/journee?nouveau=1" },
  { name: "palette.nouvelleSeance", path: "/seances?nouveau=1" },
  { name: "palette.nouvelleOrganisation", path: "/annuaire?nouveau=1" },
  { name: "palette.nouvelleDemande", path: "/demandes?nouveau=1" },
  { name: "palette.nouvelAccompagnement", path: "/accompagnements?nouveau=1" },
  { name: "palette.nouvelleConvention", path: "/conventions?nouveau=1" },
  { name: "palette.nouveauFinancement", path: "/financements?nouveau=1" },
  { name: "palette.publierEdition", path: "/editions?publier=1" },
  { name: "palette.nouvelleSerie", path: "/indicateurs?nouveau=1" },
];

/** Opens the export of a list: under its own filters when the list is on screen. */
function exportAddress(path: string): string {
  const here = location.hash.slice(1);
  const address = here.split("?")[0] === path ? here : path;
  return `${address}${address.includes("?") ? "&" : "?"}exporter=1`;
}

/** Records shown before anything is typed. */
const FEW = 4;

/** A favourite or a recent record, found by its reference or its title. */
function recordCommand(
  key: string,
  icon: ReactNode,
  one: { path: string; reference: string | null; title: string },
): Command {
  return {
    key,
    icon,
    words: `${one.reference ?? ""} ${one.title}`,
    label: (
      <>
        {one.reference && <Iso>{one.reference}</Iso>} <Auto>{one.title}</Auto>
      </>
    ),
    onSelect: () => navigate(one.path),
  };
}

/** Favourites, records read lately and saved views, as commands. */
function useKept(opened: boolean): { favourites: Command[]; recents: Command[]; views: Command[] } {
  const langue = useLangue();
  const favourites = useFavourites().flatMap((one) => {
    const path = addressOfRecord(one.recordTable, one.recordId);
    const title = langue === "ar" && one.titreAr ? one.titreAr : one.titreFr;
    return path
      ? [recordCommand(`favori-${one.id}`, <IconStar size={15} />, { ...one, path, title })]
      : [];
  });
  const recents = useRecents().map((one) =>
    recordCommand(`recent-${one.path}`, <IconClock size={15} />, one),
  );
  const list = useQuery({
    ...orpc.vues.list.queryOptions({ input: { ecran: "dossiers" } }),
    enabled: opened,
  });
  const board = useQuery({
    ...orpc.vues.list.queryOptions({ input: { ecran: "dossiers-tableau" } }),
    enabled: opened,
  });
  const viewCommands = (path: string, found: typeof list.data): Command[] =>
    (found?.vues ?? []).flatMap((view) =>
      view.contenu
        ? [
            {
              key: `vue-${view.id}`,
              words: view.nom,
              icon: <IconBookmark size={15} />,
              label: <Auto>{view.nom}</Auto>,
              onSelect: () =>
                navigate(
                  `${path}?${[view.contenu?.adresse, `vue=${view.id}`].filter(Boolean).join("&")}`,
                ),
            },
          ]
        : [],
    );
  const views = [
    ...viewCommands("/dossiers", list.data),
    ...viewCommands("/dossiers/tableau", board.data),
  ];
  return { favourites, recents, views };
}

/** Ctrl+K: places, commands and records behind one field. */
export function CommandPalette({ opened, onClose, onHelp, undo, redo }: CommandPaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const langue = useLangue();
  const change = useSetLangue(setLangue);
  const { theme, setTheme } = useTheme();
  const { groups: hits, settled } = useHits(opened ? query : "", 8);

  const kept = useKept(opened);
  const dashboards = useQuery({
    ...orpc.tableaux.list.queryOptions({ input: {} }),
    enabled: opened,
  });
  const steps = useSteps();
  const openWindow = (hash?: string): void => {
    shell
      .newWindow(hash ? { hash } : {})
      .catch((error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }));
  };

  const print = async (): Promise<void> => {
    try {
      const barometre = dashboards.data?.tableaux.find(({ key }) => key === "barometre");
      const file = await makeRapport({
        titre: barometre ? pick(barometre.titre, langue) : t("nav.tableaux"),
        demande: { key: "barometre" },
        options: plainOptions(langue),
        format: "pdf",
        langue,
      });
      if (file)
        notify({
          tone: "ok",
          message: t("tableaux:imprime", { nom: file.name, count: file.pages ?? 0 }),
        });
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, t) });
    }
  };
  const places: Command[] = PLACES.map((place) => ({
    key: place.key,
    words: t(`nav.${place.key}`),
    label: t(`nav.${place.key}`),
    icon: <place.icon size={16} aria-hidden="true" />,
    shortcut: keys("G", place.letter.toUpperCase()),
    onSelect: () => navigate(place.path),
  }));
  const tableaux: Command[] = (dashboards.data?.tableaux ?? []).map(({ key, titre }) => {
    const name = pick(titre, langue);
    return {
      key: `tableau-${key}`,
      words: `${t("nav.tableaux")} ${name}`,
      label: <Auto>{name}</Auto>,
      icon: <IconChartBar size={16} />,
      onSelect: () => navigate(`/tableaux/${key}`),
    };
  });
  const command = (
    key: string,
    words: string,
    icon: ReactNode,
    onSelect: () => void,
    shortcut?: ReactNode,
  ): Command => ({ key, words, label: words, icon, onSelect, shortcut });
  const rtl = langue === "ar";
  const creations = CREATIONS.map((one) =>
    command(
      one.path,
      t(`vitesse:${one.name}`),
      <IconFilePlus size={16} />,
      () => navigate(one.path),
      one.shortcut && keys(one.shortcut),
    ),
  );
  const actions: Command[] = [
    command(
      "fenetre",
      t("vitesse:palette.fenetre"),
      <IconWindow size={16} />,
      () => openWindow(),
      keys("Ctrl", t("raccourcis.maj"), "N"),
    ),
    command("fenetre-ici", t("vitesse:palette.fenetreIci"), <IconWindow size={16} />, () =>
      openWindow(location.hash.slice(1)),
    ),
    ...(steps.back === null
      ? []
      : [
          command(
            "retour",
            t("vitesse:palette.retour"),
            <IconArrowLeft size={16} />,
            goBack,
            keys("Alt", rtl ? "→" : "←"),
          ),
        ]),
    ...(steps.forward === null
      ? []
      : [
          command(
            "avance",
            t("vitesse:palette.avance"),
            <IconArrowRight size={16} />,
            goForward,
            keys("Alt", rtl ? "←" : "→"),
          ),
        ]),
    command("importer-fichier", t("palette.importer"), <IconUpload size={16} />, () =>
      navigate("/importer"),
    ),
    ...PLACES.filter((place) => exportLists.some((list) => list === place.key)).map((place) =>
      command(
        `exporter-${place.key}`,
        t("exports:palette", { liste: t(`nav.${place.key}`) }),
        <IconDownload size={16} />,
        () => navigate(exportAddress(place.path)),
      ),
    ),
    command("board", t("palette.tableau"), <IconLayoutKanban size={16} />, () =>
      navigate("/dossiers/tableau"),
    ),
    command("imprimer", t("palette.imprimer"), <IconPrinter size={16} />, () => void print()),
    ...(undo
      ? [
          command(
            "defaire",
            t("defaire", { action: undo.sentence }),
            <IconArrowBackUp size={16} />,
            undo.run,
            keys("Ctrl", "Z"),
          ),
        ]
      : []),
    ...(redo
      ? [
          command(
            "refaire",
            t("refaire", { action: redo.sentence }),
            <IconArrowForwardUp size={16} />,
            redo.run,
            keys("Ctrl", "Y"),
          ),
        ]
      : []),
    command("corbeille", t("palette.corbeille"), <IconTrash size={16} />, () =>
      navigate("/journal/corbeille"),
    ),
    ...LANGUES.filter((one) => one.code !== langue).map((one) =>
      command(
        `langue-${one.code}`,
        t("palette.langue", { nom: one.nom }),
        <IconLanguage size={16} />,
        () => change.mutate(one.code),
      ),
    ),
    ...THEMES.filter((one) => one.key !== theme).map((one) =>
      command(`theme-${one.key}`, t(one.name), one.icon, () => setTheme(one.key)),
    ),
    command("raccourcis", t("palette.raccourcis"), <IconKeyboard size={16} />, onHelp, keys("?")),
  ];
  const words = fold(query).split(/\s+/).filter(Boolean);
  const few = (all: Command[]): Command[] =>
    words.length === 0 ? all.slice(0, FEW) : all.filter(matches);
  const matches = (one: Command): boolean => words.every((word) => fold(one.words).includes(word));
  const going = { key: "aller", label: t("palette.aller"), items: places.filter(matches) };
  const mine = [
    { key: "recents", label: t("vitesse:palette.recents"), items: few(kept.recents) },
    { key: "favoris", label: t("vitesse:palette.favoris"), items: few(kept.favourites) },
    { key: "vues", label: t("vitesse:palette.vues"), items: few(kept.views) },
  ];
  return (
    <Palette
      opened={opened}
      onClose={() => {
        setQuery("");
        onClose();
      }}
      title={t("palette.titre")}
      label={t("palette.titre")}
      placeholder={t("recherche.invitePalette")}
      query={query}
      onQuery={setQuery}
      leftSection={<IconSearch size={17} aria-hidden="true" />}
      groups={[
        // Before anything is typed, what was at hand; then, places by their names.
        ...(words.length === 0 ? [...mine, going] : [going, ...mine]),
        ...(words.length === 0
          ? []
          : [{ key: "tableaux", label: t("nav.tableaux"), items: tableaux.filter(matches) }]),
        { key: "creer", label: t("vitesse:palette.creer"), items: creations.filter(matches) },
        { key: "actions", label: t("palette.actions"), items: actions.filter(matches) },
        ...hits,
      ]}
      empty={settled ? t("palette.rien") : undefined}
      footer={t("palette.aide")}
    />
  );
}
