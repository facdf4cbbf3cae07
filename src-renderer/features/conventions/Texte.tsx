import { IconPlus } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { amendableFields } from "../../../src-main/contract/conventions.ts";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import type { RecordKey } from "../../../src-main/contract/fields.ts";
import type { RecordView } from "../../../src-main/contract/records.ts";
import { data, errorSentence, useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatDh } from "../../lib/format.ts";
import {
  Button,
  Card,
  Checkbox,
  notify,
  Pill,
  RecordField,
  RecordForm,
  RecordSheet,
  Table,
} from "../../ui/index.ts";
import styles from "./conventions.module.css";
import { ModificationsCard } from "./Modifications.tsx";
import type { TabProps } from "./tabs.tsx";

const HEAD = ["numero", "type", "parentId"] as const;

/** The text of a convention: its fields, parties, contributions, clauses and sectors. */
export function Texte({ detail, jour }: TabProps) {
  const { t } = useTranslation(["conventions", "champs"]);
  const { fiche, valeurs, signee } = detail;
  const closed = signee || jour !== undefined;
  // Read with the avenants of the day; a draft is edited as it is written.
  const view: RecordView = closed ? { ...fiche, values: valeurs } : fiche;
  return (
    <div className={styles.column}>
      {signee && !jour && (
        <p role="status" className={styles.past}>
          {t(detail.ligne.type === "avenant" ? "avenantSigne" : "texteSigne")}
        </p>
      )}
      {detail.ligne.type === "avenant" && <ModificationsCard detail={detail} jour={jour} />}
      <div className={styles.columns}>
        <Card title={t("texte")}>
          <div className={styles.fields}>
            {HEAD.map((name) => (
              <RecordField
                key={name}
                record="convention"
                view={fiche}
                name={name}
                readOnly={closed && name !== "numero"}
              />
            ))}
          </div>
          {amendableFields.map((name) => (
            <RecordField key={name} record="convention" view={view} name={name} readOnly={closed} />
          ))}
        </Card>
        <Secteurs detail={detail} closed={closed} />
      </div>
      <Parties detail={detail} closed={closed} jour={jour} />
      <Contributions detail={detail} closed={closed} />
      <Clauses detail={detail} closed={closed} />
      <Suspensions detail={detail} jour={jour} />
    </div>
  );
}

interface PartProps {
  detail: ConventionDetail;
  /** Signed, or read as of another day: rows are not added or changed here. */
  closed: boolean;
}

/** What adds a row, and the sheet of the row that is open. */
function useRows(
  record: RecordKey,
  names: readonly string[],
  conventionId: string,
  views: readonly RecordView[],
) {
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  // Read again after each change: the sheet shows what the register holds.
  const shown = views.find(({ id }) => id === open);
  return {
    add: () => setAdding(true),
    open: ({ id }: RecordView) => setOpen(id),
    dialogs: (
      title: string,
      more: { initial?: Record<string, string | number>; options?: Options } = {},
    ) => (
      <>
        {adding && (
          <RecordForm
            record={record}
            title={title}
            names={names}
            fixed={{ conventionId }}
            {...more}
            onDone={() => setAdding(false)}
            onClose={() => setAdding(false)}
          />
        )}
        {shown && (
          <RecordSheet
            record={record}
            view={shown}
            names={names}
            title={title}
            onClose={() => setOpen(null)}
          />
        )}
      </>
    ),
  };
}
type Options = Record<string, readonly { value: string; label: string }[]>;

const AddButton = ({ label, onClick, off }: { label: string; onClick: () => void; off: boolean }) =>
  off ? null : (
    <Button size="sm" leftIcon={<IconPlus size={14} />} onClick={onClick}>
      {label}
    </Button>
  );

const PARTIE = [
  "organisationId",
  "role",
  "representant",
  "representantId",
  "fonctionFr",
  "fonctionAr",
  "signeLe",
] as const;

function Parties({ detail, closed, jour }: PartProps & { jour: string | undefined }) {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const catalogue = useCatalogue();
  const ar = i18n.language === "ar";
  const rows = useRows(
    "partie",
    PARTIE,
    detail.ligne.id,
    detail.parties.map(({ fiche }) => fiche),
  );
  const title = t("parties");
  return (
    <Card
      title={title}
      actions={<AddButton label={t("ajouterPartie")} onClick={rows.add} off={closed} />}
    >
      {detail.parties.length === 0 ? (
        <p className={styles.mut}>{t("aucunePartie")}</p>
      ) : (
        <div className={styles.scroll}>
          <Table
            label={title}
            rows={detail.parties}
            rowKey={(row) => row.fiche.id}
            dense
            columns={[
              {
                key: "rang",
                header: t("rang"),
                width: "48px",
                cell: (row) => <Iso>{detail.parties.indexOf(row) + 1}</Iso>,
              },
              {
                key: "organisation",
                header: t("champs:partie.organisationId"),
                cell: (row) => (
                  <button
                    type="button"
                    className={[styles.open, row.presente ? "" : styles.out].join(" ")}
                    onClick={() => rows.open(row.fiche)}
                  >
                    <Auto>{(ar && row.nomAr) || row.nomFr}</Auto>
                  </button>
                ),
              },
              {
                key: "role",
                header: t("champs:partie.role"),
                cell: (row) => catalogue.label("role_partie", String(row.fiche.values["role"])),
              },
              {
                key: "representant",
                header: t("champs:partie.representant"),
                cell: ({ fiche: { values }, representantFr, representantAr }) => {
                  const name =
                    values["representant"] ?? ((ar && representantAr) || representantFr) ?? null;
                  const post = (ar && values["fonctionAr"]) || values["fonctionFr"];
                  return name === null && !post ? (
                    "–"
                  ) : (
                    <Auto>{[name, post].filter(Boolean).map(String).join(", ")}</Auto>
                  );
                },
              },
              {
                key: "signeLe",
                header: t("champs:partie.signeLe"),
                cell: ({ fiche: { values } }) => {
                  const signed = values["signeLe"];
                  return typeof signed === "string" && (!jour || signed <= jour) ? (
                    <Iso>{formatDate(signed)}</Iso>
                  ) : (
                    <Pill tone="soon">{t("nonSignee")}</Pill>
                  );
                },
              },
            ]}
          />
        </div>
      )}
      {rows.dialogs(t("partie"))}
    </Card>
  );
}

const CONTRIBUTION = ["partieId", "annee", "montant", "nature"] as const;

function Contributions({ detail, closed }: PartProps) {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const catalogue = useCatalogue();
  const ar = i18n.language === "ar";
  const rows = useRows(
    "contribution",
    CONTRIBUTION,
    detail.ligne.id,
    detail.contributions.map(({ fiche }) => fiche),
  );
  const named = new Map(
    detail.parties.map((one) => [one.fiche.id, (ar && one.nomAr) || one.nomFr] as const),
  );
  const present = detail.contributions.filter(({ presente }) => presente);
  const years = [...new Set(present.map(({ fiche }) => Number(fiche.values["annee"])))].toSorted(
    (a, b) => a - b,
  );
  const sum = (keep: (values: RecordView["values"]) => boolean): number =>
    present
      .filter(({ fiche }) => keep(fiche.values))
      .reduce((total, { fiche }) => total + Number(fiche.values["montant"]), 0);
  const parties = [...named].filter(([id]) =>
    present.some((one) => one.fiche.values["partieId"] === id),
  );
  const title = t("contributions");
  return (
    <Card
      title={title}
      actions={
        <AddButton
          label={t("ajouterContribution")}
          onClick={rows.add}
          off={closed || detail.parties.length === 0}
        />
      }
    >
      {detail.contributions.length === 0 ? (
        <p className={styles.mut}>{t("aucuneContribution")}</p>
      ) : (
        <>
          <div className={styles.scroll}>
            <Table
              label={t("contributionsAnnee")}
              rows={[...parties, ["", t("total")] as const]}
              rowKey={([id]) => id || "total"}
              dense
              columns={[
                { key: "partie", header: t("partie"), cell: ([, name]) => <Auto>{name}</Auto> },
                ...years.map((year) => ({
                  key: String(year),
                  header: <Iso>{String(year)}</Iso>,
                  numeric: true,
                  cell: ([id]: readonly [string, string]) => (
                    <Iso>
                      {formatDh(
                        sum(
                          (values) =>
                            values["annee"] === year && (id === "" || values["partieId"] === id),
                        ),
                      )}
                    </Iso>
                  ),
                })),
                {
                  key: "total",
                  header: t("total"),
                  numeric: true,
                  cell: ([id]: readonly [string, string]) => (
                    <b>
                      <Iso>{formatDh(sum((values) => id === "" || values["partieId"] === id))}</Iso>
                    </b>
                  ),
                },
              ]}
            />
          </div>
          <ul className={styles.list}>
            {detail.contributions.map(({ fiche, presente }) => (
              <li key={fiche.id}>
                <button
                  type="button"
                  className={[styles.open, presente ? "" : styles.out].join(" ")}
                  onClick={() => rows.open(fiche)}
                >
                  <Iso>{String(fiche.values["annee"])}</Iso>{" "}
                  <Auto>{named.get(String(fiche.values["partieId"])) ?? ""}</Auto>{" "}
                  {catalogue.label("nature_contribution", String(fiche.values["nature"]))}{" "}
                  <Iso>{formatDh(Number(fiche.values["montant"]))}</Iso>
                </button>
              </li>
            ))}
          </ul>
          {detail.ecart && (
            <p className={detail.ecart.difference === 0 ? styles.mut : styles.fault} role="status">
              {detail.ecart.difference === 0 ? t("equilibre") : t("ecart")}{" "}
              {detail.ecart.difference !== 0 && (
                <Iso>{formatDh(Math.abs(detail.ecart.difference))}</Iso>
              )}
            </p>
          )}
        </>
      )}
      {rows.dialogs(t("contribution"), {
        initial: { nature: "financiere" },
        options: {
          partieId: detail.parties
            .filter(({ presente }) => presente)
            .map(({ fiche }) => ({ value: fiche.id, label: named.get(fiche.id) ?? "" })),
        },
      })}
    </Card>
  );
}

const CLAUSE = ["titreFr", "titreAr", "texteFr", "texteAr"] as const;

function Clauses({ detail, closed }: PartProps) {
  const { t, i18n } = useTranslation(["conventions", "champs"]);
  const ar = i18n.language === "ar";
  const rows = useRows(
    "clause",
    CLAUSE,
    detail.ligne.id,
    detail.clauses.map(({ fiche }) => fiche),
  );
  const said = (values: RecordView["values"], name: "titre" | "texte"): string =>
    String(((ar && values[`${name}Ar`]) || values[`${name}Fr`]) ?? "");
  return (
    <Card
      title={t("clauses")}
      actions={<AddButton label={t("ajouterClause")} onClick={rows.add} off={closed} />}
    >
      {detail.clauses.length === 0 && <p className={styles.mut}>{t("aucuneClause")}</p>}
      {detail.clauses.map(({ fiche, presente }) => (
        <article key={fiche.id} className={styles.clause}>
          <button
            type="button"
            className={[styles.open, presente ? "" : styles.out].join(" ")}
            onClick={() => rows.open(fiche)}
          >
            <Auto>{said(fiche.values, "titre")}</Auto>
          </button>
          <p>
            <Auto>{said(fiche.values, "texte")}</Auto>
          </p>
        </article>
      ))}
      {rows.dialogs(t("clause"))}
    </Card>
  );
}

function Secteurs({ detail, closed }: PartProps) {
  const { t } = useTranslation("conventions");
  const catalogue = useCatalogue();
  const held = new Map(detail.secteurs.map(({ id, values }) => [String(values["secteur"]), id]));
  const change = useMutation({
    mutationFn: ({ secteur, id }: { secteur: string; id: string | undefined }) =>
      id === undefined
        ? data.records.create({
            record: "conventionSecteur",
            values: { conventionId: detail.ligne.id, secteur },
          })
        : data.records.remove({ record: "conventionSecteur", id }),
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Card title={t("secteurs")}>
      <ul className={styles.list}>
        {catalogue
          .options("secteur_barometre")
          .filter(({ value }) => !closed || held.has(value))
          .map(({ value, label }) => (
            <li key={value}>
              {closed ? (
                label
              ) : (
                <Checkbox
                  label={label}
                  checked={held.has(value)}
                  disabled={change.isPending}
                  onChange={() => change.mutate({ secteur: value, id: held.get(value) })}
                />
              )}
            </li>
          ))}
      </ul>
      {closed && held.size === 0 && <p className={styles.mut}>{t("aucunSecteur")}</p>}
    </Card>
  );
}

const SUSPENSION = ["duLe", "auLe", "motif"] as const;

function Suspensions({ detail, jour }: { detail: ConventionDetail; jour: string | undefined }) {
  const { t } = useTranslation("conventions");
  const rows = useRows("suspension", SUSPENSION, detail.ligne.id, detail.suspensions);
  if (!detail.signee && detail.suspensions.length === 0) return null;
  return (
    <Card
      title={t("suspensions")}
      actions={<AddButton label={t("suspendre")} onClick={rows.add} off={jour !== undefined} />}
    >
      {detail.suspensions.length === 0 && <p className={styles.mut}>{t("aucuneSuspension")}</p>}
      <ul className={styles.list}>
        {detail.suspensions.map((row) => (
          <li key={row.id}>
            <button type="button" className={styles.open} onClick={() => rows.open(row)}>
              <Iso>{formatDate(String(row.values["duLe"]))}</Iso> –{" "}
              {row.values["auLe"] ? (
                <Iso>{formatDate(String(row.values["auLe"]))}</Iso>
              ) : (
                t("sansReprise")
              )}{" "}
              {row.values["motif"] && <Auto>{String(row.values["motif"])}</Auto>}
            </button>
          </li>
        ))}
      </ul>
      {rows.dialogs(t("suspension"))}
    </Card>
  );
}
