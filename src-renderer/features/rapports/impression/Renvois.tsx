import { Iso } from "../../../lib/bidi.tsx";
import classes from "./impression.module.css";

/** Numbers of the notes on sources, as they follow what they are about. */
export function Renvois({ numeros }: { numeros: readonly number[] }) {
  if (numeros.length === 0) return null;
  return (
    <span className={classes.refs}>
      <Iso>{numeros.map((numero) => `[${numero}]`).join(" ")}</Iso>
    </span>
  );
}
