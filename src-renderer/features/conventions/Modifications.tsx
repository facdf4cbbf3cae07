import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { amendableFields } from "../../../src-main/contract/conventions.ts";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { data, errorSentence, orpc } from "../../data/index.ts";
import { columnLabel } from "../../lib/actions.ts";
import { Auto } from "../../lib/bidi.tsx";
import {
  Button,
  Card,
  FieldInput,
  fromDraft,
  IconButton,
  Menu,
  notify,
  RecordForm,
  Select,
  toDraft,
} from "../../ui/index.ts";
import { Changements } from "./Avenants.tsx";
import styles from "./conventions.module.css";

/** What an avenant changes of its convention: fields, parties that come in or go out, while it is a draft. */
export function ModificationsCard({
  detail,
  jour,
}: {
  detail: ConventionDetail;
  jour: string | undefined;
}) {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const parentId = detail.parent?.id ?? "";
  const parent = useQuery({
    ...orpc.conventions.get.queryOptions({ input: { id: parentId } }),
    enabled: parentId !== "",
  });
  const [adding, setAdding] = useState(false);
  const [champ, setChamp] = useState<string | null>(null);
  const [draft, setDraft] = useState<FieldValue>(null);
  const fail = (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) });
  const write = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: fail,
  });
  const mine = parent.data?.avenants.find(({ id }) => id === detail.ligne.id);
  if (!parent.data || !mine) return null;
  const closed = detail.signee || jour !== undefined;
  const field = champ === null ? undefined : fieldOf("convention", champ);
  const held = parent.data.parties.filter(({ presente }) => presente);
  return (
    <Card
      title={t("avenant.changements")}
      actions={
        !closed && (
          <>
            <Button size="sm" leftIcon={<IconPlus size={14} />} onClick={() => setAdding(true)}>
              {t("avenant.ajouterPartie")}
            </Button>{" "}
            <Menu
              label={t("avenant.retirerPartie")}
              align="end"
              items={held.map((one) => ({
                key: one.fiche.id,
                label: (i18n.language === "ar" && one.nomAr) || one.nomFr,
                onSelect: () =>
                  write.mutate(() =>
                    data.records.update({
                      record: "partie",
                      id: one.fiche.id,
                      patch: { retireParId: detail.ligne.id },
                    }),
                  ),
              }))}
              trigger={<Button size="sm">{t("avenant.retirerPartie")}</Button>}
            />
          </>
        )
      }
    >
      <Changements changements={mine.changements} />
      {!closed && (
        <>
          <ul className={styles.list}>
            {mine.changements.map((one) => (
              <li key={one.id}>
                <IconButton
                  size="sm"
                  label={t("avenant.oter", { champ: columnLabel(t, "convention", one.champ) })}
                  icon={<IconTrash size={14} />}
                  onClick={() =>
                    write.mutate(() => data.records.remove({ record: "modification", id: one.id }))
                  }
                />{" "}
                {columnLabel(t, "convention", one.champ)}
              </li>
            ))}
          </ul>
          <div className={styles.pair}>
            <Select
              label={t("avenant.choisirChamp")}
              value={champ}
              onChange={(next) => {
                setChamp(next);
                const known = next === null ? undefined : fieldOf("convention", next);
                setDraft(known ? toDraft(known, parent.data.valeurs[next!] ?? null) : null);
              }}
              options={amendableFields.map((value) => ({
                value,
                label: columnLabel(t, "convention", value),
              }))}
              searchable
              clearable
            />
            {field && (
              <div className={styles.change}>
                <FieldInput
                  field={field}
                  label={columnLabel(t, "convention", field.key)}
                  draft={draft}
                  onDraft={setDraft}
                />
                <Button
                  onClick={() =>
                    write.mutate(async () => {
                      await data.records.create({
                        record: "modification",
                        values: {
                          avenantId: detail.ligne.id,
                          champ: field.key,
                          valeur: JSON.stringify(fromDraft(field, draft)),
                        },
                      });
                      setChamp(null);
                    })
                  }
                >
                  {t("commun:ajouter")}
                </Button>
              </div>
            )}
          </div>
        </>
      )}
      {parent.data.parties
        .filter(({ fiche }) => fiche.values["ajouteParId"] === detail.ligne.id)
        .map((one) => (
          <p key={one.fiche.id} className={styles.mut}>
            + <Auto>{one.nomFr}</Auto>
          </p>
        ))}
      {parent.data.parties
        .filter(({ fiche }) => fiche.values["retireParId"] === detail.ligne.id)
        .map((one) => (
          <p key={one.fiche.id} className={styles.mut}>
            − <Auto>{one.nomFr}</Auto>
          </p>
        ))}
      {adding && (
        <RecordForm
          record="partie"
          title={t("avenant.ajouterPartie")}
          names={["organisationId", "role", "representant", "fonctionFr", "fonctionAr"]}
          fixed={{ conventionId: parentId, ajouteParId: detail.ligne.id }}
          onDone={() => setAdding(false)}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  );
}
