import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { data, errorSentence, orpc, useCatalogue, useSession } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { Button, Card, IconButton, notify, TextInput } from "../../ui/index.ts";
import classes from "./Reglages.module.css";

interface Draft {
  /** Null for somebody new. */
  id: string | null;
  nom: string;
  role: string;
}

/** The people of the desk: added, renamed, removed while nothing bears their name. */
export function Personnes() {
  const { t } = useTranslation("reglages");
  const catalogue = useCatalogue();
  const session = useSession();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: orpc.references.key() });
  const save = useMutation({
    mutationFn: async ({ id, nom, role }: Draft) => {
      if (id === null) await data.references.addUser({ nom, role });
      else await data.references.updateUser({ id, nom, role });
      await refresh();
    },
    onSuccess: () => setDraft(null),
  });
  const remove = useMutation({
    mutationFn: async (id: string) => {
      await data.references.removeUser({ id });
      await refresh();
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (draft) save.mutate(draft);
  };
  const form = draft && (
    <form onSubmit={submit} noValidate className={classes.person}>
      <TextInput
        ariaLabel={t("nom")}
        placeholder={t("nom")}
        value={draft.nom}
        onChange={(nom) => setDraft({ ...draft, nom })}
        error={save.error ? errorSentence(save.error, t) : undefined}
        dir="auto"
        autoFocus
        required
      />
      <TextInput
        ariaLabel={t("role")}
        placeholder={t("role")}
        value={draft.role}
        onChange={(role) => setDraft({ ...draft, role })}
        dir="auto"
      />
      <Button size="sm" variant="primary" type="submit" loading={save.isPending}>
        {t("enregistrer")}
      </Button>
      <Button size="sm" onClick={() => setDraft(null)}>
        {t("commun:annuler")}
      </Button>
    </form>
  );
  const begin = (next: Draft): void => {
    save.reset();
    setDraft(next);
  };
  return (
    <Card
      title={t("personnes")}
      actions={
        <Button
          size="sm"
          variant="subtle"
          onClick={() => begin({ id: null, nom: "", role: "" })}
          aria-label={t("ajouterPersonne")}
        >
          {t("ajouter")}
        </Button>
      }
    >
      <p className={classes.hint}>{t("personnesAide")}</p>
      {draft?.id === null && form}
      <ul className={classes.people}>
        {catalogue.utilisateurs.map(({ id, nom, role }) =>
          draft?.id === id ? (
            <li key={id}>{form}</li>
          ) : (
            <li key={id}>
              <span>
                <Auto>{nom}</Auto>
                {id === session.user?.id && <span className={classes.hint}> ({t("moi")})</span>}
              </span>
              <span className={classes.hint}>
                <Auto>{role}</Auto>
              </span>
              <span>
                <IconButton
                  size="sm"
                  label={t("renommer", { nom })}
                  icon={<IconPencil size={14} />}
                  onClick={() => begin({ id, nom, role })}
                />
                <IconButton
                  size="sm"
                  label={t("supprimerPersonne", { nom })}
                  icon={<IconTrash size={14} />}
                  onClick={() => remove.mutate(id)}
                />
              </span>
            </li>
          ),
        )}
      </ul>
    </Card>
  );
}
