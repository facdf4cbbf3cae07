import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ObservationView } from "../../../src-main/contract/indicateurs.ts";
import type { CartePoint, CarteResult } from "../../../src-main/contract/tableaux.ts";
import { uniteTexte } from "../../../src-main/contract/tableaux-mots.ts";
import { orpc } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { Drawer, ErrorState, Publication, SegmentedControl, Skeleton } from "../../ui/index.ts";
import { useTableau } from "./contexte.tsx";
import { formatValue } from "./lecture.ts";
import classes from "./Observations.module.css";

/** What the drawer is opened on: a whole card, or one of its points. */
export interface Opened {
  carte: CarteResult;
  point: CartePoint | null;
}

/** Every vintage of the figures behind a point, newest first, with their sources. */
export function Observations({ opened, onClose }: { opened: Opened | null; onClose: () => void }) {
  const { text } = useTableau();
  return (
    <Drawer
      opened={opened !== null}
      onClose={onClose}
      size="lg"
      title={opened === null ? "" : text(opened.carte.titre)}
    >
      {opened !== null && (
        <Vintages
          key={[opened.carte.key, opened.point?.categorie, opened.point?.serie].join("/")}
          opened={opened}
        />
      )}
    </Drawer>
  );
}

function Vintages({ opened: { carte, point } }: { opened: Opened }) {
  const { t, text } = useTableau();
  const all = [...carte.points, ...(carte.total ? [carte.total] : [])];
  const observation = point?.observation ?? all.find((one) => one.observation)?.observation ?? null;
  const query = useQuery(
    orpc.indicateurs.vintages.queryOptions({
      input: { key: observation?.indicateur ?? "" },
      enabled: observation !== null,
    }),
  );
  const [whole, setWhole] = useState(point === null);
  if (observation === null) return <p>{t("rienACetteDate")}</p>;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton lines={6} height={34} />;
  const { serie, observations } = query.data;
  const near = observations.filter((one) => isNear(one, observation));
  const rows = whole || near.length === 0 ? observations : near;
  return (
    <div className={classes.body}>
      <p className={classes.serie}>
        {text(serie.label)} · {text(uniteTexte(serie.unit))}
        {serie.method ? ` · ${t(`methodes.${serie.method}`, { defaultValue: serie.method })}` : ""}
      </p>
      {observation.confidence === "X" && observation.note && (
        <p className={classes.derived}>
          {t("additionDe")} <Auto>{observation.note}</Auto>
        </p>
      )}
      {point !== null && near.length > 0 && near.length < observations.length && (
        <SegmentedControl
          size="xs"
          label={t("etendue")}
          value={whole ? "serie" : "point"}
          onChange={(value) => setWhole(value === "serie")}
          options={[
            {
              value: "point",
              label: `${text(observation.territoireLabel)}, ${observation.year} (${near.length})`,
            },
            { value: "serie", label: `${t("touteLaSerie")} (${observations.length})` },
          ]}
        />
      )}
      <ul className={classes.list}>
        {rows.map((row, index) => (
          <Publication
            key={index}
            row={row}
            value={formatValue(row.value, row.unit)}
            partial={row.partial && serie.kind !== "rate"}
            inForce={all.some((one) => sameObservation(one.observation, row))}
          />
        ))}
      </ul>
    </div>
  );
}

/** Of the same place and year as the figure in force. */
const isNear = (one: ObservationView, shown: ObservationView): boolean =>
  one.territoire === shown.territoire && one.year === shown.year;

const sameObservation = (a: ObservationView | null, b: ObservationView): boolean =>
  a !== null &&
  a.indicateur === b.indicateur &&
  a.territoire === b.territoire &&
  a.period === b.period &&
  a.asOf === b.asOf &&
  a.value === b.value;
