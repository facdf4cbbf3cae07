import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { InstructionView } from "../../../src-main/contract/instruction.ts";
import type {
  DocumentFormat,
  DocumentKind,
  DocumentLangue,
} from "../../../src-main/contract/documents.ts";
import { errorSentence, orpc, shell } from "../../data/index.ts";
import { notify } from "../../ui/index.ts";

/** What is examined on a dossier. */
export function useInstruction(id: string) {
  return useQuery(orpc.instruction.dossier.queryOptions({ input: { id } }));
}

/** One change of what is examined; the cards close on what the register then holds. */
export function useInstructionChange<Input>(
  change: (input: Input) => Promise<unknown>,
  { quiet = false, onDone }: { quiet?: boolean; onDone?: () => void } = {},
) {
  const client = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (input: Input) => {
      await change(input);
      await Promise.all([
        client.invalidateQueries({ queryKey: orpc.instruction.key() }),
        client.invalidateQueries({ queryKey: orpc.dossiers.key() }),
      ]);
    },
    onSuccess: () => onDone?.(),
    // A form says what is wrong where it was typed; a lone command says it aside.
    onError: (error) => {
      if (!quiet) notify({ tone: "error", message: errorSentence(error, t) });
    },
  });
}

/** Makes a document in a file the user names, and says how it went. */
export function useSaveDocument() {
  const { t } = useTranslation(["instruction", "erreurs"]);
  return useMutation({
    mutationFn: (input: {
      kind: DocumentKind;
      id: string;
      langue: DocumentLangue;
      format: DocumentFormat;
    }) => shell.saveDocument(input),
    onSuccess: (saved) => {
      if (saved) notify({ tone: "ok", message: t("lettre.enregistree", { nom: saved.name }) });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
}

/** Name of an organisation in the language of the interface, the other one when it lacks. */
export const nameIn = (
  langue: string,
  { nomFr, nomAr }: NonNullable<InstructionView["autorite"]>,
): string => (langue === "ar" ? (nomAr ?? nomFr) : nomFr);
