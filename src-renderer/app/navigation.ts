import {
  IconAddressBook,
  IconCalendarCheck,
  IconCalendarMonth,
  IconCalendarDue,
  IconBook2,
  IconCalculator,
  IconChartBar,
  IconChartDots,
  IconCoins,
  IconFileText,
  IconFolders,
  IconHistory,
  IconInbox,
  IconReport,
  IconSettings,
  IconTargetArrow,
  IconTemplate,
  IconUpload,
  IconGavel,
  IconUserHeart,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

export interface Place {
  key:
    | "journee"
    | "calendrier"
    | "dossiers"
    | "demandes"
    | "accompagnements"
    | "programmes"
    | "conventions"
    | "echeances"
    | "financements"
    | "seances"
    | "annuaire"
    | "primes"
    | "tableaux"
    | "indicateurs"
    | "rapports"
    | "modeles"
    | "importer"
    | "references"
    | "journal"
    | "reglages";
  path: string;
  /** Screens of records that belong to it under an address of their own. */
  also?: string;
  /** Part of the navigation it stands in. */
  group: "travail" | "region" | "donnees";
  /** Second key of the shortcut that begins with `g`. */
  letter: string;
  icon: ComponentType<{ size?: number; "aria-hidden"?: "true" }>;
}

/** The places of the application: the navigation, the palette and the shortcuts derive from it. */
export const PLACES: readonly Place[] = [
  { key: "journee", path: "/journee", group: "travail", letter: "m", icon: IconCalendarCheck },
  {
    key: "calendrier",
    path: "/calendrier",
    group: "travail",
    letter: "l",
    icon: IconCalendarMonth,
  },
  {
    key: "dossiers",
    path: "/dossiers",
    also: "/projets",
    group: "travail",
    letter: "d",
    icon: IconFolders,
  },
  { key: "demandes", path: "/demandes", group: "travail", letter: "q", icon: IconInbox },
  {
    key: "accompagnements",
    path: "/accompagnements",
    group: "travail",
    letter: "k",
    icon: IconUserHeart,
  },
  { key: "conventions", path: "/conventions", group: "travail", letter: "v", icon: IconFileText },
  { key: "echeances", path: "/echeances", group: "travail", letter: "h", icon: IconCalendarDue },
  { key: "programmes", path: "/programmes", group: "travail", letter: "p", icon: IconTargetArrow },
  {
    key: "financements",
    path: "/financements",
    group: "travail",
    letter: "f",
    icon: IconCoins,
  },
  { key: "seances", path: "/seances", group: "travail", letter: "c", icon: IconGavel },
  { key: "annuaire", path: "/annuaire", group: "travail", letter: "a", icon: IconAddressBook },
  { key: "primes", path: "/primes", group: "travail", letter: "x", icon: IconCalculator },
  {
    key: "tableaux",
    path: "/tableaux",
    also: "/editions",
    group: "region",
    letter: "t",
    icon: IconChartBar,
  },
  {
    key: "indicateurs",
    path: "/indicateurs",
    group: "region",
    letter: "n",
    icon: IconChartDots,
  },
  {
    key: "rapports",
    path: "/rapports",
    group: "region",
    letter: "b",
    icon: IconReport,
  },
  { key: "modeles", path: "/modeles", group: "donnees", letter: "w", icon: IconTemplate },
  { key: "importer", path: "/importer", group: "donnees", letter: "i", icon: IconUpload },
  { key: "references", path: "/references", group: "donnees", letter: "r", icon: IconBook2 },
  { key: "journal", path: "/journal", group: "donnees", letter: "j", icon: IconHistory },
  { key: "reglages", path: "/reglages", group: "donnees", letter: "s", icon: IconSettings },
];

/** The place a path belongs to. */
export const placeOf = (path: string): Place | undefined =>
  PLACES.find((place) => path === place.path || path.startsWith(`${place.path}/`)) ??
  PLACES.find(({ also }) => path === also || path.startsWith(`${also}/`)) ??
  PLACES.find((place) => place.path.startsWith(`/${path.split("/")[1] ?? ""}/`));
