import { IconFileText } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DocumentFormat, DocumentKind } from "../../src-main/contract/documents.ts";
import { shell } from "../data/client.ts";
import { errorSentence } from "../lib/errors.ts";
import { Button } from "./Button.tsx";
import { notify } from "./notify.tsx";
import { Menu } from "./overlay.tsx";

const FORMATS: Record<
  "ordre_du_jour" | "pv" | "pv_comite" | "etat_execution",
  readonly DocumentFormat[]
> = {
  ordre_du_jour: ["xlsx", "docx", "pdf"],
  pv: ["docx", "pdf"],
  pv_comite: ["docx", "pdf"],
  etat_execution: ["xlsx", "docx", "pdf"],
};

/** The button that makes a document of a sitting, a meeting or an agreement: its formats, in French and in Arabic. */
export function DocumentMenu({ kind, id }: { kind: keyof typeof FORMATS; id: string }) {
  const { t } = useTranslation("documents");
  const save = useMutation({
    mutationFn: (asked: { format: DocumentFormat; langue: "fr" | "ar" }) =>
      shell.saveDocument({ kind: kind satisfies DocumentKind, id, ...asked }),
    onSuccess: (saved) => {
      if (saved) notify({ tone: "ok", message: t("menu.fait", { nom: saved.name }) });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Menu
      align="end"
      label={t(`menu.${kind}`)}
      trigger={
        <Button leftIcon={<IconFileText size={15} />} loading={save.isPending}>
          {t(`menu.${kind}`)}
        </Button>
      }
      items={(["fr", "ar"] as const).flatMap((langue) =>
        FORMATS[kind].map((format) => ({
          key: `${format}.${langue}`,
          label: t("menu.choix", {
            format: t(`menu.format.${format}`),
            langue: t(`menu.langue.${langue}`),
          }),
          onSelect: () => save.mutate({ format, langue }),
        })),
      )}
    />
  );
}
