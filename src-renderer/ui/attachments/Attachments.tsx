import {
  IconExternalLink,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconMail,
  IconPaperclip,
  IconPhoto,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PieceJointeView } from "../../../src-main/contract/fichiers.ts";
import { data, errorSentence, orpc, shell, useCatalogue } from "../../data/index.ts";
import type { FileOwner } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatBytes, formatInstant, formatNumber } from "../../lib/format.ts";
import { Button, IconButton } from "../Button.tsx";
import { Hidden } from "../Hidden.tsx";
import { notify } from "../notify.tsx";
import { Card, ErrorState, Pill, Skeleton } from "../surfaces.tsx";
import classes from "./attachments.module.css";
import { Preview } from "./Preview.tsx";
import { useDropZone } from "./useDropZone.ts";
import { useUploads } from "./useUploads.ts";
import type { Upload } from "./useUploads.ts";

/** Files shown before « afficher tout ». */
const FIRST = 8;

export interface AttachmentsProps extends FileOwner {
  /** Takes what is dropped anywhere on the page, not only on the card. */
  wholePage?: boolean;
}

/** Asks the system's dialog for files to keep on a record. */
export function useChooseFiles(
  extensions: readonly string[],
  onChosen: (files: readonly { token: string; name: string; bytes: number }[]) => void,
  { single = false }: { single?: boolean } = {},
) {
  const { t } = useTranslation("fichiers");
  const langue = useLangue();
  return useMutation({
    mutationFn: () => shell.chooseFiles({ langue, extensions: [...extensions], single }),
    onSuccess: onChosen,
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
}

/** The files of a record: dropped or chosen, previewed here, opened with the system, removed. */
export function Attachments({ recordTable, recordId, wholePage = false }: AttachmentsProps) {
  const { t } = useTranslation("fichiers");
  const owner = { recordTable, recordId };
  const list = useQuery(orpc.fichiers.list.queryOptions({ input: owner }));
  const { uploads, send, adopt, dismiss } = useUploads(owner);
  const { over, zone } = useDropZone(send, { wholePage });
  const [whole, setWhole] = useState(false);
  const choose = useChooseFiles(list.data?.extensions ?? [], adopt);

  const rows = list.data?.rows ?? [];
  return (
    <Card
      title={rows.length > 0 ? t("titreCompte", { n: formatNumber(rows.length) }) : t("titre")}
      actions={
        <Button
          size="sm"
          variant="subtle"
          leftIcon={<IconPaperclip size={14} />}
          onClick={() => choose.mutate()}
          disabled={!list.data || choose.isPending}
        >
          {t("joindre")}
        </Button>
      }
    >
      <div
        className={classes.zone}
        data-attachments={recordId}
        data-over={over || undefined}
        {...zone}
      >
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={2} />}
        {list.data && rows.length === 0 && uploads.length === 0 && (
          <p className={classes.mut}>{t("aucune")}</p>
        )}
        <Uploads uploads={uploads} onDismiss={dismiss} />
        <FileList files={whole ? rows : rows.slice(0, FIRST)} removable />
        {!whole && rows.length > FIRST && (
          <Button size="sm" variant="subtle" onClick={() => setWhole(true)}>
            {t("plus", { n: formatNumber(rows.length) })}
          </Button>
        )}
        {list.data && (
          <p className={classes.hint}>
            {t("aide", {
              taille: formatNumber(list.data.maxOctets / 1_000_000),
            })}
          </p>
        )}
        {over && (
          <div className={classes.veil} aria-hidden="true">
            {t("deposer")}
          </div>
        )}
      </div>
    </Card>
  );
}

/** Files on their way in, and what was wrong with those that were refused. */
export function Uploads({
  uploads,
  onDismiss,
}: {
  uploads: readonly Upload[];
  onDismiss: (key: string) => void;
}) {
  const { t } = useTranslation("fichiers");
  if (uploads.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t("envoi.titre")}>
      {uploads.map(({ key, nom, done, total, error }) => (
        <li key={key} className={classes.upload}>
          <span className={classes.name}>
            <Auto>{nom}</Auto>
          </span>
          {error === null ? (
            <progress
              className={classes.progress}
              aria-label={t("envoi.progres", { nom })}
              max={Math.max(total, 1)}
              value={done}
            />
          ) : (
            <p role="alert" className={classes.fault}>
              {errorSentence(error, t)}
            </p>
          )}
          <IconButton
            size="sm"
            label={t(error === null ? "envoi.annuler" : "envoi.oublier", { nom })}
            icon={<IconX size={14} />}
            onClick={() => onDismiss(key)}
          />
        </li>
      ))}
    </ul>
  );
}

function Icon({ file }: { file: PieceJointeView }) {
  const size = 16;
  if (file.type === "eml" || file.type === "msg") return <IconMail size={size} />;
  if (file.apercu === "pdf") return <IconFileTypePdf size={size} />;
  if (file.mediaType.startsWith("image/")) return <IconPhoto size={size} />;
  return file.apercu === "texte" ? <IconFileText size={size} /> : <IconFile size={size} />;
}

/** Opens a read-only copy of a kept file with the system's own program. */
export function useSystemOpen() {
  const { t } = useTranslation("fichiers");
  return useMutation({
    mutationFn: (id: string) => shell.openAttachment({ id }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
}

/** Kept files, one a line: a click shows the file here. */
export function FileList({
  files,
  removable = false,
}: {
  files: readonly PieceJointeView[];
  removable?: boolean;
}) {
  const { t } = useTranslation("fichiers");
  const catalogue = useCatalogue();
  const [shown, setShown] = useState<PieceJointeView | null>(null);
  const open = useSystemOpen();
  const remove = useMutation({
    mutationFn: (id: string) => data.fichiers.remove({ id }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  if (files.length === 0) return null;
  return (
    <>
      <ul className={classes.list}>
        {files.map((file) => {
          const size = formatBytes(file.octets);
          return (
            <li key={file.id} className={classes.row}>
              <button type="button" className={classes.file} onClick={() => setShown(file)}>
                {/* Before the words that are seen, which stay part of the name. */}
                <Hidden>{t("ouvrir", { nom: "" })}</Hidden>
                <span className={classes.icon} aria-hidden="true">
                  <Icon file={file} />
                </span>
                <span className={classes.name}>
                  <Auto>{file.nom}</Auto>
                </span>
                {file.etat !== "intact" && <Pill tone="late">{t(`etat.${file.etat}`)}</Pill>}
                <span className={classes.meta}>
                  {file.type && catalogue.label("limite_fichier", file.type)}
                  <span aria-hidden="true"> · </span>
                  <Iso>{size.value}</Iso> {t(`commun:unite.${size.unit}`)}
                  {removable && (
                    <>
                      <span aria-hidden="true"> · </span>
                      <Auto>
                        {t("ajoutePar", {
                          nom: file.ajoutePar ?? t("journal:anonyme"),
                          quand: formatInstant(file.ajouteLe),
                        })}
                      </Auto>
                    </>
                  )}
                </span>
              </button>
              <IconButton
                size="sm"
                label={t("systemeNom", { nom: file.nom })}
                icon={<IconExternalLink size={14} />}
                onClick={() => open.mutate(file.id)}
              />
              {removable && (
                <IconButton
                  size="sm"
                  label={t("retirer", { nom: file.nom })}
                  icon={<IconTrash size={14} />}
                  onClick={() => remove.mutate(file.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {shown && <Preview file={shown} onClose={() => setShown(null)} />}
    </>
  );
}
