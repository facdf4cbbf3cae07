import { contenuSimulation } from "../../contract/primes.ts";
import { refuse } from "./errors.ts";
import type { RecordRule, Values } from "./rules.ts";

/** What is kept is what the simulator can open again. */
function checkContenu(values: Values): void {
  if (!("contenu" in values)) return;
  let read: unknown;
  try {
    read = JSON.parse(String(values["contenu"]));
  } catch {
    refuse("contenu", "unreadable");
  }
  if (!contenuSimulation.safeParse(read).success) refuse("contenu", "unreadable");
}

/** Rules of kept simulations. */
export const primesRules: { simulation: RecordRule } = {
  simulation: {
    created: (_ctx, _writer, _id, values) => checkContenu(values),
    changed: (_ctx, _writer, _id, patch) => checkContenu(patch),
  },
};
