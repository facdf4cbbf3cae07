import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Langue } from "../../src-main/contract/primitives.ts";
import type { SessionView } from "../../src-main/contract/session.ts";
import { data, orpc, shell } from "./client.ts";

export const sessionOptions = () => orpc.session.get.queryOptions({ input: {} });

/**
 * Who works, in which region and language, on which register.
 * @throws when used before the frame has loaded it.
 */
export function useSession(): SessionView {
  const { data: session } = useQuery(sessionOptions());
  if (!session) throw new Error("session used before it was loaded");
  return session;
}

/** Changes the language of the interface, of the register's session and of the system menus. */
export function useSetLangue(apply: (langue: Langue) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (langue: Langue) => {
      await apply(langue);
      await Promise.all([data.session.setLangue({ langue }), shell.setLangue({ langue })]);
      client.setQueryData(sessionOptions().queryKey, (old: SessionView | undefined) =>
        old ? { ...old, langue } : old,
      );
    },
  });
}
