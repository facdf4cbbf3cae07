import { IconArrowsRightLeft } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DossierRow } from "../../../src-main/contract/dossiers.ts";
import { orpc, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMdh, formatNumber } from "../../lib/format.ts";
import { Button, Menu, SidePanel, useDebouncedValue } from "../../ui/index.ts";
import styles from "./dossiers.module.css";
import { Clock, holderOf, None, Reference, titleOf, useMarks } from "./marks.tsx";
import { useMoveItems } from "./useMove.ts";

export interface PanelProps {
  row: DossierRow;
  onOpen: () => void;
  /** Opens it beside the record read last. */
  onBeside: () => void;
  onClose: () => void;
  moveOpened: boolean;
  onMoveOpened: (opened: boolean) => void;
}

const SHOWN_PASSAGES = 4;

/** The essentials of a dossier, beside the list. */
export function Panel({
  row: listed,
  onOpen,
  onBeside,
  onClose,
  moveOpened,
  onMoveOpened,
}: PanelProps) {
  const { t, i18n } = useTranslation(["dossiers", "champs"]);
  const catalogue = useCatalogue();
  const marks = useMarks();
  const items = useMoveItems();
  // Holding an arrow key walks through many rows: only the one it stops at is read.
  const [id] = useDebouncedValue(listed.id, 60);
  const { data: detail } = useQuery(orpc.dossiers.get.queryOptions({ input: { id } }));
  const same = detail?.row.id === listed.id ? detail : undefined;
  const row = same?.row ?? listed;
  const langue = i18n.language;
  const due = marks.sentence(row.delai);
  const value = (key: string) => same?.projet.values[key] ?? null;
  const land = [
    value("statutFoncier") && catalogue.label("statut_foncier", String(value("statutFoncier"))),
    value("titreFoncier") && t("foncier.titre", { titre: value("titreFoncier") }),
    value("superficieM2") &&
      t("foncier.superficie", { n: formatNumber(Number(value("superficieM2"))) }),
  ].filter(Boolean);
  const stable = value("emploisStables");
  const place = row.commune ? catalogue.territoire(row.commune) : "";
  const province = row.province ? catalogue.territoire(row.province) : "";

  const lines: [string, ReactNode][] = [
    [t("champs:colonnes.porteur"), holderOf(row, langue) && <Auto>{holderOf(row, langue)}</Auto>],
    [t("champs:colonnes.commune"), [place, province].filter(Boolean).join(t("filtres:separateur"))],
    [
      t("champs:colonnes.secteur"),
      row.secteur && catalogue.label("secteur_barometre", row.secteur),
    ],
    [
      t("filtres.nom.montant"),
      row.montant !== null && (
        <>
          <Iso>{formatMdh(row.montant)}</Iso> {t("unites.mdh")}
        </>
      ),
    ],
    [
      t("champs:colonnes.emplois"),
      row.emplois !== null &&
        (stable
          ? t("emplois.dontStables", {
              n: formatNumber(row.emplois, 0),
              stables: formatNumber(Number(stable), 0),
            })
          : formatNumber(row.emplois, 0)),
    ],
    [t("panneau.foncier"), land.join(t("filtres:separateur"))],
    [t("champs:colonnes.officier"), row.officier && <Auto>{row.officier}</Auto>],
    [t("champs:colonnes.deposeLe"), row.deposeLe && <Iso>{formatDate(row.deposeLe)}</Iso>],
  ];

  return (
    <SidePanel
      overline={
        <span className={styles.overline}>
          <Reference>{row.reference}</Reference>
          {row.acte && <span>{catalogue.label("acte", row.acte)}</span>}
        </span>
      }
      title={<Auto>{titleOf(row, langue)}</Auto>}
      onClose={onClose}
    >
      <p className={styles.stateLine}>
        {marks.state(row.etat)}
        {row.decision && marks.decision(row.decision)}
      </p>
      <Clock delai={row.delai} />
      {due && <p className={styles.mut}>{due}</p>}
      <div className={styles.panelActions}>
        <Button variant="primary" size="sm" onClick={onOpen}>
          {t("ouvrir")}
        </Button>
        <Button size="sm" onClick={onBeside}>
          {t("vitesse:cote.ouvrir")}
        </Button>
        <Menu
          opened={moveOpened}
          onOpenChange={onMoveOpened}
          label={t("deplacement.vers")}
          items={items(row)}
          trigger={
            <Button size="sm" leftIcon={<IconArrowsRightLeft size={14} />}>
              {t("deplacement.ouvrir")}
            </Button>
          }
        />
      </div>
      <dl className={styles.facts}>
        {lines.map(([name, content]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{content || <None />}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.panelHeading}>{t("passages.titre")}</h3>
      {same && same.passages.length === 0 && <p className={styles.mut}>{t("passages.aucun")}</p>}
      <ul className={styles.timeline}>
        {same?.passages.slice(0, SHOWN_PASSAGES).map((passage) => (
          <li key={passage.id}>
            <Iso className={styles.mut}>{formatDate(passage.tenuLe)}</Iso>
            <span>
              {passage.decision
                ? catalogue.label("decision", passage.decision)
                : t("passages.sansDecision")}
              {passage.observation && (
                <Auto className={styles.observation}>{passage.observation}</Auto>
              )}
            </span>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
