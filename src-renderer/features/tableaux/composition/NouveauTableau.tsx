import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Libelle } from "../../../../src-main/contract/primitives.ts";
import { data, orpc } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { pick } from "../../../lib/format.ts";
import { navigate } from "../../../lib/location.ts";
import { Button, Modal, Select } from "../../../ui/index.ts";
import { adresseAtelier } from "./adresses.ts";
import { vide } from "./brouillon.ts";
import classes from "./composition.module.css";
import { Libelles } from "./Libelles.tsx";
import { useEcriture } from "./useEcriture.ts";

/** Stands for no dashboard to start from. */
const BLANC = "blanc";

/** A new dashboard, blank or copied from another one. */
export function NouveauTableau() {
  const { t } = useTranslation("composition");
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button leftIcon={<IconPlus size={16} aria-hidden="true" />} onClick={() => setOpened(true)}>
        {t("nouveau.bouton")}
      </Button>
      {opened && <Dialogue onClose={() => setOpened(false)} />}
    </>
  );
}

function Dialogue({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const list = useQuery(orpc.tableaux.list.queryOptions({ input: {} }));
  const [titre, setTitre] = useState<Libelle>(vide);
  const [depuis, setDepuis] = useState(BLANC);
  const { run, busy, error } = useEcriture();
  const make = (): Promise<void> =>
    run(async () => {
      const { id } =
        depuis === BLANC
          ? await data.records.create({
              record: "tableau",
              values: { titreFr: titre.fr, titreAr: titre.ar || null, titreEn: titre.en || null },
            })
          : await data.tableaux.dupliquer({ key: depuis, titre });
      onClose();
      if (id !== undefined) navigate(adresseAtelier(id));
    });
  return (
    <Modal
      opened
      size="lg"
      title={t("nouveau.titre")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t("commun:annuler")}</Button>
          <Button
            variant="primary"
            loading={busy}
            disabled={titre.fr.trim() === ""}
            onClick={() => void make()}
          >
            {t("nouveau.creer")}
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
        <Select
          label={t("nouveau.depuis")}
          value={depuis}
          onChange={(value) => setDepuis(value ?? BLANC)}
          options={[
            { value: BLANC, label: t("nouveau.blanc") },
            ...(list.data?.tableaux ?? []).map(({ key, titre: nom }) => ({
              value: key,
              label: pick(nom, langue),
            })),
          ]}
        />
        {error !== null && (
          <p role="alert" className={classes.refus}>
            {error}
          </p>
        )}
      </div>
    </Modal>
  );
}
