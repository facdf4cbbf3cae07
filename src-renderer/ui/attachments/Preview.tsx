import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PieceJointeView } from "../../../src-main/contract/fichiers.ts";
import { data } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { Button } from "../Button.tsx";
import { Drawer } from "../overlay.tsx";
import { EmptyState, ErrorState, Skeleton } from "../surfaces.tsx";
import { useSystemOpen } from "./Attachments.tsx";
import classes from "./attachments.module.css";

const PdfView = lazy(async () => ({ default: (await import("./PdfView.tsx")).PdfView }));

/** A kept file shown over the page: an image, a PDF, a text; anything else is left to the system. */
export function Preview({ file, onClose }: { file: PieceJointeView; onClose: () => void }) {
  const { t } = useTranslation("fichiers");
  const open = useSystemOpen();
  return (
    <Drawer
      opened
      onClose={onClose}
      size="xl"
      title={<Auto>{file.nom}</Auto>}
      footer={
        <Button
          leftIcon={<IconExternalLink size={15} />}
          loading={open.isPending}
          onClick={() => open.mutate(file.id)}
        >
          {t("systeme")}
        </Button>
      }
    >
      <div className={classes.preview} data-preview={file.apercu ?? "aucun"}>
        {file.apercu === "texte" ? (
          <TextView id={file.id} />
        ) : file.apercu === null ? (
          <EmptyState title={t("apercu.aucun")} hint={t("apercu.aucunAide")} />
        ) : (
          <BytesView id={file.id} apercu={file.apercu} nom={file.nom} />
        )}
      </div>
    </Drawer>
  );
}

/** What a file that is no longer what was given says. */
function Broken({ etat }: { etat: "absent" | "altere" }) {
  const { t } = useTranslation("fichiers");
  return (
    <div role="alert">
      <EmptyState title={t(`apercu.${etat}`)} hint={t(`apercu.${etat}Aide`)} />
    </div>
  );
}

/** Bytes are read at each opening, never kept: the file may have changed meanwhile. */
const fresh = { gcTime: 0, staleTime: 0 } as const;

function TextView({ id }: { id: string }) {
  const { t } = useTranslation("fichiers");
  const text = useQuery({
    queryKey: ["apercu", "texte", id],
    queryFn: () => data.fichiers.texte({ id }),
    ...fresh,
  });
  if (text.error) return <ErrorState error={text.error} onRetry={() => void text.refetch()} />;
  if (!text.data) return <Skeleton lines={8} />;
  if (text.data.etat !== "intact") return <Broken etat={text.data.etat} />;
  return (
    <>
      <p className={classes.mut}>
        {t("apercu.encodage", { encodage: text.data.encodage })}
        {text.data.coupe && ` · ${t("apercu.texteCoupe")}`}
      </p>
      <pre className={classes.text} dir="auto" tabIndex={0}>
        {text.data.texte}
      </pre>
    </>
  );
}

function BytesView({ id, apercu, nom }: { id: string; apercu: "image" | "pdf"; nom: string }) {
  const file = useQuery({
    queryKey: ["apercu", "octets", id],
    queryFn: () => data.fichiers.bytes({ id }),
    ...fresh,
  });
  if (file.error) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />;
  if (!file.data) return <Skeleton lines={8} />;
  const { etat, bytes } = file.data;
  if (etat !== "intact" || !bytes) return <Broken etat={etat === "intact" ? "absent" : etat} />;
  if (apercu === "image") return <ImageView bytes={bytes} nom={nom} />;
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <PdfView bytes={bytes} />
    </Suspense>
  );
}

function ImageView({ bytes, nom }: { bytes: Blob; nom: string }) {
  const { t } = useTranslation("fichiers");
  const image = useRef<HTMLImageElement>(null);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(bytes);
    if (image.current) image.current.src = made;
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  if (broken) return <EmptyState title={t("apercu.imageIllisible")} />;
  return <img ref={image} className={classes.image} alt={nom} onError={() => setBroken(true)} />;
}
