import { useEffect, useEffectEvent, useState } from "react";
import type { DragEvent as ReactDragEvent } from "react";

/** A file of a drop; a folder has no bytes and is told apart. */
export interface DroppedFile {
  nom: string;
  content: Blob;
  folder: boolean;
}

/** Whether what is being dragged holds files. */
const holdsFiles = (event: { dataTransfer: DataTransfer | null }): boolean =>
  event.dataTransfer?.types.includes("Files") ?? false;

const filesOf = (transfer: DataTransfer): DroppedFile[] =>
  [...transfer.items].flatMap((item) => {
    const file = item.kind === "file" ? item.getAsFile() : null;
    if (!file) return [];
    return [
      { nom: file.name, content: file, folder: item.webkitGetAsEntry()?.isDirectory ?? false },
    ];
  });

/**
 * A place that takes files of the system.
 * @param wholePage takes what is dropped anywhere on the page that no smaller zone took.
 * @returns whether files are over it, and what its element listens to.
 */
export function useDropZone(
  onFiles: (files: readonly DroppedFile[]) => void,
  { wholePage = false }: { wholePage?: boolean } = {},
) {
  const [over, setOver] = useState(false);
  const take = useEffectEvent((transfer: DataTransfer) => onFiles(filesOf(transfer)));
  useEffect(() => {
    if (!wholePage) return;
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      setOver(!event.defaultPrevented);
      event.preventDefault();
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      // A zone of its own inside the page has already taken the files.
      if (event.defaultPrevented || !event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      take(event.dataTransfer);
    };
    addEventListener("dragover", onOver);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onOver);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, [wholePage]);
  const zone = {
    onDragOver: (event: ReactDragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: ReactDragEvent): void => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: ReactDragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles(filesOf(event.dataTransfer));
    },
  };
  return { over, zone: wholePage ? {} : zone };
}
