import { IconAdjustments, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TableauFiltre, TableauResult } from "../../../../src-main/contract/tableaux.ts";
import { data, errorSentence, orpc } from "../../../data/index.ts";
import { navigate } from "../../../lib/location.ts";
import { Button, notify } from "../../../ui/index.ts";
import type { MenuItem } from "../../../ui/index.ts";
import { adresseAtelier } from "./adresses.ts";
import { Proprietes } from "./Proprietes.tsx";

export interface Commandes {
  /** The command in sight: a copy of a shipped dashboard, the composing of another. */
  button: ReactNode;
  /** The others, for a menu. */
  items: readonly MenuItem[];
  dialog: ReactNode;
}

/**
 * What can be made of a dashboard: a copy of a shipped one, anything of a composed one.
 * @param filtre that of the bar, with the dashboard's own
 * @param query of the address, with its question mark
 */
export function useCommandes(
  tableau: Pick<TableauResult, "key" | "livre">,
  filtre: TableauFiltre,
  query: string,
): Commandes {
  const { t } = useTranslation("composition");
  const { t: common } = useTranslation();
  const [proprietes, setProprietes] = useState(false);
  const [busy, setBusy] = useState(false);
  const id = tableau.key;
  const fiche = useQuery({
    ...orpc.records.get.queryOptions({ input: { record: "tableau", id } }),
    enabled: proprietes,
    gcTime: 0,
  });
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify({ tone: "error", message: errorSentence(error, common) });
    } finally {
      setBusy(false);
    }
  };
  const copy = (): Promise<void> =>
    attempt(async () => {
      const done = await data.tableaux.dupliquer({ key: id });
      if (done.id !== undefined) navigate(adresseAtelier(done.id, query));
    });
  const open = (asked: TableauFiltre | null): Promise<void> =>
    attempt(async () => {
      await data.records.update({
        record: "tableau",
        id,
        patch: { filtre: asked === null ? null : JSON.stringify(asked) },
      });
    });
  const remove = (): Promise<void> =>
    attempt(async () => {
      await data.records.remove({ record: "tableau", id });
      navigate("/tableaux");
    });
  if (tableau.livre) {
    return {
      button: (
        <Button
          loading={busy}
          leftIcon={<IconCopy size={15} aria-hidden="true" />}
          onClick={() => void copy()}
        >
          {t("commande.dupliquerPourModifier")}
        </Button>
      ),
      items: [],
      dialog: null,
    };
  }
  const kept = present(filtre);
  const item = (key: string, onSelect: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
    key,
    label: t(`commande.${key}`),
    onSelect,
    ...more,
  });
  return {
    button: (
      <Button
        leftIcon={<IconAdjustments size={15} aria-hidden="true" />}
        onClick={() => navigate(adresseAtelier(id, query))}
      >
        {t("commande.composer")}
      </Button>
    ),
    items: [
      item("renommer", () => setProprietes(true)),
      item("filtre", () => void open(kept), { disabled: kept === null }),
      item("sansFiltre", () => void open(null)),
      item("dupliquer", () => void copy()),
      item("supprimer", () => void remove(), { danger: true, divided: true }),
    ],
    dialog: proprietes && fiche.data && (
      <Proprietes fiche={fiche.data} onClose={() => setProprietes(false)} />
    ),
  };
}

/** What a filter narrows by; null when it narrows nothing. */
function present(filtre: TableauFiltre): TableauFiltre | null {
  const entries = Object.entries(filtre).filter(
    ([, value]) => value !== undefined && value.length > 0,
  );
  return entries.length === 0 ? null : (Object.fromEntries(entries) as TableauFiltre);
}
