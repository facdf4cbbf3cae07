import { useEffect, useEffectEvent } from "react";
import { navigate, useHashLocation, useHashSearch } from "./location.ts";

/**
 * Opens what the address asks for (`?nouveau=1`, `?exporter=1`, from the command palette), once.
 * @param key the word of the address.
 * @param open shows the form of the screen.
 */
export function useAsked(key: "nouveau" | "exporter", open: () => void): void {
  const [path] = useHashLocation();
  const search = useHashSearch();
  const asked = new URLSearchParams(search).has(key);
  const answer = useEffectEvent(() => {
    const rest = new URLSearchParams(search);
    rest.delete(key);
    const left = rest.toString();
    navigate(left ? `${path}?${left}` : path, { replace: true });
    open();
  });
  useEffect(() => {
    if (asked) answer();
  }, [asked]);
}

/** Opens the form of a new record when the address asks for it. */
export const useAskedNew = (open: () => void): void => useAsked("nouveau", open);
