import { IconPaperclip } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PieceView } from "../../../src-main/contract/instruction.ts";
import { useCatalogue } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import {
  FileList,
  Uploads,
  useChooseFiles,
  useDropZone,
  useUploads,
} from "../../ui/attachments/index.ts";
import { IconButton, notify, Pill } from "../../ui/index.ts";
import type { Tone } from "../../ui/index.ts";
import { EditField } from "./EditField.tsx";
import styles from "./Instruction.module.css";

export interface PieceLineProps {
  piece: PieceView;
  name: string;
  tone: Tone;
  chosen: boolean;
  /** The line that the keys are about. */
  here: boolean;
  /** Extensions to propose in the system's dialog. */
  extensions: readonly string[];
  onFocus: () => void;
  onToggle: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
}

/** One document of the checklist: its state, its day, and the file that it takes by drop or by choice. */
export function PieceLine(props: PieceLineProps) {
  const { piece, name, tone, chosen, here, extensions, onFocus, onToggle, onKeyDown } = props;
  const { t } = useTranslation("instruction");
  const catalogue = useCatalogue();
  const { uploads, send, adopt, dismiss } = useUploads({
    recordTable: "piece",
    recordId: piece.id,
  });
  const { over, zone } = useDropZone((files) => {
    if (files.length > 1) notify({ tone: "warn", message: t("pieces.unSeul", { piece: name }) });
    else send(files);
  });
  const choose = useChooseFiles(extensions, adopt, { single: true });
  return (
    <div
      role="row"
      data-piece={piece.id}
      data-over={over || undefined}
      aria-selected={chosen}
      tabIndex={here ? 0 : -1}
      className={styles.row}
      onFocus={onFocus}
      onClick={(event) => {
        // A command of the line, or its preview over the page, does not choose the line.
        const target = event.target as HTMLElement;
        if (event.currentTarget.contains(target) && !target.closest("button, input, label"))
          onToggle();
      }}
      onKeyDown={onKeyDown}
      {...zone}
    >
      <span role="gridcell" className={styles.name}>
        <span className={styles.title}>
          <span className={styles.box} aria-hidden="true" />
          <Auto>{name}</Auto>
        </span>
        {piece.motif && (
          <span className={styles.motif}>
            <Auto>{piece.motif}</Auto>
          </span>
        )}
        {piece.fichier && <FileList files={[piece.fichier]} />}
        <Uploads uploads={uploads} onDismiss={dismiss} />
      </span>
      <span role="gridcell" className={styles.date}>
        {(piece.recueLe !== null || piece.statut === "recue") && (
          <EditField
            record="piece"
            view={{ id: piece.id, values: { recueLe: piece.recueLe } }}
            name="recueLe"
            bare
          />
        )}
      </span>
      <span role="gridcell" className={styles.statut}>
        <Pill tone={tone}>{catalogue.label("statut_piece", piece.statut)}</Pill>
      </span>
      <span role="gridcell">
        <IconButton
          size="sm"
          label={t(piece.fichier ? "pieces.remplacer" : "pieces.joindre", { piece: name })}
          icon={<IconPaperclip size={14} />}
          disabled={choose.isPending}
          onClick={() => choose.mutate()}
        />
      </span>
    </div>
  );
}
