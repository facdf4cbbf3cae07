import { useEffect, useEffectEvent } from "react";
import { navigate, useHashLocation, useHashSearch } from "./location.ts";

/**
 * Opens the form that the address asks for (`?nouveau=1`, from the command palette), once.
 * @param open shows the form of the screen.
 */
export function useAskedNew(open: () => void): void {
  const [path] = useHashLocation();
  const search = useHashSearch();
  const asked = new URLSearchParams(search).has("nouveau");
  const answer = useEffectEvent(() => {
    const rest = new URLSearchParams(search);
    rest.delete("nouveau");
    const left = rest.toString();
    navigate(left ? `${path}?${left}` : path, { replace: true });
    open();
  });
  useEffect(() => {
    if (asked) answer();
  }, [asked]);
}
