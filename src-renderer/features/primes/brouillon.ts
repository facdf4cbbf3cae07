import { useEffect, useState } from "react";
import { z } from "zod";
import { contenuSimulation, MAX_VARIANTES } from "../../../src-main/contract/primes.ts";
import type { ProjetSimule, Variante } from "../../../src-main/contract/primes.ts";

/** What is typed and not kept yet: it lives as long as the window. */
const brouillon = contenuSimulation.extend({
  active: z.string(),
  asOf: z.string().nullable(),
});
export type Brouillon = z.infer<typeof brouillon>;

const KEY = "daftar.primes";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The name of a variant that nobody named, given its letter. */
export type NameOf = (lettre: string) => string;

function newVariante(variantes: readonly Variante[], nameOf: NameOf): Variante {
  const taken = new Set(variantes.map(({ nom }) => nom));
  const letter = [...LETTERS].find((each) => !taken.has(nameOf(each))) ?? "";
  return { id: crypto.randomUUID(), nom: nameOf(letter), projet: {} };
}

/** One empty variant. */
export function emptyBrouillon(nameOf: NameOf): Brouillon {
  const first = newVariante([], nameOf);
  return { variantes: [first], active: first.id, asOf: null };
}

/** What a kept simulation holds; null when its text is not one. */
export function readContenu(contenu: string, asOf: string | null): Brouillon | null {
  try {
    const { variantes } = contenuSimulation.parse(JSON.parse(contenu));
    return { variantes, active: variantes[0]!.id, asOf };
  } catch {
    return null;
  }
}

function kept(): Brouillon | null {
  try {
    return brouillon.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ""));
  } catch {
    return null;
  }
}

/** Adds an empty variant, or a copy of one, and goes to it; unchanged when there is no room. */
export function addVariante(
  now: Brouillon,
  nameOf: NameOf,
  copy?: { of: Variante; nom: string },
): Brouillon {
  if (now.variantes.length >= MAX_VARIANTES) return now;
  const added = newVariante(now.variantes, nameOf);
  const next = copy
    ? { ...added, nom: copy.nom.slice(0, 80), projet: structuredClone(copy.of.projet) }
    : added;
  return { ...now, variantes: [...now.variantes, next], active: next.id };
}

/** Takes a variant away; the last one stays. */
export function removeVariante(now: Brouillon, id: string): Brouillon {
  const at = now.variantes.findIndex((each) => each.id === id);
  const variantes = now.variantes.filter((each) => each.id !== id);
  const next = variantes[Math.min(at, variantes.length - 1)];
  return next ? { ...now, variantes, active: next.id } : now;
}

/** Changes the active variant. */
export function changeVariante(
  now: Brouillon,
  change: { nom?: string; projet?: ProjetSimule },
): Brouillon {
  return {
    ...now,
    variantes: now.variantes.map((each) =>
      each.id === now.active ? { ...each, ...change } : each,
    ),
  };
}

/** The draft of this window, kept at each change. */
export function useBrouillon(nameOf: NameOf): [Brouillon, (next: Brouillon) => void] {
  const [now, setNow] = useState(() => kept() ?? emptyBrouillon(nameOf));
  useEffect(() => sessionStorage.setItem(KEY, JSON.stringify(now)), [now]);
  return [now, setNow];
}
