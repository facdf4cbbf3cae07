import { useTranslation } from "react-i18next";
import type { FieldValue } from "../../../src-main/contract/records.ts";
import { useSession } from "../../data/session.ts";
import { RecordForm } from "../RecordForm.tsx";

const NAMES = [
  "type",
  "categorie",
  "projetId",
  "accompagnementId",
  "organismeId",
  "programme",
  "montantDemande",
  "demandeLe",
  "ouvertLe",
  "clotLe",
  "observation",
] as const;

/** Asked of a campaign under law 15-18 only. */
const CAMPAIGN = ["categorie", "ouvertLe", "clotLe"];

/**
 * The dialog that makes a financing.
 * @param of whose it is, when the page says so: it is then not asked.
 */
export function NewFinancing({
  of,
  onDone,
  onClose,
}: {
  of?: Record<string, FieldValue>;
  onDone: (id: string | undefined) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("financements");
  const { today } = useSession();
  return (
    <RecordForm
      record="financement"
      title={t("nouveau")}
      names={NAMES.filter((name) => !of || !(name in of || name.endsWith("tId")))}
      initial={{ demandeLe: today }}
      {...(of ? { fixed: of } : {})}
      unasked={(drafts) => (drafts["type"] === "collaboratif" ? [] : CAMPAIGN)}
      submitLabel={t("creer")}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
