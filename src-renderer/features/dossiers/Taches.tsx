import { useTranslation } from "react-i18next";
import { useCatalogue, useSession, useTasksOf, useTaskWrites } from "../../data/index.ts";
import { Card, ErrorState, Skeleton, TaskList } from "../../ui/index.ts";

/** Tasks of a dossier: to do, then done. */
export function Taches({ id }: { id: string }) {
  const { t } = useTranslation("dossiers");
  const session = useSession();
  const catalogue = useCatalogue();
  const query = useTasksOf("dossier", id);
  const { add, change, remove } = useTaskWrites();
  const todo = query.data?.taches.filter((task) => task.faiteLe === null).length ?? 0;
  return (
    <Card title={t("taches.titre", { count: todo })}>
      {query.data ? (
        <TaskList
          tasks={query.data.taches}
          today={session.today}
          repetitions={catalogue.options("repetition")}
          users={catalogue.utilisateurs.map((user) => ({ value: user.id, label: user.nom }))}
          me={session.user?.id ?? null}
          onAdd={(values) => add.mutateAsync({ ...values, recordTable: "dossier", recordId: id })}
          onChange={(task, patch) => change.mutateAsync({ id: task, patch })}
          onRemove={(task) => remove.mutateAsync(task)}
          empty={t("taches.vide")}
        />
      ) : query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton lines={2} />
      )}
    </Card>
  );
}
