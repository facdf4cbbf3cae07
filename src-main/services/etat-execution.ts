import type { EtatLigne, EtatSujet, EtatView } from "../contract/etats.ts";
import type { ExecutionView } from "../contract/execution.ts";
import type { ProgrammeDetail } from "../contract/programmes.ts";
import type { FieldValue } from "../contract/records.ts";
import { prepared } from "../store/database.ts";
import { referenceRows } from "../store/queries/reference.ts";
import type { Context } from "./context.ts";
import { conventionsOn } from "./conventions.ts";
import type { ConventionRow } from "../contract/conventions.ts";
import { executionOn } from "./execution.ts";
import { collectedBy, getProgramme, resultsUnder } from "./programmes.ts";
import { NotFound } from "./records/errors.ts";

type Langue = "fr" | "ar" | "en";

export interface EtatAsked {
  sur: EtatSujet;
  /** Id of a convention or of an organisation, key of a programme. */
  id: string;
  jour?: string | undefined;
  langue: Langue;
}

const said = (value: FieldValue | undefined): string =>
  value === null || value === undefined ? "" : String(value);
const pick = (langue: Langue, fr: FieldValue | undefined, ar: FieldValue | undefined): string =>
  said(langue === "ar" ? (ar ?? fr) : (fr ?? ar));
const numeric = (value: FieldValue | undefined): number | null =>
  typeof value === "number" ? value : null;

/** A day of the past as of the day asked; null when it was still to come. */
const known = (date: FieldValue | undefined, jour: string): string | null =>
  typeof date === "string" && date <= jour ? date : null;

interface Subject {
  numero: string;
  titre: string;
  conventions: ConventionRow[];
}

/** @throws NotFound */
function subjectOf(ctx: Context, { sur, id, langue }: EtatAsked, jour: string): Subject {
  const all = conventionsOn(ctx.store.db, jour).filter(({ type }) => type !== "avenant");
  if (sur === "convention") {
    const row = all.find((each) => each.id === id);
    if (!row) throw new NotFound("convention", id);
    const titre = pick(langue, row.intituleFr, row.intituleAr);
    return { numero: row.numero, titre, conventions: [row] };
  }
  if (sur === "programme") {
    const row = referenceRows(ctx.store.db, "programme").findLast(({ key }) => key === id);
    if (!row) throw new NotFound("programme", id);
    const conventions = all.filter(({ programme }) => programme === id);
    return { numero: "", titre: row.label[langue], conventions };
  }
  const partner = prepared(
    ctx.store,
    "SELECT nom_fr AS nomFr, nom_ar AS nomAr FROM organisation WHERE id = ? AND deleted_at IS NULL",
  ).get(id) as { nomFr: string; nomAr: string | null } | undefined;
  if (!partner) throw new NotFound("organisation", id);
  return {
    numero: "",
    titre: pick(langue, partner.nomFr, partner.nomAr),
    conventions: all.filter(({ parties }) => parties.some((one) => one.organisationId === id)),
  };
}

/** The rows of one convention, those of one partner only when it is the subject. */
function rowsOf(
  convention: ConventionRow,
  execution: ExecutionView,
  langue: Langue,
  committees: ReadonlyMap<string, string>,
  partner: string | null,
) {
  const base = { conventionId: convention.id, numero: convention.numero };
  const party = new Map(execution.parties.map((one) => [one.id, one]));
  const named = (id: FieldValue | undefined): string => {
    const one = party.get(said(id));
    return one ? pick(langue, one.nomFr, one.nomAr) : "";
  };
  const mine = (id: FieldValue | undefined, shared: boolean): boolean =>
    partner === null ||
    (id === null || id === undefined ? shared : party.get(said(id))?.organisationId === partner);
  const wording = (values: Record<string, FieldValue>) =>
    pick(langue, values["libelleFr"], values["libelleAr"]);
  return {
    engagements: execution.engagements
      .filter(({ fiche }) => mine(fiche.values["partieId"], true))
      .map(({ fiche: { values }, etat, dueLe, fait, retardJours }): EtatLigne => {
        const cible = numeric(values["cible"]);
        return {
          ...base,
          partie: named(values["partieId"]),
          libelle: wording(values),
          echeanceLe: dueLe ?? null,
          fait: cible === null ? null : fait,
          attendu: cible,
          etat,
          retardJours: retardJours > 0 ? retardJours : null,
        };
      }),
    argent: execution.contributions
      .filter(({ partieId }) => mine(partieId, false))
      .map(({ partieId, annee, du, prevu, verse }): EtatLigne => ({
        ...base,
        partie: named(partieId),
        annee,
        du,
        prevu,
        verse,
      })),
    versements: execution.versements
      .filter(
        ({ fiche: { values } }) =>
          mine(values["payeurId"], false) || mine(values["beneficiaireId"], false),
      )
      .map(({ fiche: { values }, etat }): EtatLigne => {
        const verseLe = known(values["verseLe"], execution.jour);
        return {
          ...base,
          tranche: numeric(values["tranche"]),
          payeur: named(values["payeurId"]),
          beneficiaire: named(values["beneficiaireId"]),
          prevuLe: values["prevuLe"] as string | null,
          prevu: numeric(values["montantPrevu"]),
          verseLe,
          verse: verseLe === null ? null : numeric(values["montantVerse"]),
          etat,
        };
      }),
    /** Centimes that the partner was paid. */
    recu: execution.versements
      .filter(({ fiche: { values } }) => mine(values["beneficiaireId"], false))
      .filter(({ fiche: { values } }) => known(values["verseLe"], execution.jour) !== null)
      .reduce((sum, { fiche: { values } }) => sum + (numeric(values["montantVerse"]) ?? 0), 0),
    livrables: execution.livrables
      .filter(({ fiche }) => mine(fiche.values["partieId"], true))
      .map(({ fiche: { values }, etat }): EtatLigne => ({
        ...base,
        libelle: wording(values),
        echeanceLe: values["echeanceLe"] as string | null,
        accepteLe: known(values["accepteLe"], execution.jour),
        etat,
      })),
    indicateurs: execution.indicateurs.map(
      ({ fiche: { values }, valeur, le, avance }): EtatLigne => ({
        ...base,
        libelle: wording(values),
        unite: said(values["unite"]),
        reference: numeric(values["reference"]),
        cible: numeric(values["cible"]),
        valeur,
        le,
        avance,
      }),
    ),
    reunions: execution.comites.flatMap(({ fiche, reunions }) =>
      reunions
        .filter((one) => said(one.fiche.values["tenueLe"]) <= execution.jour)
        .map((one): EtatLigne => ({
          ...base,
          comite: said(fiche.values["nom"]) || (committees.get(said(fiche.values["type"])) ?? ""),
          tenueLe: said(one.fiche.values["tenueLe"]),
          statut: said(one.fiche.values["statut"]),
          decisions: one.decisions.length,
        })),
    ),
  };
}

/** Sum of a column, in centimes. */
const total = (rows: readonly EtatLigne[], key: string): number =>
  rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);

/** What holders became: of the whole programme, else of the conventions. Counted on today's records. */
function holders(
  ctx: Context,
  programme: ProgrammeDetail | null,
  conventions: readonly ConventionRow[],
) {
  if (programme === null) {
    return resultsUnder(
      ctx,
      conventions.map(({ id }) => id),
    );
  }
  return { ...programme.ligne, collecte: collectedBy(ctx, programme.ligne.key) };
}

/** Cohorts of a programme opened by the day asked. */
const cohortsOf = (programme: ProgrammeDetail | null, jour: string): EtatLigne[] =>
  (programme?.cohortes ?? [])
    .filter(({ fiche }) => said(fiche.values["ouverteLe"]) <= jour)
    .map(({ fiche: { values }, accompagnes, finances, entreprises, emplois }) => ({
      nom: said(values["nom"]),
      ouverteLe: said(values["ouverteLe"]),
      closeLe: known(values["closeLe"], jour),
      objectif: numeric(values["objectif"]),
      accompagnes,
      finances,
      entreprises,
      emplois,
    }));

/** States of a commitment that the statement counts, in their order. */
const states = [
  "tenu",
  "tenu_en_retard",
  "en_cours",
  "a_venir",
  "partiel",
  "defaillant",
  "sans_objet",
];

/**
 * The execution of a convention, a programme or a partner as of a day: commitments, money, deliverables,
 * indicators, committees, and what holders became (as the register holds it today). Nothing is stored.
 * @throws NotFound
 */
export function etatExecution(ctx: Context, asked: EtatAsked): EtatView {
  const jour = asked.jour ?? ctx.today();
  const { sur, id, langue } = asked;
  const subject = subjectOf(ctx, asked, jour);
  const committees = new Map(
    referenceRows(ctx.store.db, "type_comite").map((row) => [row.key, row.label[langue]]),
  );
  const partner = sur === "partenaire" ? id : null;
  const parts = subject.conventions.map((convention) =>
    rowsOf(convention, executionOn(ctx, convention.id, jour), langue, committees, partner),
  );
  const engagements = parts.flatMap((each) => each.engagements);
  const argent = parts.flatMap((each) => each.argent);
  const reunions = parts.flatMap((each) => each.reunions);
  const livrables = parts.flatMap((each) => each.livrables);
  const programme = sur === "programme" ? getProgramme(ctx, id) : null;
  const became = holders(ctx, programme, subject.conventions);
  const count = (figure: string, nombre: number): EtatLigne => ({ figure, nombre, montant: null });
  const money = (figure: string, montant: number): EtatLigne => ({
    figure,
    nombre: null,
    montant,
  });
  return {
    sur,
    id,
    jour,
    numero: subject.numero,
    titre: subject.titre,
    parts: {
      figures: [
        count("conventions", subject.conventions.length),
        count("engagements", engagements.length),
        ...states
          .map((etat) => ({ etat, n: engagements.filter((row) => row["etat"] === etat).length }))
          .filter(({ n }) => n > 0)
          .map(({ etat, n }) => count(`engagements_${etat}`, n)),
        money("du", total(argent, "du")),
        money("prevu", total(argent, "prevu")),
        money("verse", total(argent, "verse")),
        ...(partner === null
          ? []
          : [
              money(
                "recu",
                parts.reduce((sum, each) => sum + each.recu, 0),
              ),
            ]),
        count("livrables", livrables.length),
        count("livrables_acceptes", livrables.filter((row) => row["etat"] === "accepte").length),
        count("reunions", reunions.filter((row) => row["statut"] === "tenue").length),
        count("accompagnes", became.accompagnes),
        count("finances", became.finances),
        count("entreprises", became.entreprises),
        count("emplois", became.emplois),
        money("accorde", became.accorde),
        money("collecte", became.collecte),
      ],
      conventions: subject.conventions.map((row) => ({
        conventionId: row.id,
        numero: row.numero,
        intitule: pick(langue, row.intituleFr, row.intituleAr),
        statut: row.statut,
        effetLe: row.effetLe,
        finLe: row.finLe,
        montant: row.montant,
      })),
      engagements,
      argent,
      versements: parts.flatMap((each) => each.versements),
      livrables,
      indicateurs: parts.flatMap((each) => each.indicateurs),
      reunions,
      cohortes: cohortsOf(programme, jour),
    },
  };
}
