import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceDesktop,
  IconFilePlus,
  IconKeyboard,
  IconLanguage,
  IconLayoutKanban,
  IconMoon,
  IconPrinter,
  IconSearch,
  IconSun,
  IconTrash,
  IconUpload,
} from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence, shell, useSetLangue } from "../data/index.ts";
import { LANGUES, setLangue, useLangue } from "../i18n/index.ts";
import { fold } from "../lib/fold.ts";
import { navigate } from "../lib/location.ts";
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

/** Ctrl+K: places, commands and records behind one field. */
export function CommandPalette({ opened, onClose, onHelp, undo, redo }: CommandPaletteProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const langue = useLangue();
  const change = useSetLangue(setLangue);
  const { theme, setTheme } = useTheme();
  const { groups: hits, settled } = useHits(opened ? query : "", 8);

  const print = async (): Promise<void> => {
    try {
      const file = await shell.printRegional({ langue });
      if (file)
        notify({
          tone: "ok",
          message: t("tableaux:imprime", { nom: file.name, count: file.pages }),
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
  const command = (
    key: string,
    words: string,
    icon: ReactNode,
    onSelect: () => void,
    shortcut?: ReactNode,
  ): Command => ({ key, words, label: words, icon, onSelect, shortcut });
  const actions: Command[] = [
    command("nouveau", t("palette.nouveauDossier"), <IconFilePlus size={16} />, () =>
      navigate("/dossiers?nouveau=1"),
    ),
    command("importer-fichier", t("palette.importer"), <IconUpload size={16} />, () =>
      navigate("/importer"),
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
  const matches = (one: Command): boolean => words.every((word) => fold(one.words).includes(word));
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
        { key: "aller", label: t("palette.aller"), items: places.filter(matches) },
        { key: "actions", label: t("palette.actions"), items: actions.filter(matches) },
        ...hits,
      ]}
      empty={settled ? t("palette.rien") : undefined}
      footer={t("palette.aide")}
    />
  );
}
