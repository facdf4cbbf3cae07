import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { Hidden, Kbd, SearchList } from "../ui/index.ts";
import classes from "./GlobalSearch.module.css";
import { useHits } from "./useHits.tsx";

/** The search field of the header: results come while typing. */
export function GlobalSearch({
  inputRef,
  onPalette,
}: {
  inputRef: Ref<HTMLInputElement>;
  onPalette: () => void;
}) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const { groups, settled } = useHits(query, 12);
  const found = groups.some((group) => group.items.length > 0);
  return (
    <div className={classes.search} role="search">
      <SearchList
        hanging
        inputRef={inputRef}
        label={t("recherche.nom")}
        placeholder={t("recherche.invite")}
        query={query}
        onQuery={setQuery}
        open={open && query.trim() !== ""}
        onOpen={setOpen}
        groups={groups.map((group) => ({
          ...group,
          items: group.items.map((item) => ({
            ...item,
            onSelect: () => {
              setQuery("");
              item.onSelect();
            },
          })),
        }))}
        empty={settled && !found ? t("recherche.rien", { texte: query.trim() }) : undefined}
        leftSection={<IconSearch size={15} aria-hidden="true" />}
        rightSection={
          <button type="button" className={classes.palette} onClick={onPalette}>
            <Hidden>{t("palette.titre")} </Hidden>
            <Kbd>Ctrl K</Kbd>
          </button>
        }
      />
    </div>
  );
}
