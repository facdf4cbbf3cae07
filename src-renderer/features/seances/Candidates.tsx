import { useMutation, useQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber } from "../../lib/format.ts";
import {
  Button,
  Checkbox,
  ErrorState,
  Modal,
  Skeleton,
  TextInput,
  useDebouncedValue,
} from "../../ui/index.ts";
import { Earlier, holderOf, titleOf } from "./parts.tsx";
import styles from "./seances.module.css";

interface CandidatesProps {
  opened: boolean;
  onClose: () => void;
  seanceId: string;
}

/** Circulated dossiers that may be listed: all at once, or those chosen. */
export function Candidates({ opened, onClose, seanceId }: CandidatesProps) {
  const { t } = useTranslation("seances");
  return (
    <Modal opened={opened} onClose={onClose} title={t("inscrire.titre")} size="xl">
      {opened && <Choice onClose={onClose} seanceId={seanceId} />}
    </Modal>
  );
}

/** Most candidates shown and listed in one action. */
const SHOWN = 200;

function Choice({ onClose, seanceId }: Omit<CandidatesProps, "opened">) {
  const { t } = useTranslation("seances");
  const langue = useLangue();
  const catalogue = useCatalogue();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), 120);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const list = useQuery(
    orpc.seances.candidats.queryOptions({
      input: { seanceId, limit: SHOWN, ...(asked ? { text: asked } : {}) },
      placeholderData: (before) => before,
    }),
  );
  const rows = list.data?.rows ?? [];
  const chosen = rows.filter(({ dossierId }) => !left.has(dossierId));
  const propose = useMutation({
    mutationFn: () =>
      data.seances.proposer({
        seanceId,
        dossierIds: chosen.map(({ dossierId }) => dossierId),
      }),
    onSuccess: onClose,
  });
  const toggle = (id: string, on: boolean): void =>
    setLeft((old) => {
      const next = new Set(old);
      if (on) next.delete(id);
      else next.add(id);
      return next;
    });
  return (
    <div className={styles.candidates}>
      <div className={styles.candidatesHead}>
        <TextInput
          ariaLabel={t("inscrire.chercher")}
          placeholder={t("inscrire.chercher")}
          value={text}
          onChange={setText}
          type="search"
          dir="auto"
          autoFocus
        />
        <Checkbox
          label={t("inscrire.tous")}
          checked={rows.length > 0 && chosen.length === rows.length}
          indeterminate={chosen.length > 0 && chosen.length < rows.length}
          onChange={(on) => setLeft(new Set(on ? [] : rows.map(({ dossierId }) => dossierId)))}
        />
        <span className={styles.mut}>
          {t("inscrire.trouves", { count: list.data?.count ?? 0 })}
        </span>
      </div>
      <div className={styles.candidatesList}>
        {list.error && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={6} height={20} />}
        {list.data && rows.length === 0 && <p className={styles.mut}>{t("inscrire.aucun")}</p>}
        <ul>
          {rows.map((row, index) => {
            const before = rows[index - 1];
            const holder = holderOf(row, langue);
            return (
              <Fragment key={row.dossierId}>
                {(before?.province !== row.province || before.acte !== row.acte) && (
                  <li className={styles.candidateGroup}>
                    {t("groupe", {
                      province: catalogue.territoire(row.province) || t("sansProvince"),
                      acte: catalogue.label("acte", row.acte) || t("sansActe"),
                    })}
                  </li>
                )}
                <li className={styles.candidate}>
                  <Checkbox
                    checked={!left.has(row.dossierId)}
                    onChange={(on) => toggle(row.dossierId, on)}
                    label={
                      <>
                        <Iso className={styles.reference}>{row.reference}</Iso>{" "}
                        <b>
                          <Auto>{titleOf(row, langue)}</Auto>
                        </b>
                      </>
                    }
                  />
                  <span className={styles.mut}>
                    {holder && (
                      <>
                        <Auto>{holder}</Auto>
                        {" · "}
                      </>
                    )}
                    {row.montant !== null && (
                      <>
                        <Iso>{formatMdh(row.montant, 2)}</Iso> {t("mdh")}
                        {" · "}
                      </>
                    )}
                    {row.diffuseLe && (
                      <>
                        {t("inscrire.diffuse")} <Iso>{formatDate(row.diffuseLe)}</Iso>
                      </>
                    )}
                  </span>
                  <Earlier passages={row.passages} />
                </li>
              </Fragment>
            );
          })}
        </ul>
      </div>
      {(list.data?.count ?? 0) > rows.length && (
        <p className={styles.mut}>
          {t("inscrire.premiers", { nombre: formatNumber(rows.length, 0) })}
        </p>
      )}
      {propose.error && (
        <p role="alert" className={styles.fault}>
          {errorSentence(propose.error, t)}
        </p>
      )}
      <div className={styles.formFoot}>
        <Button onClick={onClose}>{t("annuler")}</Button>
        <Button
          variant="primary"
          disabled={chosen.length === 0}
          loading={propose.isPending}
          onClick={() => propose.mutate()}
        >
          {t("inscrire.valider", { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}
