import { IconDownload, IconFileUpload, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { modeleFiches } from "../../../src-main/contract/modeles.ts";
import type { Champ, ModeleFiche, ModeleView } from "../../../src-main/contract/modeles.ts";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { downloadBlob } from "../../lib/download.ts";
import { useReady } from "../../lib/ready.ts";
import {
  announce,
  Button,
  Card,
  ErrorState,
  IconButton,
  Modal,
  notify,
  PageHeader,
  Pill,
  RecordSheet,
  SegmentedControl,
  Select,
  Skeleton,
  Table,
  TextInput,
} from "../../ui/index.ts";
import { useChooseFiles } from "../../ui/attachments/index.ts";
import styles from "./modeles.module.css";

/** The Word models of the staff and those shipped, and the fields they may hold. */
export function Modeles() {
  const { t } = useTranslation("modeles");
  const catalogue = useCatalogue();
  const list = useQuery(orpc.modeles.list.queryOptions({ input: {} }));
  const [adding, setAdding] = useState(false);
  useReady("modeles", list.isSuccess && catalogue.ready);
  return (
    <div className={styles.page}>
      <PageHeader
        title={t("titre")}
        actions={
          <Button
            variant="primary"
            leftIcon={<IconPlus size={15} />}
            onClick={() => setAdding(true)}
          >
            {t("ajouter")}
          </Button>
        }
      >
        <p className={styles.mut}>{t("aide")}</p>
      </PageHeader>
      <div className={styles.body}>
        <Card>
          {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending && <Skeleton lines={6} />}
          {list.data && <Liste modeles={list.data.modeles} />}
        </Card>
        <Champs />
      </div>
      {adding && <Ajout onClose={() => setAdding(false)} />}
    </div>
  );
}

function Liste({ modeles }: { modeles: readonly ModeleView[] }) {
  const { t } = useTranslation("modeles");
  const catalogue = useCatalogue();
  const [shown, setShown] = useState<string | null>(null);
  const open = modeles.find(({ id }) => id !== null && id === shown);
  const fail = (error: unknown) => notify({ tone: "error", message: errorSentence(error, t) });
  const copy = useMutation({
    mutationFn: async (modele: ModeleView) => {
      const { id, genre, langue } = modele;
      const { nom, bytes } = await data.modeles.fichier({ modeleId: id, genre, langue });
      downloadBlob(nom, bytes);
    },
    onError: fail,
  });
  const [target, setTarget] = useState<string | null>(null);
  const replace = useMutation({
    mutationFn: (token: string) => data.modeles.remplacer({ token, id: target! }),
    onError: fail,
  });
  const choose = useChooseFiles(
    ["docx"],
    (files) => {
      if (files[0]) replace.mutate(files[0].token);
    },
    { single: true },
  );
  return (
    <>
      <Table
        label={t("titre")}
        rows={modeles}
        rowKey={(row) => `${row.id ?? ""}/${row.genre}/${row.langue}`}
        columns={[
          {
            key: "nom",
            header: t("champs:modele.nom"),
            cell: (row) => (
              <span lang={row.langue}>
                <Auto>{row.nom}</Auto>
              </span>
            ),
          },
          {
            key: "genre",
            header: t("champs:modele.genre"),
            cell: (row) => catalogue.label("genre_modele", row.genre),
          },
          {
            key: "langue",
            header: t("champs:modele.langue"),
            cell: (row) => catalogue.label("langue_document", row.langue),
          },
          {
            key: "origine",
            header: t("origine"),
            cell: (row) =>
              row.id === null ? (
                <span className={styles.mut}>{t("livre")}</span>
              ) : (
                <Pill tone="ok">{t("duCentre")}</Pill>
              ),
          },
          {
            key: "actes",
            header: "",
            cell: (row) => (
              <span className={styles.acts}>
                <IconButton
                  size="sm"
                  label={`${t("copier")} : ${row.nom}`}
                  icon={<IconDownload size={14} />}
                  onClick={() => copy.mutate(row)}
                />
                {row.id !== null && (
                  <>
                    <IconButton
                      size="sm"
                      label={`${t("remplacer")} : ${row.nom}`}
                      icon={<IconFileUpload size={14} />}
                      onClick={() => {
                        setTarget(row.id);
                        choose.mutate();
                      }}
                    />
                    <IconButton
                      size="sm"
                      label={t("commun:taches.modifier", { titre: row.nom })}
                      icon={<IconPencil size={14} />}
                      onClick={() => setShown(row.id)}
                    />
                  </>
                )}
              </span>
            ),
          },
        ]}
      />
      {open?.id && (
        <RecordSheet
          record="modele"
          view={{
            id: open.id,
            values: { nom: open.nom, genre: open.genre, langue: open.langue },
            updatedAt: open.updatedAt ?? 0,
            updatedBy: null,
          }}
          names={["nom", "langue"]}
          title={<Auto>{open.nom}</Auto>}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}

/** A Word file taken as a model: refused with every mark at fault, or kept whole. */
function Ajout({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("modeles");
  const catalogue = useCatalogue();
  const page = useLangue();
  const [nom, setNom] = useState("");
  const [genre, setGenre] = useState<string | null>("convention");
  const [langue, setLangue] = useState<string | null>(page === "ar" ? "ar" : "fr");
  const [file, setFile] = useState<{ token: string; name: string } | null>(null);
  const choose = useChooseFiles(
    ["docx"],
    (files) => {
      const [picked] = files;
      if (!picked) return;
      setFile(picked);
      setNom((typed) => typed || picked.name.replace(/\.docx$/i, ""));
    },
    { single: true },
  );
  const add = useMutation({
    mutationFn: () =>
      data.modeles.ajouter({
        token: file?.token ?? "",
        nom: nom.trim(),
        genre: genre ?? "",
        langue: langue === "ar" ? "ar" : "fr",
      }),
    onSuccess: onClose,
    // The file's token served once: it is chosen again, corrected.
    onError: () => setFile(null),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (file) add.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={t("ajouter")}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <Select
          label={t("champs:modele.genre")}
          value={genre}
          onChange={setGenre}
          options={catalogue.options("genre_modele")}
          required
        />
        <SegmentedControl
          label={t("champs:modele.langue")}
          value={langue ?? "fr"}
          onChange={setLangue}
          options={catalogue.options("langue_document")}
        />
        <div>
          <Button onClick={() => choose.mutate()} leftIcon={<IconFileUpload size={15} />}>
            {t("choisir")}
          </Button>{" "}
          {file && <Auto>{file.name}</Auto>}
        </div>
        <TextInput
          label={t("champs:modele.nom")}
          value={nom}
          onChange={setNom}
          maxLength={200}
          required
          dir="auto"
        />
        {add.error && (
          <p role="alert" className={styles.fault}>
            {errorSentence(add.error, t)}
          </p>
        )}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t("commun:annuler")}</Button>
          <Button variant="primary" type="submit" disabled={!file || add.isPending}>
            {t("enregistrer")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const FICHES = Object.keys(modeleFiches) as ModeleFiche[];

/** Every field of a record that a model may hold; a click copies its mark. */
function Champs() {
  const { t } = useTranslation("modeles");
  const [fiche, setFiche] = useState<ModeleFiche>("convention");
  return (
    <Card
      title={t("champsTitre")}
      actions={
        <SegmentedControl
          label={t("ficheChoix")}
          size="xs"
          value={fiche}
          onChange={(next) => setFiche(next as ModeleFiche)}
          options={FICHES.map((one) => ({ value: one, label: t(`fiche.${one}`) }))}
        />
      }
    >
      <p className={styles.mut}>{t("champsAide")}</p>
      <Marques champs={modeleFiches[fiche]} />
    </Card>
  );
}

function Marques({ champs, inner = false }: { champs: readonly Champ[]; inner?: boolean }) {
  const { t } = useTranslation("modeles");
  const copy = (mark: string): void => {
    void navigator.clipboard.writeText(mark).then(() => announce(t("copie", { marque: mark })));
  };
  return (
    <ul className={[styles.fields, inner ? styles.inner : ""].join(" ")}>
      {champs.map((champ) => {
        const mark =
          champ.kind === "texte" ? `{${champ.key}}` : `{#${champ.key}} … {/${champ.key}}`;
        return (
          <li key={champ.key} className={styles.field}>
            <span className={styles.markCell}>
              <button type="button" className={styles.mark} onClick={() => copy(mark)}>
                <Iso>{mark}</Iso>
              </button>
            </span>
            <span className={styles.says}>
              {t(`champ.${champ.key}`)}{" "}
              {champ.kind !== "texte" && <span className={styles.mut}>({t(champ.kind)})</span>}
            </span>
            {champ.champs && (
              <div className={styles.whole}>
                <Marques champs={champ.champs} inner />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
