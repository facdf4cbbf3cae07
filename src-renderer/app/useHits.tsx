import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  IconBuilding,
  IconCoins,
  IconFileText,
  IconFolder,
  IconFolders,
  IconUser,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { orpc } from "../data/index.ts";
import { useLangue } from "../i18n/index.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { navigate } from "../lib/location.ts";
import { addressOf } from "../lib/records.ts";
import { useDebouncedValue } from "../ui/index.ts";
import type { SearchGroup } from "../ui/index.ts";

/** Pause after the last key before the search leaves, in milliseconds. */
const PAUSE = 50;

/**
 * Records found for what is typed, as groups of a search list.
 * @param limit how many at most.
 */
export function useHits(query: string, limit: number): { groups: SearchGroup[]; settled: boolean } {
  const { t } = useTranslation();
  const langue = useLangue();
  const [typed] = useDebouncedValue(query.trim(), PAUSE);
  const { data, isFetching } = useQuery({
    ...orpc.recherche.globale.queryOptions({ input: { text: typed, limit } }),
    enabled: typed !== "",
    placeholderData: keepPreviousData,
  });
  const hits = typed === "" ? [] : (data?.hits ?? []);
  const item = (hit: (typeof hits)[number]) => {
    const title = langue === "ar" && hit.titleAr ? hit.titleAr : hit.titleFr;
    const path = addressOf(hit.type, hit.id) ?? "/";
    return {
      key: `${hit.type}-${hit.id}`,
      icon:
        hit.type === "dossier" ? (
          <IconFolder size={15} />
        ) : hit.type === "projet" ? (
          <IconFolders size={15} />
        ) : hit.type === "convention" ? (
          <IconFileText size={15} />
        ) : hit.type === "financement" ? (
          <IconCoins size={15} />
        ) : hit.type === "personne" ? (
          <IconUser size={15} />
        ) : (
          <IconBuilding size={15} />
        ),
      label: (
        <>
          {hit.reference && <Iso>{hit.reference}</Iso>} <Auto>{title}</Auto>
        </>
      ),
      detail:
        hit.dossiers !== undefined ? (
          t("recherche.nombreDossiers", { count: hit.dossiers })
        ) : hit.detail ? (
          <Auto>{hit.detail}</Auto>
        ) : undefined,
      onSelect: () => navigate(path),
    };
  };
  const groups = [
    {
      key: "dossiers",
      label: t("recherche.dossiers"),
      items: hits.filter((hit) => hit.type === "dossier").map(item),
    },
    {
      key: "projets",
      label: t("recherche.projets"),
      items: hits.filter((hit) => hit.type === "projet").map(item),
    },
    {
      key: "conventions",
      label: t("nav.conventions"),
      items: hits.filter((hit) => hit.type === "convention").map(item),
    },
    {
      key: "financements",
      label: t("nav.financements"),
      items: hits.filter((hit) => hit.type === "financement").map(item),
    },
    {
      key: "organisations",
      label: t("recherche.organisations"),
      items: hits.filter((hit) => hit.type === "organisation" || hit.type === "personne").map(item),
    },
  ];
  return { groups, settled: typed === query.trim() && !isFetching };
}
