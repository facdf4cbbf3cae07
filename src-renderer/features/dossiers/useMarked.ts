import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { bulkIds } from "../../../src-main/contract/vitesse.ts";
import type { DossierFilter, DossierRow } from "../../../src-main/contract/dossiers.ts";
import type { GridMarks } from "../../ui/grid/index.ts";
import type { Chosen } from "./useBulk.ts";

interface Marked {
  identity: string;
  /** All that the filter keeps, but those named. */
  all: boolean;
  ids: ReadonlySet<string>;
}

const none = (identity: string): Marked => ({ identity, all: false, ids: new Set() });

/**
 * The rows of the list marked for a command on many.
 * @param identity of the list: another filter begins with no mark.
 * @param total number of rows of the list.
 */
export function useMarked(
  identity: string,
  filter: DossierFilter,
  total: number,
): { marks: GridMarks<DossierRow>; chosen: Chosen; count: number } {
  const { t } = useTranslation("vitesse");
  const [kept, setKept] = useState<Marked>(() => none(identity));
  const marked = useMemo(
    () => (kept.identity === identity ? kept : none(identity)),
    [kept, identity],
  );
  const count = marked.all ? Math.max(0, total - marked.ids.size) : marked.ids.size;
  return useMemo(
    () => ({
      count,
      chosen: marked.all ? { filter, except: [...marked.ids] } : { ids: [...marked.ids] },
      marks: {
        state: count === 0 ? "none" : marked.all && marked.ids.size === 0 ? "all" : "some",
        has: (id) => marked.ids.has(id) !== marked.all,
        set: (rows, on) => {
          const ids = new Set(marked.ids);
          for (const { id } of rows) {
            if (on === marked.all) ids.delete(id);
            else if (ids.size < bulkIds) ids.add(id);
          }
          setKept({ ...marked, ids });
        },
        all: (on) => setKept({ identity, all: on, ids: new Set() }),
        labels: {
          all: t("masse.toutMarquer"),
          row: (row) => t("masse.marquer", { dossier: row.reference }),
        },
      },
    }),
    [count, filter, identity, marked, t],
  );
}
