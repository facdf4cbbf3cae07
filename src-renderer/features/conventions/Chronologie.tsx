import { Attachments } from "../../ui/attachments/index.ts";
import { DocumentsCard } from "../../ui/documents/index.ts";
import { TasksCard } from "../../ui/index.ts";
import { Timeline } from "../../ui/timeline/index.ts";
import styles from "./conventions.module.css";
import type { TabProps } from "./tabs.tsx";

/** Files, tasks, exchanges and history of a convention. */
export function Chronologie({ detail }: TabProps) {
  const owner = { recordTable: "convention", recordId: detail.ligne.id } as const;
  return (
    <div className={styles.columns}>
      <Timeline {...owner} />
      <div className={styles.column}>
        <DocumentsCard {...owner} />
        <TasksCard {...owner} />
        <Attachments {...owner} wholePage />
      </div>
    </div>
  );
}
