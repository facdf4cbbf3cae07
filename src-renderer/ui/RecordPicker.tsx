import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  IconBuilding,
  IconCoins,
  IconFileText,
  IconFolder,
  IconPlus,
  IconUser,
  IconUserHeart,
  IconUsersGroup,
  IconX,
} from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Named, Pickable } from "../../src-main/contract/annuaire.ts";
import { orpc } from "../data/client.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { useDebouncedValue } from "./hooks.ts";
import { NewEntry } from "./NewEntry.tsx";
import { SearchList } from "./SearchList.tsx";
import type { SearchItem } from "./SearchList.tsx";
import classes from "./RecordPicker.module.css";

/** Pause after the last key before the search leaves, in milliseconds. */
const PAUSE = 60;
const SHOWN = 8;

const icons: Record<Pickable, ReactNode> = {
  organisation: <IconBuilding size={15} />,
  personne: <IconUser size={15} />,
  projet: <IconFolder size={15} />,
  dossier: <IconFolder size={15} />,
  convention: <IconFileText size={15} />,
  accompagnement: <IconUserHeart size={15} />,
  cohorte: <IconUsersGroup size={15} />,
  financement: <IconCoins size={15} />,
};

/** Name of a record in the language of the page. */
export const titleOfNamed = (named: Named, langue: string): string =>
  langue === "ar" && named.titleAr ? named.titleAr : named.titleFr;

/** The name of the record that a field names by its id. */
export function RecordName({ record, id }: { record: Pickable; id: string }) {
  const { i18n } = useTranslation();
  const { data: named } = useQuery(orpc.annuaire.nommer.queryOptions({ input: { record, id } }));
  if (!named) return null;
  return (
    <span>
      {named.reference && <Iso>{named.reference}</Iso>}{" "}
      <Auto>{titleOfNamed(named, i18n.language)}</Auto>
    </span>
  );
}

export interface RecordPickerProps {
  record: Pickable;
  /** Name of the field for screen readers. */
  label: string;
  onPick: (id: string | null) => void;
  /** A way to say « none », when the field may be empty. */
  clearable?: boolean;
  autoFocus?: boolean;
  onEscape?: () => void;
}

/** Finds a record by its name while typing; an organisation or a person may be created on the spot. */
export function RecordPicker(props: RecordPickerProps) {
  const { record, label, onPick, clearable, autoFocus, onEscape } = props;
  const { t, i18n } = useTranslation();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(autoFocus ?? false);
  const [creating, setCreating] = useState(false);
  const [typed] = useDebouncedValue(query.trim(), PAUSE);
  const { data: found } = useQuery({
    ...orpc.annuaire.chercher.queryOptions({ input: { record, text: typed, limit: SHOWN } }),
    placeholderData: keepPreviousData,
  });
  const items: SearchItem[] = (found?.rows ?? []).map((row) => ({
    key: row.id,
    icon: icons[record],
    label: (
      <>
        {row.reference && <Iso>{row.reference}</Iso>}{" "}
        <Auto>{titleOfNamed(row, i18n.language)}</Auto>
      </>
    ),
    detail: row.detail ? <Auto>{row.detail}</Auto> : undefined,
    onSelect: () => onPick(row.id),
  }));
  const creatable = record === "organisation" || record === "personne";
  const commands: SearchItem[] = [
    ...(creatable && query.trim() !== ""
      ? [
          {
            key: "creer",
            icon: <IconPlus size={15} />,
            label: t("saisie.fiche.creer", { nom: query.trim() }),
            onSelect: () => setCreating(true),
          },
        ]
      : []),
    ...(clearable
      ? [
          {
            key: "aucun",
            icon: <IconX size={15} />,
            label: t("saisie.fiche.aucun"),
            onSelect: () => onPick(null),
          },
        ]
      : []),
  ];
  return (
    // Escape is the picker's own: the page behind must not take it.
    <div
      role="presentation"
      className={classes.picker}
      onKeyDownCapture={(event) => {
        if (event.key !== "Escape" || !onEscape) return;
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
    >
      <SearchList
        hanging
        label={label}
        placeholder={t("saisie.fiche.chercher")}
        query={query}
        onQuery={setQuery}
        open={open}
        onOpen={setOpen}
        autoFocus={autoFocus ?? false}
        groups={[
          { key: "fiches", label: t("saisie.fiche.trouvees"), items },
          { key: "commandes", label: t("saisie.fiche.autres"), items: commands },
        ]}
        empty={typed !== "" && found ? t("aucunResultat") : undefined}
      />
      {creatable && creating && (
        <NewEntry
          type={record}
          nom={query.trim()}
          onClose={() => setCreating(false)}
          onUse={(id) => {
            setCreating(false);
            onPick(id);
          }}
        />
      )}
    </div>
  );
}
