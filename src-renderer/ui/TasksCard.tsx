import { useTranslation } from "react-i18next";
import { useCatalogue, useSession, useTasksOf, useTaskWrites } from "../data/index.ts";
import type { FileOwner } from "../data/index.ts";
import { Card, ErrorState, Skeleton } from "./surfaces.tsx";
import { TaskList } from "./TaskList.tsx";

/** Tasks of any record: to do, then done. */
export function TasksCard({ recordTable, recordId }: FileOwner) {
  const { t } = useTranslation("journee");
  const session = useSession();
  const catalogue = useCatalogue();
  const query = useTasksOf(recordTable, recordId);
  const { add, change, remove } = useTaskWrites();
  const todo = query.data?.taches.filter((task) => task.faiteLe === null).length ?? 0;
  return (
    <Card title={t("taches.carte", { count: todo })}>
      {query.data ? (
        <TaskList
          tasks={query.data.taches}
          today={session.today}
          repetitions={catalogue.options("repetition")}
          users={catalogue.utilisateurs.map((user) => ({ value: user.id, label: user.nom }))}
          me={session.user?.id ?? null}
          onAdd={(values) => add.mutateAsync({ ...values, recordTable, recordId })}
          onChange={(task, patch) => change.mutateAsync({ id: task, patch })}
          onRemove={(task) => remove.mutateAsync(task)}
          empty={t("taches.aucune")}
        />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={2} />
      )}
    </Card>
  );
}
