import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { JourFerie } from "../../../src-main/contract/delais.ts";
import { data, errorSentence, orpc, useSession } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Iso } from "../../lib/bidi.tsx";
import { formatDate, formatNumber, pick } from "../../lib/format.ts";
import {
  Button,
  Card,
  DateInput,
  ErrorState,
  IconButton,
  NumberInput,
  Pill,
  Skeleton,
  SourceTag,
  Table,
} from "../../ui/index.ts";
import classes from "./Reglages.module.css";

/** The public holidays of a year: the religious ones are moved and confirmed here. */
export function JoursFeries() {
  const { t } = useTranslation("reglages");
  const { today } = useSession();
  const [annee, setAnnee] = useState(() => Number(today.slice(0, 4)));
  const feries = useQuery(orpc.delais.feries.queryOptions({ input: { annee } }));
  return (
    <Card
      title={t("feries.titre")}
      actions={
        <div className={classes.years}>
          <IconButton
            size="sm"
            label={t("feries.precedente")}
            icon={<IconChevronLeft size={16} className={classes.mirrored} />}
            onClick={() => setAnnee(annee - 1)}
          />
          <b aria-live="polite">{t("feries.annee", { annee })}</b>
          <IconButton
            size="sm"
            label={t("feries.suivante")}
            icon={<IconChevronRight size={16} className={classes.mirrored} />}
            onClick={() => setAnnee(annee + 1)}
          />
          {feries.data && (
            <Pill tone={feries.data.confirmee ? "ok" : "soon"}>
              {t(feries.data.confirmee ? "feries.confirmee" : "feries.aConfirmer")}
            </Pill>
          )}
        </div>
      }
    >
      <p className={classes.hint}>{t("feries.aide")}</p>
      {feries.data ? (
        <Year
          key={annee}
          annee={annee}
          jours={feries.data.jours}
          confirmee={feries.data.confirmee}
        />
      ) : feries.error ? (
        <ErrorState error={feries.error} onRetry={() => void feries.refetch()} />
      ) : (
        <Skeleton lines={8} height={20} />
      )}
    </Card>
  );
}

interface Draft {
  date: string | null;
  days: number | null;
}

function Year({
  annee,
  jours,
  confirmee,
}: {
  annee: number;
  jours: readonly JourFerie[];
  confirmee: boolean;
}) {
  const { t } = useTranslation("reglages");
  const langue = useLangue();
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const religious = jours.filter((jour) => jour.religieux);
  const draftOf = (jour: JourFerie): Draft => drafts[jour.id] ?? jour;
  const change = (jour: JourFerie, patch: Partial<Draft>): void =>
    setDrafts((old) => ({ ...old, [jour.id]: { ...draftOf(jour), ...patch } }));
  const valid = (key: string, ok: boolean): void =>
    setUnread((old) => {
      const next = new Set(old);
      if (ok) next.delete(key);
      else next.add(key);
      return next;
    });
  const changed = religious.flatMap((jour) => {
    const { date, days } = draftOf(jour);
    if (date === null || days === null) return [];
    return date === jour.date && days === jour.days ? [] : [{ id: jour.id, date, days }];
  });
  const complete =
    unread.size === 0 &&
    religious.every((jour) => {
      const { date, days } = draftOf(jour);
      return date !== null && days !== null && Number.isInteger(days) && days >= 1 && days <= 10;
    });
  const save = useMutation({
    mutationFn: async (confirmer: boolean) => {
      await data.delais.enregistrerFeries({ annee, jours: changed, confirmer });
      await client.invalidateQueries({ queryKey: orpc.delais.key() });
    },
    onSuccess: () => setDrafts({}),
  });
  return (
    <>
      <Table
        label={t("feries.annee", { annee })}
        dense
        rows={jours}
        rowKey={(jour) => jour.id}
        columns={[
          {
            key: "date",
            header: t("feries.date"),
            width: "150px",
            cell: (jour) =>
              jour.religieux ? (
                <DateInput
                  size="xs"
                  ariaLabel={t("feries.dateDe", { fete: pick(jour.label, langue) })}
                  value={draftOf(jour).date}
                  onChange={(date) => change(jour, { date })}
                  onValid={(ok) => valid(`${jour.id}.date`, ok)}
                />
              ) : (
                <Iso>{formatDate(jour.date)}</Iso>
              ),
          },
          {
            key: "jours",
            header: t("feries.jours"),
            width: "110px",
            cell: (jour) =>
              jour.religieux ? (
                <NumberInput
                  size="xs"
                  decimals={0}
                  ariaLabel={t("feries.joursDe", { fete: pick(jour.label, langue) })}
                  value={draftOf(jour).days}
                  onChange={(days) => change(jour, { days })}
                  onValid={(ok) => valid(`${jour.id}.days`, ok)}
                />
              ) : (
                <Iso>{formatNumber(jour.days, 0)}</Iso>
              ),
          },
          {
            key: "jour",
            header: t("feries.jour"),
            cell: (jour) => pick(jour.label, langue),
          },
          {
            key: "genre",
            header: t("feries.genre"),
            width: "220px",
            cell: (jour) => (
              <span className={classes.kind}>
                {jour.religieux ? t("feries.religieux") : t("feries.fixe")}
                {jour.religieux && !jour.confirme && (
                  <Pill tone="soon">{t("feries.aConfirmer")}</Pill>
                )}
              </span>
            ),
          },
        ]}
      />
      {religious[0] ? (
        <p className={classes.hint}>
          <SourceTag source={religious[0].source} confidence={religious[0].confidence} />
        </p>
      ) : (
        <p className={classes.hint}>{t("feries.sansReligieux")}</p>
      )}
      {save.error && (
        <p role="alert" className={classes.fault}>
          {errorSentence(save.error, t)}
        </p>
      )}
      {religious.length > 0 && (
        <div className={classes.feet}>
          <Button
            size="sm"
            disabled={!complete || changed.length === 0}
            loading={save.isPending && !save.variables}
            onClick={() => save.mutate(false)}
          >
            {t("feries.enregistrer")}
          </Button>
          <Button
            size="sm"
            variant="primary"
            disabled={!complete || (confirmee && changed.length === 0)}
            loading={save.isPending && save.variables}
            onClick={() => save.mutate(true)}
          >
            {t("feries.confirmer")}
          </Button>
        </div>
      )}
    </>
  );
}
