import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AgendaEntry, DossierOnAgenda } from "../../../src-main/contract/seances.ts";
import { data, errorSentence, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { navigate } from "../../lib/location.ts";
import { Button, notify, Pill } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import styles from "./seances.module.css";

// Colour only repeats what the word says.
const TONES: Record<string, Tone> = {
  favorable: "ok",
  favorable_sous_reserve: "info",
  complement: "soon",
  reprogrammer: "neutral",
  defavorable: "late",
};

/** Key of the keyboard that records a decision in sitting mode. */
export const DECISION_KEYS: Record<string, string> = {
  favorable: "f",
  favorable_sous_reserve: "r",
  complement: "c",
  defavorable: "d",
  reprogrammer: "p",
};

const SITTING_TONES: Record<string, Tone> = {
  prevue: "info",
  en_cours: "soon",
  tenue: "ok",
  annulee: "neutral",
};

/** Nothing known: said, so that an empty cell is never a doubt. */
export const None = () => <span className={styles.mut}>–</span>;

/** A decision of the commission, in a pill. */
export function Decision({ decision }: { decision: string }) {
  const catalogue = useCatalogue();
  return <Pill tone={TONES[decision] ?? "neutral"}>{catalogue.label("decision", decision)}</Pill>;
}

/** The state of a sitting, in a pill. */
export function SittingState({ statut }: { statut: string }) {
  const catalogue = useCatalogue();
  return (
    <Pill tone={SITTING_TONES[statut] ?? "neutral"}>
      {catalogue.label("statut_seance", statut)}
    </Pill>
  );
}

/** The title of a project in the language of the interface, the other one when it lacks. */
export const titleOf = (
  row: Pick<DossierOnAgenda, "intituleFr" | "intituleAr">,
  langue: string,
): string => (langue === "ar" ? (row.intituleAr ?? row.intituleFr) : row.intituleFr);

/** The name of the holder, likewise. */
export const holderOf = (
  row: Pick<DossierOnAgenda, "porteurFr" | "porteurAr">,
  langue: string,
): string | null =>
  langue === "ar" ? (row.porteurAr ?? row.porteurFr) : (row.porteurFr ?? row.porteurAr);

/** `Commune (province)`, as far as known. */
export function usePlace(): (row: Pick<DossierOnAgenda, "commune" | "province">) => string {
  const catalogue = useCatalogue();
  return ({ commune, province }) =>
    commune && province
      ? `${catalogue.territoire(commune)} (${catalogue.territoire(province)})`
      : catalogue.territoire(commune || province);
}

/** Earlier examinations of a dossier: date, decision, observation. */
export function Earlier({ passages }: Pick<AgendaEntry, "passages">) {
  const catalogue = useCatalogue();
  if (passages.length === 0) return null;
  return (
    <ul className={styles.earlier}>
      {passages.map((passage) => (
        <li key={passage.id}>
          <Iso>{formatDate(passage.tenuLe)}</Iso>
          {passage.decision && (
            <>
              {" · "}
              <b>{catalogue.label("decision", passage.decision)}</b>
            </>
          )}
          {passage.observation && (
            <>
              {" · "}
              <Auto>{passage.observation}</Auto>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Says that the sitting on screen went to the trash, and how to bring it back. */
export function Gone({ id }: { id: string }) {
  const { t } = useTranslation("seances");
  const restore = useMutation({
    mutationFn: () => data.journal.restore({ record: "seance", id }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <div role="alert" className={styles.gone}>
      <p>
        <b>{t("supprimee.titre")}</b> {t("supprimee.aide")}
      </p>
      <Button size="sm" onClick={() => navigate("/journal/corbeille")}>
        {t("supprimee.corbeille")}
      </Button>
      <Button
        size="sm"
        variant="primary"
        loading={restore.isPending}
        onClick={() => restore.mutate()}
      >
        {t("supprimee.restaurer")}
      </Button>
    </div>
  );
}
