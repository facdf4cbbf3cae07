import {
  IconMail,
  IconMapPin,
  IconMessage2,
  IconNote,
  IconPhone,
  IconSend,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { useCatalogue } from "../../data/index.ts";

export interface Genre {
  key: string;
  label: string;
  /** Letter that chooses it, lower case; empty when the list gives none. */
  touche: string;
}

/** Kinds of events, in the order of the register's list. */
export function useGenres(): Genre[] {
  const catalogue = useCatalogue();
  return catalogue.rows("genre_evenement").map((row) => ({
    key: row.key,
    label: catalogue.label("genre_evenement", row.key),
    touche: typeof row.attrs["touche"] === "string" ? row.attrs["touche"].toLowerCase() : "",
  }));
}

const icons: Record<string, ComponentType<{ size: number }>> = {
  appel: IconPhone,
  visite: IconMapPin,
  courriel: IconMail,
  courrier: IconSend,
  reunion: IconUsers,
  note: IconNote,
};

/** The picture of a kind; a kind added by the centre has a common one. */
export function GenreIcon({ genre }: { genre: string }) {
  const Picture = icons[genre] ?? IconMessage2;
  return <Picture size={15} />;
}
