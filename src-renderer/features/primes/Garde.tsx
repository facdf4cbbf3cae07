import { IconDeviceFloppy, IconFolderOpen } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { data, errorSentence, orpc, useSession } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { navigate, useHashSearch } from "../../lib/location.ts";
import {
  Button,
  Menu,
  Modal,
  notify,
  RecordName,
  RecordPicker,
  TextInput,
} from "../../ui/index.ts";
import { readContenu } from "./brouillon.ts";
import type { Brouillon } from "./brouillon.ts";
import classes from "./primes.module.css";

/** Keeps the variants as a record, on a project or on none; opens those that were kept. */
export function Garde({ now, onOpen }: { now: Brouillon; onOpen: (kept: Brouillon) => void }) {
  const { t } = useTranslation("primes");
  const params = new URLSearchParams(useHashSearch());
  const simulation = params.get("simulation");
  const [saving, setSaving] = useState(false);
  const list = useQuery(orpc.primes.simulations.queryOptions({ input: {} }));
  useOpened(simulation, onOpen);
  return (
    <>
      <Menu
        align="end"
        label={t("garde.mesSimulations")}
        trigger={
          <Button leftIcon={<IconFolderOpen size={16} aria-hidden="true" />}>
            {t("garde.ouvrir")}
          </Button>
        }
        items={
          list.data?.simulations.length
            ? list.data.simulations.slice(0, 20).map((one) => ({
                key: one.id,
                label: (
                  <>
                    <Auto>{one.titre}</Auto> · <bdi dir="ltr">{formatDate(one.regleLe)}</bdi>
                  </>
                ),
                onSelect: () => navigate(`/primes?simulation=${one.id}`),
              }))
            : [{ key: "aucune", label: t("garde.aucune"), onSelect: () => {} }]
        }
      />
      <Button
        variant="primary"
        leftIcon={<IconDeviceFloppy size={16} aria-hidden="true" />}
        onClick={() => setSaving(true)}
      >
        {t("garde.enregistrer")}
      </Button>
      <Modal opened={saving} onClose={() => setSaving(false)} title={t("garde.titre")}>
        {saving && (
          <Save
            now={now}
            simulation={simulation}
            projet={params.get("projet")}
            onDone={() => setSaving(false)}
          />
        )}
      </Modal>
    </>
  );
}

/** Puts the kept simulation that the address names in the place of the draft. */
function useOpened(id: string | null, onOpen: (kept: Brouillon) => void): void {
  const { t } = useTranslation("primes");
  const { t: common } = useTranslation();
  const opened = useEffectEvent((contenu: string, regleLe: string) => {
    const kept = readContenu(contenu, regleLe);
    if (kept) onOpen(kept);
    else notify({ tone: "error", message: t("garde.illisible") });
  });
  const failed = useEffectEvent((error: unknown) =>
    notify({ tone: "error", message: errorSentence(error, common) }),
  );
  useEffect(() => {
    if (id === null) return;
    let live = true;
    data.records.get({ record: "simulation", id }).then(
      ({ values }) => {
        if (live) opened(String(values["contenu"]), String(values["regleLe"]));
      },
      (error: unknown) => {
        if (live) failed(error);
      },
    );
    return () => {
      live = false;
    };
  }, [id]);
}

function Save({
  now,
  simulation,
  projet,
  onDone,
}: {
  now: Brouillon;
  simulation: string | null;
  projet: string | null;
  onDone: () => void;
}) {
  const { t } = useTranslation("primes");
  const { t: common } = useTranslation();
  const { today } = useSession();
  const list = useQuery(orpc.primes.simulations.queryOptions({ input: {} }));
  const known = list.data?.simulations.find(({ id }) => id === simulation);
  const [titre, setTitre] = useState(known?.titre ?? now.variantes[0]!.nom);
  const [projetId, setProjetId] = useState(known?.projetId ?? projet);
  const [picking, setPicking] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const values = {
        titre,
        projetId,
        regleLe: now.asOf ?? today,
        contenu: JSON.stringify({ variantes: now.variantes }),
      };
      return simulation
        ? data.records.update({ record: "simulation", id: simulation, patch: values })
        : data.records.create({ record: "simulation", values });
    },
    onSuccess: ({ id }) => {
      onDone();
      if (!simulation && id) navigate(`/primes?simulation=${id}`, { replace: true });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.save} onSubmit={submit} noValidate>
      <TextInput
        label={t("garde.nom")}
        value={titre}
        onChange={setTitre}
        dir="auto"
        required
        autoFocus
      />
      {picking ? (
        <RecordPicker
          record="projet"
          label={t("garde.projet")}
          clearable
          autoFocus
          onPick={(id) => {
            setProjetId(id);
            setPicking(false);
          }}
          onEscape={() => setPicking(false)}
        />
      ) : (
        <p className={classes.inline}>
          <span className={classes.mut}>{t("garde.projet")}</span>
          {projetId ? <RecordName record="projet" id={projetId} /> : t("garde.sansProjet")}
          <Button size="sm" onClick={() => setPicking(true)}>
            {t("garde.choisir")}
          </Button>
        </p>
      )}
      {save.error && (
        <p role="alert" className={classes.fault}>
          {errorSentence(save.error, common)}
        </p>
      )}
      <div className={classes.foot}>
        <Button onClick={onDone}>{t("commun:annuler")}</Button>
        <Button variant="primary" type="submit" loading={save.isPending}>
          {t("garde.enregistrer")}
        </Button>
      </div>
    </form>
  );
}
