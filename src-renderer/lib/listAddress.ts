import { useEffect, useEffectEvent, useMemo } from "react";
import { listParams } from "./listParams.ts";
import type { ListParams } from "./listParams.ts";
import { hashSearch, navigate, useHashLocation, useHashSearch } from "./location.ts";

/** What the address of each list said last, by its path: a list is found again as it was left. */
const left = new Map<string, string>();

/** Words of an address that open something once, and narrow nothing. */
const ONCE = ["nouveau", "exporter"];

/** What a list is asked for, kept in its address; a bare address takes up what was asked last. */
export function useListAddress(): {
  params: ListParams;
  /** Sets some parameters; an empty text takes one away. */
  change: (next: Readonly<Record<string, string>>) => void;
} {
  const [path] = useHashLocation();
  const search = useHashSearch();
  const restore = useEffectEvent(() => {
    const last = left.get(path);
    if (search === "" && last) navigate(`${path}?${last}`, { replace: true });
  });
  useEffect(() => restore(), []);
  useEffect(() => {
    const kept = new URLSearchParams(search);
    for (const name of ONCE) kept.delete(name);
    left.set(path, kept.toString());
  }, [path, search]);
  const change = (next: Readonly<Record<string, string>>): void => {
    const to = new URLSearchParams(hashSearch());
    for (const [name, value] of Object.entries(next)) {
      if (value === "") to.delete(name);
      else to.set(name, value);
    }
    const text = to.toString().replaceAll("%2C", ",");
    navigate(text ? `${path}?${text}` : path, { replace: true });
  };
  return { params: useMemo(() => listParams(search), [search]), change };
}
