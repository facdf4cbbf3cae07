import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { orpc } from "../data/index.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { formatDate } from "../lib/format.ts";
import { Card } from "./surfaces.tsx";

/** The simulations of primes kept on a project, and the way to a new one. */
export function SimulationsCard({ projetId }: { projetId: string }) {
  const { t } = useTranslation("primes");
  const { data } = useQuery(orpc.primes.simulations.queryOptions({ input: { projetId } }));
  return (
    <Card
      title={t("garde.mesSimulations")}
      footer={<a href={`#/primes?projet=${encodeURIComponent(projetId)}`}>{t("garde.nouvelle")}</a>}
    >
      {data?.simulations.length === 0 && <p>{t("garde.aucune")}</p>}
      {data?.simulations.map((one) => (
        <div key={one.id}>
          <a href={`#/primes?simulation=${encodeURIComponent(one.id)}`}>
            <Auto>{one.titre}</Auto>
          </a>{" "}
          <Iso>{formatDate(one.regleLe)}</Iso>
        </div>
      ))}
    </Card>
  );
}
