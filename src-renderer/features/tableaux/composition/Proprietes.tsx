import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Libelle } from "../../../../src-main/contract/primitives.ts";
import type { RecordView } from "../../../../src-main/contract/records.ts";
import { data } from "../../../data/index.ts";
import { Button, Modal, Textarea, useAsking } from "../../../ui/index.ts";
import classes from "./composition.module.css";
import { Libelles } from "./Libelles.tsx";
import { useEcriture } from "./useEcriture.ts";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** Name and description of a composed dashboard. */
export function Proprietes({ fiche, onClose }: { fiche: RecordView; onClose: () => void }) {
  const { t } = useTranslation("composition");
  const { values } = fiche;
  const [titre, setTitre] = useState<Libelle>({
    fr: textOf(values["titreFr"]),
    ar: textOf(values["titreAr"]),
    en: textOf(values["titreEn"]),
  });
  const [description, setDescription] = useState(textOf(values["description"]));
  const { send, dialog } = useAsking("tableau");
  const { run, busy, error } = useEcriture();
  const wanted = {
    titreFr: titre.fr.trim() || null,
    titreAr: titre.ar.trim() || null,
    titreEn: titre.en.trim() || null,
    description: description.trim() || null,
  };
  const save = (): Promise<unknown> =>
    run(async () => {
      const patch = Object.fromEntries(
        Object.entries(wanted).filter(([key, value]) => value !== (values[key] ?? null)),
      );
      await send(patch, (asked, answers, expected) =>
        data.records.update({
          record: "tableau",
          id: fiche.id,
          patch: asked,
          expected: {
            ...Object.fromEntries(Object.keys(asked).map((key) => [key, values[key] ?? null])),
            ...expected,
          },
          ...answers,
        }),
      );
      onClose();
    });
  return (
    <Modal
      opened
      size="lg"
      title={t("proprietes.titre")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("commun:annuler")}</Button>
          <Button
            variant="primary"
            loading={busy}
            disabled={wanted.titreFr === null}
            onClick={() => void save()}
          >
            {t("carte.enregistrer")}
          </Button>
        </>
      }
    >
      <div className={classes.dialogue}>
        <Libelles
          label={t("carte.titre")}
          value={titre}
          onChange={setTitre}
          maxLength={120}
          required
          autoFocus
        />
        <Textarea
          label={t("proprietes.description")}
          value={description}
          onChange={setDescription}
          maxLength={2000}
          rows={3}
          dir="auto"
        />
        {error !== null && (
          <p role="alert" className={classes.refus}>
            {error}
          </p>
        )}
      </div>
      {dialog}
    </Modal>
  );
}
