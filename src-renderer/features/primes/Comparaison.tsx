import type { ReactNode } from "react";
import type { RegimeSimule, Variante } from "../../../src-main/contract/primes.ts";
import { useCatalogue } from "../../data/index.ts";
import { Auto } from "../../lib/bidi.tsx";
import { formatNumber, pick } from "../../lib/format.ts";
import { Pill, Table } from "../../ui/index.ts";
import { amount, amountRange, rate, rateRange } from "./phrases.ts";
import classes from "./primes.module.css";
import { Statut } from "./Regimes.tsx";
import type { Words } from "./Regimes.tsx";

interface Line {
  key: string;
  label: ReactNode;
  /** What makes two variants differ, and what is shown. */
  cells: { same: string; shown: ReactNode }[];
}

/** The inputs of a project as a person reads them, in the order of the form. */
export function useInputs({ t, langue }: Words) {
  const catalogue = useCatalogue();
  const yes = (value: boolean | null | undefined): string | null =>
    value === null || value === undefined ? null : t(value ? "commun:oui" : "commun:non");
  const place = (code: string | null | undefined): string | null => {
    const row = code ? catalogue.territoireRow(code) : undefined;
    return row ? pick(row.label, langue) : null;
  };
  const labelOf = (list: string, key: string): string => {
    const row = catalogue.rows(list).find((each) => each.key === key);
    return row ? pick(row.label, langue) : key;
  };
  return ({ projet }: Variante): { key: string; label: string; value: string | null }[] => {
    const bp = (value: number | null | undefined) => (value == null ? null : rate(value));
    const dh = (value: number | null | undefined) => (value == null ? null : amount(value));
    const declared = Object.entries(projet.declarations ?? {});
    return [
      { key: "montant", value: dh(projet.montant) },
      { key: "emplois", value: projet.emplois == null ? null : formatNumber(projet.emplois, 0) },
      { key: "territoire", value: place(projet.territoire) },
      {
        key: "secteur",
        value: projet.secteur ? labelOf("secteur_barometre", projet.secteur) : null,
      },
      { key: "partFemmes", value: bp(projet.partFemmes) },
      { key: "integrationLocale", value: bp(projet.integrationLocale) },
      {
        key: "brancheIntegration",
        value: projet.brancheIntegration ? t(`branche.${projet.brancheIntegration}`) : null,
      },
      { key: "fondsPropres", value: bp(projet.fondsPropres) },
      { key: "chiffreAffaires", value: dh(projet.chiffreAffaires) },
      {
        key: "ancienneteAns",
        value:
          projet.ancienneteAns == null
            ? null
            : `${formatNumber(projet.ancienneteAns, 0)} ${t("unite.ans")}`,
      },
      { key: "partGrandeEntreprise", value: bp(projet.partGrandeEntreprise) },
      { key: "actionnairePublic", value: yes(projet.actionnairePublic) },
      { key: "activiteListee", value: yes(projet.activiteListee) },
      {
        key: "criteres",
        value:
          projet.criteres == null
            ? null
            : projet.criteres.map((key) => t(`critere.${key}`)).join(" · ") || t("aucunCritere"),
      },
    ]
      .map((line) => ({ ...line, label: t(`champ.${line.key}`) }))
      .concat(
        declared.map(([key, value]) => ({ key, label: labelOf("prime", key), value: yes(value) })),
      );
  };
}

export interface ComparaisonProps {
  variantes: readonly Variante[];
  resultats: readonly { regimes: RegimeSimule[] }[];
  words: Words;
}

/** Variants as columns: what differs is marked, what no variant says is left out. */
export function Comparaison({ variantes, resultats, words }: ComparaisonProps) {
  const { t, langue } = words;
  const inputsOf = useInputs(words);
  const inputs = variantes.map(inputsOf);
  const keys = new Map(inputs.flat().map(({ key, label }) => [key, label]));
  const lines: Line[] = [...keys].flatMap(([key, label]): Line[] => {
    const values = inputs.map((all) => all.find((each) => each.key === key)?.value ?? null);
    if (values.every((value) => value === null)) return [];
    return [
      {
        key,
        label,
        cells: values.map((value) => ({
          same: value ?? "",
          shown:
            value === null ? (
              <span className={classes.mut}>{t("inconnu")}</span>
            ) : (
              <Auto>{value}</Auto>
            ),
        })),
      },
    ];
  });
  for (const { regime, label } of resultats[0]?.regimes ?? []) {
    const found = resultats.map(({ regimes }) => regimes.find((each) => each.regime === regime)!);
    lines.push({
      key: `regime.${regime}`,
      label: <b>{pick(label, langue)}</b>,
      cells: found.map((each) => ({
        same: JSON.stringify([
          each.statut,
          each.rateBp,
          each.rateMaxBp,
          each.montant,
          each.montantMax,
        ]),
        shown: (
          <span className={classes.outcome}>
            <Statut statut={each.statut} t={t} />
            {each.eligible !== false && each.lignes.length > 0 && (
              <>
                <span className={classes.figure}>{rateRange(each.rateBp, each.rateMaxBp, t)}</span>
                {each.montant !== null && each.montantMax !== null && (
                  <b className={classes.figure}>{amountRange(each.montant, each.montantMax, t)}</b>
                )}
              </>
            )}
          </span>
        ),
      })),
    });
  }
  return (
    <Table
      dense
      label={t("comparaison.titre")}
      rows={lines}
      rowKey={({ key }) => key}
      columns={[
        {
          key: "mesure",
          header: t("colonne.mesure"),
          width: "22%",
          cell: ({ label, cells }) => (
            <span className={classes.measure}>
              {label}
              {cells.some(({ same }) => same !== cells[0]!.same) && (
                <Pill tone="info">{t("comparaison.differe")}</Pill>
              )}
            </span>
          ),
        },
        ...variantes.map((variante, index) => ({
          key: variante.id,
          header: <Auto>{variante.nom}</Auto>,
          cell: ({ cells }: Line) => cells[index]?.shown,
        })),
      ]}
    />
  );
}
