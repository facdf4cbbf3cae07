import { useMutation, useQuery } from "@tanstack/react-query";
import { data, orpc } from "./client.ts";

type Mode = "do" | "undo" | "redo";

/** What the next notice is about: a notice names the action, not how it came. */
let expected: Mode = "do";

/** How the change just announced came about; asked once per notice. */
export function takeMode(): Mode {
  const mode = expected;
  expected = "do";
  return mode;
}

const expecting = <Input>(mode: Mode, call: (input: Input) => Promise<unknown>) => ({
  mutationFn: async (input: Input) => {
    expected = mode;
    try {
      await call(input);
    } catch (error) {
      expected = "do";
      throw error;
    }
  },
});

/** What can be undone and redone now, and the two calls. */
export function useUndo() {
  const { data: state } = useQuery(orpc.journal.state.queryOptions({ input: {} }));
  const doUndo = useMutation(
    expecting("undo", (actionId: string | undefined) =>
      data.journal.undo(actionId ? { actionId } : {}),
    ),
  );
  const doRedo = useMutation(expecting("redo", (_: void) => data.journal.redo({})));
  return { undo: state?.undo ?? null, redo: state?.redo ?? null, doUndo, doRedo };
}
