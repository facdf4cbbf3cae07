import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { announce, notify } from "../../ui/index.ts";
import type { MenuItem } from "../../ui/index.ts";

export interface Move {
  id: string;
  etat?: string;
  phase?: string;
  afterId?: string | null;
  beforeId?: string | null;
}

/** Moves a dossier; a refusal is told in a sentence and nothing has changed. */
export function useMove() {
  const client = useQueryClient();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: async (move: Move) => {
      const done = await data.dossiers.move(move);
      await client.invalidateQueries({ queryKey: orpc.dossiers.key() });
      return done;
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
}

/** The items of a « Déplacer vers… » menu: every state but the present one. */
export function useMoveItems(): (dossier: { id: string; etat: string }) => MenuItem[] {
  const { t } = useTranslation("dossiers");
  const catalogue = useCatalogue();
  const move = useMove();
  return (dossier) =>
    catalogue.options("etat_procedure").map(({ value, label }) => ({
      key: value,
      label,
      checked: value === dossier.etat,
      disabled: value === dossier.etat,
      onSelect: () =>
        move.mutate(
          { id: dossier.id, etat: value },
          { onSuccess: () => announce(t("deplacement.fait", { colonne: label })) },
        ),
    }));
}
