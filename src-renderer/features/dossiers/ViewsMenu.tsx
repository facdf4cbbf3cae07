import {
  IconBookmark,
  IconCheck,
  IconDeviceFloppy,
  IconPencil,
  IconPlus,
  IconStar,
  IconTrash,
  IconUsers,
} from "@tabler/icons-react";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { VueLigne } from "../../../src-main/contract/vitesse.ts";
import { errorSentence } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { Button, Checkbox, Menu, Modal, notify, TextInput } from "../../ui/index.ts";
import type { MenuItem } from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import type { Query } from "./filter.ts";
import type { Views } from "./useViews.ts";
import { useMissing } from "./useViews.ts";

/** The views kept for this screen, and what can be done with the one in force. */
export function ViewsMenu({ views: state }: { views: Views }) {
  const { t } = useTranslation("vitesse");
  const [asked, setAsked] = useState<"nouvelle" | "nom" | null>(null);
  const { views, current, changed } = state;
  const set = (view: VueLigne, patch: Record<string, boolean>): void => {
    state
      .change(view, patch)
      .catch((error: unknown) => notify({ tone: "error", message: errorSentence(error, t) }));
  };
  const own: MenuItem[] = current?.mienne
    ? [
        {
          key: "renommer",
          label: t("vues.renommer"),
          icon: <IconPencil size={15} />,
          onSelect: () => setAsked("nom"),
        },
        {
          key: "defaut",
          label: t(current.parDefaut ? "vues.plusParDefaut" : "vues.parDefaut"),
          icon: <IconStar size={15} />,
          onSelect: () => set(current, { parDefaut: !current.parDefaut }),
        },
        {
          key: "partager",
          label: t(current.partagee ? "vues.plusPartager" : "vues.partager"),
          icon: <IconUsers size={15} />,
          onSelect: () => set(current, { partagee: !current.partagee }),
        },
        {
          key: "supprimer",
          label: t("vues.supprimer"),
          icon: <IconTrash size={15} />,
          danger: true,
          onSelect: () => state.remove(current),
        },
      ]
    : [];
  const items: MenuItem[] = [
    ...views.map((view) => ({
      key: view.id,
      checked: view.id === current?.id,
      icon: view.id === current?.id ? <IconCheck size={15} /> : <IconBookmark size={15} />,
      label: (
        <>
          <Auto>{view.nom}</Auto>
          {view.parDefaut && <span className={styles.mutLight}> {t("vues.premiere")}</span>}
          {!view.mienne && (
            <span className={styles.mutLight}> {t("vues.de", { nom: view.auteur ?? "" })}</span>
          )}
        </>
      ),
      onSelect: () => state.open(view),
    })),
    ...(current
      ? [{ key: "aucune", label: t("vues.aucune"), onSelect: () => state.open(null) }]
      : []),
    ...(current?.mienne
      ? [
          {
            key: "enregistrer",
            divided: true,
            label: t("vues.enregistrer"),
            icon: <IconDeviceFloppy size={15} />,
            disabled: !changed,
            onSelect: state.save,
          },
        ]
      : []),
    {
      key: "nouvelle",
      divided: views.length > 0 && !current?.mienne,
      label: t("vues.enregistrerSous"),
      icon: <IconPlus size={15} />,
      onSelect: () => setAsked("nouvelle"),
    },
    ...own,
  ];
  return (
    <>
      <Menu
        align="end"
        label={t("vues.titre")}
        items={items}
        trigger={
          <Button
            size="sm"
            variant="subtle"
            data-vue={current?.id}
            leftIcon={<IconBookmark size={15} />}
          >
            <span className={styles.viewName}>
              {current ? <Auto>{current.nom}</Auto> : t("vues.bouton")}
            </span>
            {changed && <span className={styles.viewChanged}> {t("vues.modifiee")}</span>}
          </Button>
        }
      />
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={t(asked === "nom" ? "vues.renommer" : "vues.enregistrerSous")}
        size="sm"
      >
        {asked && (
          <ViewForm
            view={asked === "nom" ? current : null}
            views={state}
            onClose={() => setAsked(null)}
          />
        )}
      </Modal>
    </>
  );
}

interface ViewFormProps {
  /** The view to rename; null for a new one. */
  view: VueLigne | null;
  views: Views;
  onClose: () => void;
}

function ViewForm({ view, views, onClose }: ViewFormProps) {
  const { t } = useTranslation("vitesse");
  const [nom, setNom] = useState(view?.nom ?? "");
  const [partagee, setPartagee] = useState(false);
  const [parDefaut, setParDefaut] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const written = view ? views.change(view, { nom }) : views.saveAs(nom, { partagee, parDefaut });
    written.then(onClose, setError);
  };
  return (
    <form onSubmit={submit} noValidate className={styles.viewForm}>
      <TextInput
        label={t("vues.nom")}
        value={nom}
        onChange={setNom}
        error={error ? errorSentence(error, t) : undefined}
        required
        autoFocus
      />
      {!view && (
        <>
          <Checkbox label={t("vues.parDefaut")} checked={parDefaut} onChange={setParDefaut} />
          <Checkbox label={t("vues.partager")} checked={partagee} onChange={setPartagee} />
        </>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("dossiers:annuler")}</Button>
        <Button variant="primary" type="submit">
          {t("vues.garder")}
        </Button>
      </div>
    </form>
  );
}

/** Says which values asked for exist no more, and takes them out when told to. */
export function MissingValues({
  query,
  change,
}: {
  query: Query;
  change: (query: Query, options?: { replace?: boolean }) => void;
}) {
  const { t } = useTranslation("vitesse");
  const missing = useMissing(query);
  if (!missing) return null;
  return (
    <p role="status" className={styles.viewNote}>
      {t("vues.disparues", { count: missing.values.length })} <Iso>{missing.values.join(", ")}</Iso>
      <Button size="sm" onClick={() => change(missing.without, { replace: true })}>
        {t("vues.retirer")}
      </Button>
    </p>
  );
}
