import type { DocumentLangue } from "../../contract/documents.ts";
import { fieldOf, type Field } from "../../contract/fields.ts";
import type { ModeleFiche } from "../../contract/modeles.ts";
import type { FieldValue, RecordView } from "../../contract/records.ts";
import { territoires } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import { conventionOn } from "../conventions.ts";
import { labelsOf, regionName } from "../documents/lettre.ts";
import { pvComite } from "../documents/pv-comite.ts";
import { paperDate, paperNumber } from "../documents/papier.ts";
import { executionOn } from "../execution.ts";
import { champLabels, statutLabels, units } from "./mots.ts";

type Data = Record<string, unknown>;
type Values = RecordView["values"];

const said = (value: FieldValue | undefined): string =>
  value === null || value === undefined ? "" : String(value);
const dated = (value: FieldValue | undefined): string =>
  typeof value === "string" ? paperDate(value) : "";
const named = (langue: DocumentLangue, fr: FieldValue | undefined, ar: FieldValue | undefined) =>
  said(langue === "ar" ? (ar ?? fr) : (fr ?? ar));
const ranked = <T extends Data>(rows: readonly T[]) =>
  rows.map((row, place) => ({ rang: String(place + 1), ...row }));

/** How values are written on a paper of one language. */
function writer(ctx: Context, langue: DocumentLangue) {
  const lists = new Map<string, Map<string, string>>();
  const label = (list: string, key: FieldValue | undefined): string => {
    if (typeof key !== "string" || key === "") return "";
    const known = lists.get(list) ?? labelsOf(ctx, list, langue);
    lists.set(list, known);
    return known.get(key) ?? key;
  };
  const users = new Map(
    ctx.store.db.prepare("SELECT id, nom FROM utilisateur").raw().all() as [string, string][],
  );
  const places = new Map(territoires(ctx.store.db).map((row) => [row.id, row.label[langue]]));
  const money = (centimes: FieldValue | undefined): string =>
    typeof centimes === "number" ? `${paperNumber(centimes / 100, 2)} ${units[langue].dh}` : "";
  /** Any field of the catalogue as a paper writes it. */
  const field = ({ kind, list }: Field, value: FieldValue): string => {
    if (value === null) return "";
    switch (kind) {
      case "money":
        return money(value);
      case "date":
        return dated(value);
      case "boolean":
        return units[langue][value === true || value === 1 ? "oui" : "non"];
      case "choice":
        return label(list ?? "", value);
      case "territoire":
        return places.get(String(value)) ?? "";
      case "utilisateur":
        return users.get(String(value)) ?? "";
      default:
        return String(value);
    }
  };
  return { label, money, field, user: (id: FieldValue | undefined) => users.get(said(id)) ?? "" };
}

/** Lines of a long text, those that say something. */
const linesOf = (value: FieldValue | undefined): { texte: string }[] =>
  said(value)
    .split("\n")
    .map((line) => ({ texte: line.trim() }))
    .filter(({ texte }) => texte !== "");

/** The notice of a convention in words: `3 mois`, `90 jours`. */
function noticeText(values: Values, langue: DocumentLangue): string {
  const parts = (["preavisMois", "preavisJours"] as const).flatMap((key) =>
    typeof values[key] === "number" && values[key] > 0
      ? [`${values[key]} ${units[langue][key === "preavisMois" ? "mois" : "jours"]}`]
      : [],
  );
  return parts.join(langue === "ar" ? " و" : " et ");
}

/** What a model may say of a convention, as it stands today. */
function conventionData(ctx: Context, id: string, langue: DocumentLangue): Data {
  const write = writer(ctx, langue);
  const detail = conventionOn(ctx, id, ctx.today());
  const execution = executionOn(ctx, id);
  const { valeurs, ligne, parent } = detail;
  const parties = detail.parties.filter(({ presente }) => presente);
  const names = new Map(
    detail.parties.map((one) => [one.fiche.id, named(langue, one.nomFr, one.nomAr)] as const),
  );
  const nameOf = (partieId: FieldValue | undefined): string =>
    partieId === null || partieId === undefined
      ? units[langue].toutes
      : (names.get(String(partieId)) ?? "");
  const contributions = detail.contributions
    .filter(({ presente }) => presente)
    .map(({ fiche }) => fiche.values);
  const changes = (changements: (typeof detail.avenants)[number]["changements"]) =>
    changements.map(({ champ, avant, apres }) => {
      const field = fieldOf("convention", champ)!;
      return {
        champ: champLabels[langue][champ] ?? champ,
        avant: write.field(field, avant),
        apres: write.field(field, apres),
      };
    });
  // An avenant says what it changes of its parent, which alone knows what stood before.
  const mine =
    parent === null
      ? undefined
      : conventionOn(ctx, parent.id, ctx.today()).avenants.find((one) => one.id === id);
  const wording = (values: Values) => named(langue, values["libelleFr"], values["libelleAr"]);
  return {
    numero: ligne.numero,
    type: write.label("type_convention", ligne.type),
    intitule: named(langue, ligne.intituleFr, ligne.intituleAr),
    objet: said(valeurs["objet"]),
    consistance: said(valeurs["consistance"]),
    programme: write.label("programme", ligne.programme),
    pole: write.label("pole", ligne.pole),
    officier: write.user(ligne.officierId),
    effetLe: dated(ligne.effetLe),
    finLe: dated(valeurs["finLe"]),
    reconductionMois: said(valeurs["reconductionMois"]),
    preavis: noticeText(valeurs, langue),
    montant: write.money(valeurs["montant"]),
    territoire: write.field(
      fieldOf("convention", "territoireId")!,
      valeurs["territoireId"] ?? null,
    ),
    statut: statutLabels[langue][ligne.statut],
    origineNumero: parent?.numero ?? "",
    origineIntitule: parent?.intituleFr ?? "",
    avecMontant: valeurs["montant"] !== null,
    avecReconduction: Boolean(valeurs["reconductionTacite"]),
    avecPreavis: noticeText(valeurs, langue) !== "",
    dureeIndeterminee: valeurs["finLe"] === null,
    estAvenant: ligne.type === "avenant",
    avecEngagements: execution.engagements.length > 0,
    avecVersements: execution.versements.length > 0,
    avecLivrables: execution.livrables.length > 0,
    avecIndicateurs: execution.indicateurs.length > 0,
    visas: ranked(linesOf(valeurs["visas"])),
    parties: ranked(
      parties.map(({ fiche, representantFr, representantAr, nomFr, nomAr }) => ({
        nom: named(langue, nomFr, nomAr),
        role: write.label("role_partie", fiche.values["role"]),
        representant:
          said(fiche.values["representant"]) || named(langue, representantFr, representantAr),
        fonction: named(langue, fiche.values["fonctionFr"], fiche.values["fonctionAr"]),
        signeLe: dated(fiche.values["signeLe"]),
        contribution: write.money(
          contributions
            .filter((values) => values["partieId"] === fiche.id)
            .reduce((sum, values) => sum + Number(values["montant"]), 0),
        ),
      })),
    ),
    contributions: contributions.map((values) => ({
      annee: said(values["annee"]),
      partie: nameOf(values["partieId"]),
      nature: write.label("nature_contribution", values["nature"]),
      montant: write.money(values["montant"]),
    })),
    clauses: ranked(
      detail.clauses
        .filter(({ presente }) => presente)
        .map(({ fiche: { values } }) => ({
          titre: named(langue, values["titreFr"], values["titreAr"]),
          texte: named(langue, values["texteFr"], values["texteAr"]),
        })),
    ),
    secteurs: detail.secteurs.map(({ values }) => ({
      nom: write.label("secteur_barometre", values["secteur"]),
    })),
    modifications: changes(mine?.changements ?? []),
    avenants: detail.avenants
      .filter(({ enVigueur }) => enVigueur)
      .map((one) => ({
        numero: one.numero,
        intitule: named(langue, one.intituleFr, one.intituleAr),
        effetLe: dated(one.effetLe),
        modifications: changes(one.changements),
      })),
    engagements: ranked(
      execution.engagements.map(({ fiche: { values }, etat, dueLe, fait, retardJours }) => ({
        partie: nameOf(values["partieId"]),
        libelle: wording(values),
        echeanceLe: dated(dueLe ?? values["echeanceLe"]),
        periodicite: write.label("periodicite", values["periodicite"]),
        mesure: said(values["mesure"]),
        cible: said(values["cible"]),
        fait: String(fait),
        preuve: said(values["preuve"]),
        etat: statutLabels[langue][etat],
        retardJours: String(retardJours),
        enRetard: etat === "defaillant" || etat === "partiel",
        tenu: etat === "tenu" || etat === "tenu_en_retard",
      })),
    ),
    versements: execution.versements.map(({ fiche: { values } }) => ({
      tranche: said(values["tranche"]),
      libelle: said(values["libelle"]),
      payeur: nameOf(values["payeurId"]),
      beneficiaire: values["beneficiaireId"] === null ? "" : nameOf(values["beneficiaireId"]),
      prevuLe: dated(values["prevuLe"]),
      montantPrevu: write.money(values["montantPrevu"]),
      verseLe: dated(values["verseLe"]),
      montantVerse: write.money(values["montantVerse"]),
      verse: values["verseLe"] !== null,
    })),
    livrables: execution.livrables.map(({ fiche: { values }, etat, retardJours }) => ({
      libelle: wording(values),
      partie: nameOf(values["partieId"]),
      echeanceLe: dated(values["echeanceLe"]),
      recuLe: dated(values["recuLe"]),
      accepteLe: dated(values["accepteLe"]),
      etat: statutLabels[langue][etat],
      enRetard: retardJours > 0,
    })),
    indicateurs: execution.indicateurs.map(({ fiche: { values }, valeur, le }) => ({
      libelle: wording(values),
      unite: said(values["unite"]),
      reference: said(values["reference"]),
      cible: said(values["cible"]),
      valeur: said(valeur),
      valeurLe: dated(le),
    })),
    comites: execution.comites.map(({ fiche: { values }, membres }) => ({
      type: said(values["nom"]) || write.label("type_comite", values["type"]),
      president: said(values["president"]),
      periodicite: write.label("periodicite", values["periodicite"]),
      membres: ranked(
        membres.map((one) => ({
          nom: said(one.fiche.values["nom"]),
          qualite: [
            said(one.fiche.values["qualite"]),
            named(langue, one.organisationFr, one.organisationAr),
          ]
            .filter(Boolean)
            .join(", "),
        })),
      ),
    })),
  };
}

/**
 * What a model may say of a record, every text ready to print: the keys are those of `modeleFiches`.
 * @throws NotFound
 */
export function dataOf(ctx: Context, fiche: ModeleFiche, id: string, langue: DocumentLangue): Data {
  const shared = { region: regionName(ctx, langue), dateDuJour: paperDate(ctx.today()) };
  return fiche === "reunion"
    ? { ...pvComite.data(ctx, id, langue), ...shared }
    : { ...conventionData(ctx, id, langue), ...shared };
}
