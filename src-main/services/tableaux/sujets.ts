import type { Dimension, Sujet } from "../../contract/tableaux.ts";
import type { Libelle } from "../../contract/primitives.ts";
import { versementOn } from "../../domain/execution.ts";
import type { Connection } from "../../store/database.ts";
import { keptUntilWritten } from "../../store/kept.ts";
import { provinceOf } from "../../store/projection.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import { conventionsOn, signedOn } from "../conventions.ts";
import { avenantType } from "../convention-states.ts";
import { executionOfAll } from "../execution.ts";
import { dossierFacts } from "./faits-dossiers.ts";
import { FactsBuilder, packDay, type Facts } from "./faits.ts";
import { mot, sujetMots } from "./mots.ts";

/** How a measure is told from its facts. */
export type Agregat =
  | { genre: "nombre" }
  /** Sum of a column, divided by `echelle`. */
  | { genre: "somme" | "moyenne" | "mediane"; valeur: string; echelle: number }
  /** Sum of one column over the sum of another, in percent. */
  | { genre: "rapport"; valeur: string; sur: string };

/** Something that can be measured of a subject. */
export interface Mesure {
  key: string;
  label: Libelle;
  unite: string;
  /** Whether the figures of the categories add up to the whole. */
  additive: boolean;
  agregat: Agregat;
  /** Column of days it counts by. */
  jour: string;
  /** Facts without that day count too, as long as no period is asked. */
  sansJour?: boolean;
  /** Column of 0/1 flags of the facts it is about. */
  garde?: string;
  /** Beside a sum of amounts, its median is told. */
  mediane?: boolean;
  /** What is counted, in a sentence. */
  explique: Libelle;
}

/** A step that records pass: each counts those that reached it, so that the first counts them all. */
export interface Jalon {
  key: string;
  label: Libelle;
  /** Column of 0/1 flags; null for the first, which everything reached. */
  garde: string | null;
  /** Parameters of the list that stand for it; null when the list cannot be asked. */
  params: ((db: Connection) => Record<string, string>) | null;
}

/** Where the records behind a figure are listed: the address, and its parameters. */
export interface Adresse {
  chemin: string;
  /** Parameter of each dimension; one that is missing cannot be asked of that list. */
  params: Partial<Record<Dimension, string>>;
  /** First and last parameter of each column of days. */
  jours: Record<string, readonly [string, string]>;
  /** Parameters that a flag stands for. */
  gardes: Record<string, (db: Connection) => Record<string, string>>;
  /** Parameters without which the list holds more than what is counted. */
  toujours?: readonly [string, string][];
}

export interface SujetSpec {
  key: Sujet;
  label: Libelle;
  /** What one record is: `projets`, `dossiers`… */
  unite: string;
  axes: readonly Dimension[];
  mesures: readonly Mesure[];
  adresse: Adresse | null;
  jalons?: readonly Jalon[];
  faits: (db: Connection, jour: string) => Facts;
  /** Reference list that names the keys of a dimension, where it is not the same for every subject. */
  listes: Partial<Record<Dimension, string>>;
}

/** Centimes in a million dirhams. */
const MDH = 100_000_000;

const decisionsWhere = (db: Connection, attr: string): Record<string, string> => ({
  decision: [
    ...new Set(
      referenceRows(db, "decision")
        .filter((row) => row.attrs[attr] === true)
        .map(({ key }) => key),
    ),
  ].join(","),
});

const dossierAdresse: Adresse = {
  chemin: "/dossiers",
  params: {
    province: "province",
    commune: "commune",
    secteur: "secteur",
    acte: "acte",
    officier: "officier",
    etat: "etat",
    phase: "phase",
    decision: "decision",
    suivi: "suivi",
  },
  jours: {
    accord: ["accordDu", "accordAu"],
    depot: ["du", "au"],
    validation: ["valideDu", "valideAu"],
    soumission: ["diffuseDu", "diffuseAu"],
    passage: ["decideDu", "decideAu"],
    delivrance: ["delivreDu", "delivreAu"],
  },
  gardes: {
    decide: (db) => decisionsWhere(db, "termineLeDelai"),
    approuve: (db) => decisionsWhere(db, "approuve"),
  },
};

const temps: readonly Dimension[] = ["annee", "trimestre", "mois"];
const lieux: readonly Dimension[] = ["province", "commune"];

const parPassage = mot(
  "Un projet compte une fois, au jour du passage qui a donné son premier avis favorable.",
  "يحتسب كل مشروع مرة واحدة، بتاريخ عرضه الذي نال أول رأي إيجابي.",
  "A project counts once, on the day of the examination that first approved it.",
);

const avec = (first: Libelle, then: Libelle): Libelle =>
  mot(`${first.fr} ${then.fr}`, `${first.ar} ${then.ar}`, `${first.en} ${then.en}`);

const approbations: SujetSpec = {
  key: "approbations",
  label: sujetMots.approbations,
  unite: "projets",
  axes: [...temps, ...lieux, "secteur", "acte", "officier", "suivi", "phase"],
  listes: {},
  adresse: dossierAdresse,
  faits: dossierFacts,
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre de projets", "عدد المشاريع", "Number of projects"),
      unite: "projets",
      additive: true,
      jour: "accord",
      agregat: { genre: "nombre" },
      explique: avec(
        mot(
          "Nombre de projets approuvés.",
          "عدد المشاريع المصادق عليها.",
          "Number of approved projects.",
        ),
        parPassage,
      ),
    },
    {
      key: "montant",
      label: mot("Investissement", "الاستثمار", "Investment"),
      unite: "MDH",
      additive: true,
      jour: "accord",
      agregat: { genre: "somme", valeur: "montant", echelle: MDH },
      mediane: true,
      explique: avec(
        mot(
          "Somme des montants prévus des projets approuvés.",
          "مجموع المبالغ المرتقبة للمشاريع المصادق عليها.",
          "Sum of the planned amounts of approved projects.",
        ),
        parPassage,
      ),
    },
    {
      key: "mediane",
      label: mot("Investissement médian", "الاستثمار الوسيط", "Median investment"),
      unite: "MDH",
      additive: false,
      jour: "accord",
      agregat: { genre: "mediane", valeur: "montant", echelle: MDH },
      explique: avec(
        mot(
          "Médiane des montants prévus des projets approuvés qui en ont un.",
          "وسيط المبالغ المرتقبة للمشاريع المصادق عليها المعروفة مبالغها.",
          "Median of the planned amounts of approved projects that have one.",
        ),
        parPassage,
      ),
    },
    {
      key: "emplois",
      label: mot("Emplois prévus", "مناصب الشغل المرتقبة", "Planned jobs"),
      unite: "emplois",
      additive: true,
      jour: "accord",
      agregat: { genre: "somme", valeur: "emplois", echelle: 1 },
      explique: avec(
        mot(
          "Somme des emplois prévus des projets approuvés.",
          "مجموع مناصب الشغل المرتقبة للمشاريع المصادق عليها.",
          "Sum of the planned jobs of approved projects.",
        ),
        parPassage,
      ),
    },
    {
      key: "montant_realise",
      label: mot("Investissement réalisé", "الاستثمار المنجز", "Realised investment"),
      unite: "MDH",
      additive: true,
      jour: "accord",
      agregat: { genre: "somme", valeur: "montantRealise", echelle: MDH },
      mediane: true,
      explique: avec(
        mot(
          "Somme des montants constatés sur le terrain, des projets approuvés.",
          "مجموع المبالغ المعاينة ميدانيا للمشاريع المصادق عليها.",
          "Sum of the amounts seen on site, of approved projects.",
        ),
        parPassage,
      ),
    },
    {
      key: "emplois_realises",
      label: mot("Emplois réalisés", "مناصب الشغل المحدثة", "Realised jobs"),
      unite: "emplois",
      additive: true,
      jour: "accord",
      agregat: { genre: "somme", valeur: "emploisRealises", echelle: 1 },
      explique: avec(
        mot(
          "Somme des emplois constatés sur le terrain, des projets approuvés.",
          "مجموع مناصب الشغل المعاينة ميدانيا للمشاريع المصادق عليها.",
          "Sum of the jobs seen on site, of approved projects.",
        ),
        parPassage,
      ),
    },
    {
      key: "part_investissement_realise",
      label: mot(
        "Investissement réalisé, part",
        "نسبة الاستثمار المنجز",
        "Share of investment realised",
      ),
      unite: "%",
      additive: false,
      jour: "accord",
      agregat: { genre: "rapport", valeur: "montantRealise", sur: "montant" },
      explique: avec(
        mot(
          "Montants constatés sur le terrain rapportés aux montants prévus des projets approuvés ; un projet sans constat compte zéro.",
          "المبالغ المعاينة ميدانيا نسبة إلى المبالغ المرتقبة للمشاريع المصادق عليها؛ والمشروع الذي لم يعاين يحتسب صفرا.",
          "Amounts seen on site over the planned amounts of approved projects; a project not visited counts zero.",
        ),
        parPassage,
      ),
    },
    {
      key: "part_emplois_realises",
      label: mot("Emplois réalisés, part", "نسبة مناصب الشغل المحدثة", "Share of jobs realised"),
      unite: "%",
      additive: false,
      jour: "accord",
      agregat: { genre: "rapport", valeur: "emploisRealises", sur: "emplois" },
      explique: avec(
        mot(
          "Emplois constatés sur le terrain rapportés aux emplois prévus des projets approuvés ; un projet sans constat compte zéro.",
          "مناصب الشغل المعاينة ميدانيا نسبة إلى المناصب المرتقبة للمشاريع المصادق عليها؛ والمشروع الذي لم يعاين يحتسب صفرا.",
          "Jobs seen on site over the planned jobs of approved projects; a project not visited counts zero.",
        ),
        parPassage,
      ),
    },
  ],
};

const depots: SujetSpec = {
  key: "depots",
  label: sujetMots.depots,
  unite: "dossiers",
  axes: [
    ...temps,
    ...lieux,
    "secteur",
    "acte",
    "officier",
    "etat",
    "phase",
    "decision",
    "suivi",
    "jalon",
  ],
  listes: {},
  adresse: dossierAdresse,
  jalons: [
    { key: "depose", label: mot("Déposés", "المودعة", "Lodged"), garde: null, params: () => ({}) },
    {
      key: "valide",
      label: mot("Validés complets", "المصادق على اكتمالها", "Validated as complete"),
      garde: "valide",
      params: () => ({ valideDu: "1900-01-01" }),
    },
    {
      key: "diffuse",
      label: mot("Diffusés pour la CRUI", "المعممة على اللجنة", "Circulated for the CRUI"),
      garde: "diffuse",
      params: () => ({ diffuseDu: "1900-01-01" }),
    },
    {
      key: "decide",
      label: mot("Décidés", "المحسومة", "Decided"),
      garde: "decide",
      params: (db) => decisionsWhere(db, "termineLeDelai"),
    },
    {
      key: "approuve",
      label: mot("Approuvés", "المصادق عليها", "Approved"),
      garde: "approuve",
      params: (db) => decisionsWhere(db, "approuve"),
    },
    {
      key: "delivre",
      label: mot("Acte délivré", "المسلم قرارها", "Act issued"),
      garde: "delivre",
      params: () => ({ delivreDu: "1900-01-01" }),
    },
  ],
  faits: dossierFacts,
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre de dossiers", "عدد الملفات", "Number of files"),
      unite: "dossiers",
      additive: true,
      jour: "depot",
      sansJour: true,
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de dossiers, par date de dépôt ; un projet a un dossier par acte demandé.",
        "عدد الملفات حسب تاريخ الإيداع؛ للمشروع ملف عن كل قرار مطلوب.",
        "Number of files, by the day they were lodged; a project has one file for each act asked.",
      ),
    },
  ],
};

const delai = (
  key: string,
  label: Libelle,
  valeur: string,
  jour: string,
  explique: Libelle,
): Mesure => ({
  key,
  label,
  unite: "jours",
  additive: false,
  jour,
  agregat: { genre: "moyenne", valeur, echelle: 1 },
  mediane: true,
  explique: avec(
    explique,
    mot(
      "En jours calendaires ; les dates manquantes ou dans le désordre sont laissées de côté.",
      "بالأيام المتصلة؛ ولا تحتسب التواريخ الناقصة أو غير المرتبة.",
      "In calendar days; missing dates and dates out of order are left out.",
    ),
  ),
});

const part = (
  key: string,
  label: Libelle,
  valeur: string,
  jour: string,
  explique: Libelle,
): Mesure => ({
  key,
  label,
  unite: "%",
  additive: false,
  jour,
  agregat: { genre: "moyenne", valeur, echelle: 0.01 },
  explique,
});

const instruction: SujetSpec = {
  key: "instruction",
  label: sujetMots.instruction,
  unite: "dossiers",
  axes: [...temps, ...lieux, "secteur", "acte", "officier", "decision"],
  listes: {},
  adresse: dossierAdresse,
  faits: dossierFacts,
  mesures: [
    delai(
      "reactivite_spoc",
      mot("Réactivité du SPOC", "سرعة استجابة المخاطب الوحيد", "Reactivity of the SPOC"),
      "delaiSpoc",
      "validation",
      mot(
        "Délai moyen du dépôt à la validation par le conseiller, lecture que nous faisons de l’indicateur, dont le texte n’a pas été trouvé.",
        "متوسط الأجل من الإيداع إلى مصادقة المستشار، وهو تأويلنا للمؤشر الذي لم نعثر على نصه.",
        "Average delay from lodging to validation by the adviser: our reading of the indicator, whose text was not found.",
      ),
    ),
    delai(
      "delai_soumission",
      mot(
        "Dépôt complet à soumission",
        "من الإيداع الكامل إلى العرض",
        "Complete file to submission",
      ),
      "delaiSoumission",
      "soumission",
      mot(
        "Délai moyen de la validation du dossier complet, du dépôt à défaut, à sa diffusion pour la CRUI.",
        "متوسط الأجل من المصادقة على الملف الكامل، أو من إيداعه، إلى تعميمه على اللجنة.",
        "Average delay from the validation of the complete file, else from its lodging, to its circulation for the CRUI.",
      ),
    ),
    part(
      "part_soumis_30j",
      mot("Soumis dans le délai", "الملفات المعروضة داخل الأجل", "Submitted in time"),
      "soumisATemps",
      "soumission",
      mot(
        "Part des dossiers diffusés dont le délai de soumission tient dans le seuil de l’indicateur.",
        "نسبة الملفات المعممة التي احترم أجل عرضها عتبة المؤشر.",
        "Share of circulated files whose submission delay keeps to the indicator's threshold.",
      ),
    ),
    delai(
      "delai_decision",
      mot("Instruction et décision", "الدراسة والقرار", "Examination and decision"),
      "delaiExamen",
      "passage",
      mot(
        "Délai moyen de la diffusion au passage qui a décidé.",
        "متوسط الأجل من التعميم إلى العرض الذي حسم فيه الملف.",
        "Average delay from circulation to the examination that decided.",
      ),
    ),
    part(
      "part_instruits_30j",
      mot("Instruits dans le délai", "الملفات المدروسة داخل الأجل", "Examined in time"),
      "examineATemps",
      "passage",
      mot(
        "Part des dossiers décidés dont le délai d’instruction tient dans le seuil de l’indicateur.",
        "نسبة الملفات المحسومة التي احترم أجل دراستها عتبة المؤشر.",
        "Share of decided files whose examination delay keeps to the indicator's threshold.",
      ),
    ),
    {
      ...part(
        "part_approuves",
        mot("Dossiers approuvés", "الملفات المصادق عليها", "Approved files"),
        "approuve",
        "passage",
        mot(
          "Part des dossiers décidés dont l’avis est favorable, avec ou sans réserve.",
          "نسبة الملفات المحسومة التي حظيت برأي إيجابي، بتحفظ أو بدونه.",
          "Share of decided files whose opinion is favourable, with or without reserves.",
        ),
      ),
      garde: "decide",
    },
    delai(
      "delai_actes",
      mot("Délivrance des actes", "تسليم القرارات", "Issue of the acts"),
      "delaiActe",
      "delivrance",
      mot(
        "Délai moyen du passage favorable à la délivrance de l’acte.",
        "متوسط الأجل من العرض الإيجابي إلى تسليم القرار.",
        "Average delay from the favourable examination to the issue of the act.",
      ),
    ),
    delai(
      "delai_total",
      mot("Délai total", "الأجل الإجمالي", "Total delay"),
      "delaiTotal",
      "delivrance",
      mot(
        "Délai moyen du dépôt à la délivrance de l’acte.",
        "متوسط الأجل من الإيداع إلى تسليم القرار.",
        "Average delay from lodging to the issue of the act.",
      ),
    ),
    {
      key: "decides",
      label: mot("Dossiers décidés", "الملفات المحسومة", "Decided files"),
      unite: "dossiers",
      additive: true,
      jour: "passage",
      garde: "decide",
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de dossiers dont le dernier passage a décidé.",
        "عدد الملفات التي حسم فيها آخر عرض.",
        "Number of files whose latest examination decided.",
      ),
    },
  ],
};

/** Facts of a table, read once and kept by the connection until something is written. */
const keptFacts =
  (name: Sujet, read: (db: Connection, jour: string) => Facts) =>
  (db: Connection, jour: string): Facts =>
    keptUntilWritten(db, `faits ${name}`, jour, () => read(db, jour));

const orNaN = (value: number | null | undefined): number => value ?? Number.NaN;

const conventionAdresse: Adresse = {
  chemin: "/conventions",
  params: { type: "type", statut: "statut", programme: "programme", officier: "officier" },
  jours: { signature: ["signeDu", "signeAu"] },
  gardes: {},
  toujours: [["avenants", "non"]],
};

const provinceOfTerritoire = `SELECT t.id, ${provinceOf} AS province FROM territoire t`;

const provinces = (db: Connection): Map<string, string> =>
  new Map(db.prepare(provinceOfTerritoire).raw().all() as [string, string][]);

/** The conventions as they stand on a day, avenants apart: their values are in those they amend. */
const mainConventions = (db: Connection, jour: string) =>
  conventionsOn(db, jour).filter(({ type }) => type !== avenantType);

const conventions: SujetSpec = {
  key: "conventions",
  label: sujetMots.conventions,
  unite: "conventions",
  axes: [...temps, "type", "statut", "programme", "officier", "province"],
  listes: { type: "type_convention" },
  adresse: conventionAdresse,
  faits: keptFacts("conventions", (db, jour) => {
    const places = provinces(db);
    const territoire = new Map(
      db.prepare("SELECT id, ifnull(territoire_id, '') FROM convention").raw().all() as [
        string,
        string,
      ][],
    );
    const builder = new FactsBuilder({
      codes: ["type", "statut", "programme", "officier", "province"],
      days: ["signature"],
      nums: { montant: "montant" },
    });
    for (const row of mainConventions(db, jour)) {
      builder.add(
        [
          row.type,
          row.statut,
          row.programme ?? "",
          row.officierId ?? "",
          places.get(territoire.get(row.id) ?? "") ?? "",
        ],
        [packDay(signedOn(row.parties))],
        [orNaN(row.montant)],
      );
    }
    return builder.finish("montant");
  }),
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre de conventions", "عدد الاتفاقيات", "Number of conventions"),
      unite: "conventions",
      additive: true,
      jour: "signature",
      sansJour: true,
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de conventions, avenants compris dans celle qu’ils modifient ; sur une période, par date de dernière signature.",
        "عدد الاتفاقيات، وتدرج الملحقات ضمن الاتفاقية التي تعدلها؛ وفي فترة معينة حسب تاريخ آخر توقيع.",
        "Number of conventions, amendments being part of what they amend; over a period, by the day of the last signature.",
      ),
    },
    {
      key: "montant",
      label: mot("Montant des conventions", "مبلغ الاتفاقيات", "Amount of conventions"),
      unite: "MDH",
      additive: true,
      jour: "signature",
      sansJour: true,
      agregat: { genre: "somme", valeur: "montant", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants des conventions, avec les avenants en vigueur ; sur une période, par date de dernière signature.",
        "مجموع مبالغ الاتفاقيات مع الملحقات السارية؛ وفي فترة معينة حسب تاريخ آخر توقيع.",
        "Sum of the amounts of conventions, with the amendments in force; over a period, by the day of the last signature.",
      ),
    },
  ],
};

const versements: SujetSpec = {
  key: "versements",
  label: sujetMots.versements,
  unite: "versements",
  axes: [...temps, "statut", "type", "programme"],
  listes: { type: "type_convention" },
  adresse: null,
  faits: keptFacts("versements", (db, jour) => {
    const heads = new Map(mainConventions(db, jour).map((row) => [row.id, row]));
    const builder = new FactsBuilder({
      codes: ["statut", "type", "programme"],
      days: ["prevu", "verse"],
      nums: { prevu: "montant", verse: "montant" },
    });
    const rows = db
      .prepare(
        "SELECT convention_id AS conventionId, prevu_le AS prevuLe, montant_prevu AS montantPrevu, verse_le AS verseLe, montant_verse AS montantVerse FROM versement WHERE deleted_at IS NULL",
      )
      .all() as {
      conventionId: string;
      prevuLe: string | null;
      montantPrevu: number;
      verseLe: string | null;
      montantVerse: number | null;
    }[];
    for (const row of rows) {
      const head = heads.get(row.conventionId);
      if (!head) continue;
      const { etat } = versementOn(row, jour);
      const paid = row.verseLe !== null && row.verseLe <= jour;
      builder.add(
        [etat, head.type, head.programme ?? ""],
        [packDay(row.prevuLe ?? ""), paid ? packDay(row.verseLe!) : 0],
        [row.montantPrevu, paid ? orNaN(row.montantVerse) : Number.NaN],
      );
    }
    return builder.finish("prevu");
  }),
  mesures: [
    {
      key: "prevu",
      label: mot("Versements prévus", "الدفعات المرتقبة", "Planned payments"),
      unite: "MDH",
      additive: true,
      jour: "prevu",
      sansJour: true,
      agregat: { genre: "somme", valeur: "prevu", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants prévus des versements des conventions, par date prévue.",
        "مجموع المبالغ المرتقبة لدفعات الاتفاقيات حسب التاريخ المرتقب.",
        "Sum of the planned amounts of convention payments, by their planned day.",
      ),
    },
    {
      key: "verse",
      label: mot("Versements effectués", "الدفعات المؤداة", "Payments made"),
      unite: "MDH",
      additive: true,
      jour: "verse",
      agregat: { genre: "somme", valeur: "verse", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants versés, par date de versement.",
        "مجموع المبالغ المؤداة حسب تاريخ الأداء.",
        "Sum of the amounts paid, by the day of payment.",
      ),
    },
    {
      key: "part_versee",
      label: mot("Part versée", "نسبة المؤدى", "Share paid"),
      unite: "%",
      additive: false,
      jour: "prevu",
      sansJour: true,
      agregat: { genre: "rapport", valeur: "verse", sur: "prevu" },
      explique: mot(
        "Montants versés rapportés aux montants prévus, des mêmes versements.",
        "المبالغ المؤداة نسبة إلى المبالغ المرتقبة للدفعات نفسها.",
        "Amounts paid over amounts planned, of the same payments.",
      ),
    },
    {
      key: "nombre",
      label: mot("Nombre de versements", "عدد الدفعات", "Number of payments"),
      unite: "versements",
      additive: true,
      jour: "prevu",
      sansJour: true,
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de versements des conventions, par date prévue.",
        "عدد دفعات الاتفاقيات حسب التاريخ المرتقب.",
        "Number of convention payments, by their planned day.",
      ),
    },
  ],
};

const engagements: SujetSpec = {
  key: "engagements",
  label: sujetMots.engagements,
  unite: "engagements",
  axes: ["statut", "type", "programme"],
  listes: { type: "type_convention" },
  adresse: null,
  faits: keptFacts("engagements", (db, jour) => {
    const heads = new Map(mainConventions(db, jour).map((row) => [row.id, row]));
    const builder = new FactsBuilder({
      codes: ["statut", "type", "programme"],
      days: [],
      nums: { poids: "drapeau" },
    });
    for (const row of executionOfAll(db, jour).rows) {
      const head = heads.get(row.conventionId);
      if (!head) continue;
      for (const [etat, count] of Object.entries(row.engagements)) {
        for (let i = 0; i < count; i += 1) {
          builder.add([etat, head.type, head.programme ?? ""], [], [1]);
        }
      }
    }
    return builder.finish(null);
  }),
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre d’engagements", "عدد الالتزامات", "Number of commitments"),
      unite: "engagements",
      additive: true,
      jour: "",
      sansJour: true,
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre d’engagements des conventions, par l’état qu’ils ont ce jour-là.",
        "عدد التزامات الاتفاقيات حسب حالتها في ذلك اليوم.",
        "Number of convention commitments, by the state they are in that day.",
      ),
    },
  ],
};

const keysWhere = (db: Connection, list: string, attr: string): Set<string> =>
  new Set(
    referenceRows(db, list)
      .filter((row) => row.attrs[attr] === true)
      .map(({ key }) => key),
  );

const financements: SujetSpec = {
  key: "financements",
  label: sujetMots.financements,
  unite: "financements",
  axes: [...temps, "type", "statut", "programme", "organisme", "province"],
  listes: { type: "type_financement", statut: "statut_financement" },
  adresse: {
    chemin: "/financements",
    params: { type: "type", statut: "statut", programme: "programme", organisme: "organisme" },
    jours: { demande: ["du", "au"] },
    gardes: {},
  },
  faits: keptFacts("financements", (db) => {
    const obtained = keysWhere(db, "statut_financement", "obtenu");
    const ended = keysWhere(db, "statut_financement", "terminal");
    const builder = new FactsBuilder({
      codes: ["type", "statut", "programme", "organisme", "province"],
      days: ["demande", "decision"],
      nums: { demande: "montant", accorde: "montant", verse: "montant", obtenu: "drapeau" },
    });
    const rows = db
      .prepare(
        `SELECT f.type, f.statut, coalesce(f.programme, a.programme, ''), ifnull(f.organisme_id, ''),
           ${provinceOf},
           ifnull(f.demande_le, ''), ifnull(f.decision_le, ''), f.montant_demande, f.montant_accorde, f.montant_verse
         FROM financement f
         LEFT JOIN accompagnement a ON a.id = f.accompagnement_id
         LEFT JOIN projet p ON p.id = coalesce(f.projet_id, a.projet_id)
         LEFT JOIN territoire t ON t.id = p.territoire_id
         WHERE f.deleted_at IS NULL`,
      )
      .raw()
      .all() as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      number,
      number | null,
      number | null,
    ][];
    for (const [type, statut, programme, organisme, province, demande, decision, ...sums] of rows) {
      const got = obtained.has(statut);
      builder.add(
        [type, statut, programme, organisme, province],
        [packDay(demande), packDay(decision)],
        [
          sums[0],
          got ? orNaN(sums[1]) : Number.NaN,
          orNaN(sums[2]),
          got ? 1 : ended.has(statut) ? 0 : Number.NaN,
        ],
      );
    }
    return builder.finish("demande");
  }),
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre de financements", "عدد التمويلات", "Number of financings"),
      unite: "financements",
      additive: true,
      jour: "demande",
      sansJour: true,
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de demandes de financement, par date de demande.",
        "عدد طلبات التمويل حسب تاريخ الطلب.",
        "Number of requests for financing, by the day of the request.",
      ),
    },
    {
      key: "demande",
      label: mot("Montant demandé", "المبلغ المطلوب", "Amount asked"),
      unite: "MDH",
      additive: true,
      jour: "demande",
      sansJour: true,
      agregat: { genre: "somme", valeur: "demande", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants demandés, par date de demande.",
        "مجموع المبالغ المطلوبة حسب تاريخ الطلب.",
        "Sum of the amounts asked, by the day of the request.",
      ),
    },
    {
      key: "accorde",
      label: mot("Montant accordé", "المبلغ الممنوح", "Amount granted"),
      unite: "MDH",
      additive: true,
      jour: "demande",
      sansJour: true,
      agregat: { genre: "somme", valeur: "accorde", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants accordés aux financements obtenus, par date de demande.",
        "مجموع المبالغ الممنوحة للتمويلات المحصل عليها حسب تاريخ الطلب.",
        "Sum of the amounts granted to the financings obtained, by the day of the request.",
      ),
    },
    {
      key: "verse",
      label: mot("Montant versé", "المبلغ المدفوع", "Amount paid"),
      unite: "MDH",
      additive: true,
      jour: "demande",
      sansJour: true,
      agregat: { genre: "somme", valeur: "verse", echelle: MDH },
      mediane: true,
      explique: mot(
        "Somme des montants versés aux porteurs, par date de demande.",
        "مجموع المبالغ المدفوعة لحاملي المشاريع حسب تاريخ الطلب.",
        "Sum of the amounts paid to holders, by the day of the request.",
      ),
    },
    {
      ...part(
        "part_obtenus",
        mot("Financements obtenus", "التمويلات المحصل عليها", "Financings obtained"),
        "obtenu",
        "demande",
        mot(
          "Part des financements obtenus parmi ceux dont l’issue est connue.",
          "نسبة التمويلات المحصل عليها من بين التمويلات المعروفة مآلها.",
          "Share of financings obtained among those whose outcome is known.",
        ),
      ),
      sansJour: true,
    },
  ],
};

const accompagnements: SujetSpec = {
  key: "accompagnements",
  label: sujetMots.accompagnements,
  unite: "porteurs",
  axes: [...temps, "etape", "statut", "programme", "officier", "province", "jalon"],
  jalons: [
    {
      key: "accompagne",
      label: mot("Accompagnés", "المواكبون", "Accompanied"),
      garde: null,
      params: () => ({}),
    },
    {
      key: "demande",
      label: mot("Financement demandé", "طلبوا تمويلا", "Financing asked"),
      garde: "demande",
      params: null,
    },
    {
      key: "obtenu",
      label: mot("Financement obtenu", "حصلوا على تمويل", "Financing obtained"),
      garde: "obtenu",
      params: null,
    },
    {
      key: "cree",
      label: mot("Entreprise créée", "أحدثوا مقاولة", "Firm created"),
      garde: "creee",
      params: null,
    },
  ],
  listes: { etape: "etape_accompagnement", statut: "issue_accompagnement" },
  adresse: {
    chemin: "/accompagnements",
    params: { programme: "programme", etape: "etape", officier: "responsable" },
    jours: { ouverture: ["du", "au"], creation: ["creeDu", "creeAu"] },
    gardes: {},
  },
  faits: keptFacts("accompagnements", (db) => {
    const builder = new FactsBuilder({
      codes: ["etape", "statut", "programme", "officier", "province"],
      days: ["ouverture", "creation"],
      nums: { emplois: "entier", creee: "drapeau", demande: "drapeau", obtenu: "drapeau" },
    });
    const rows = db
      .prepare(
        `SELECT a.etape, ifnull(a.issue, ''), ifnull(a.programme, ''), ifnull(a.conseiller_id, ''),
           ${provinceOf},
           a.ouvert_le, ifnull(a.entreprise_creee_le, ''), a.emplois_crees,
           EXISTS (SELECT 1 FROM financement f WHERE f.accompagnement_id = a.id AND f.deleted_at IS NULL),
           EXISTS (SELECT 1 FROM financement f WHERE f.accompagnement_id = a.id AND f.deleted_at IS NULL
             AND f.statut IN (SELECT value FROM json_each(@obtenus)))
         FROM accompagnement a LEFT JOIN projet p ON p.id = a.projet_id LEFT JOIN territoire t ON t.id = p.territoire_id
         WHERE a.deleted_at IS NULL`,
      )
      .raw()
      .all({ obtenus: JSON.stringify([...keysWhere(db, "statut_financement", "obtenu")]) }) as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      number | null,
      number,
      number,
    ][];
    for (const [
      etape,
      issue,
      programme,
      officier,
      province,
      ouverture,
      creation,
      emplois,
      demande,
      obtenu,
    ] of rows) {
      builder.add(
        [etape, issue, programme, officier, province],
        [packDay(ouverture), packDay(creation)],
        [orNaN(emplois), creation === "" ? 0 : 1, demande, obtenu],
      );
    }
    return builder.finish(null);
  }),
  mesures: [
    {
      key: "nombre",
      label: mot("Porteurs accompagnés", "حاملو المشاريع المواكبون", "Accompanied holders"),
      unite: "porteurs",
      additive: true,
      jour: "ouverture",
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre d’accompagnements, par date d’ouverture.",
        "عدد المواكبات حسب تاريخ الافتتاح.",
        "Number of accompaniments, by the day they were opened.",
      ),
    },
    {
      key: "entreprises",
      label: mot("Entreprises créées", "المقاولات المحدثة", "Firms created"),
      unite: "entreprises",
      additive: true,
      jour: "creation",
      garde: "creee",
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre d’entreprises créées par les porteurs accompagnés, par date de création.",
        "عدد المقاولات التي أحدثها حاملو المشاريع المواكبون حسب تاريخ الإحداث.",
        "Number of firms created by accompanied holders, by the day of their creation.",
      ),
    },
    {
      key: "emplois",
      label: mot("Emplois créés", "مناصب الشغل المحدثة", "Jobs created"),
      unite: "emplois",
      additive: true,
      jour: "creation",
      garde: "creee",
      agregat: { genre: "somme", valeur: "emplois", echelle: 1 },
      explique: mot(
        "Somme des emplois des entreprises créées par les porteurs accompagnés, par date de création.",
        "مجموع مناصب شغل المقاولات التي أحدثها حاملو المشاريع المواكبون حسب تاريخ الإحداث.",
        "Sum of the jobs of the firms created by accompanied holders, by the day of their creation.",
      ),
    },
  ],
};

const demandes: SujetSpec = {
  key: "demandes",
  label: sujetMots.demandes,
  unite: "demandes",
  axes: [...temps, "canal", "etape", "officier"],
  listes: { etape: "etape_demande" },
  adresse: {
    chemin: "/demandes",
    params: { etape: "etape", officier: "responsable" },
    jours: { reception: ["du", "au"] },
    gardes: {},
  },
  faits: keptFacts("demandes", (db) => {
    const builder = new FactsBuilder({
      codes: ["canal", "etape", "officier"],
      days: ["reception"],
      nums: { reponse: "jours" },
    });
    const rows = db
      .prepare(
        `SELECT canal, etape, ifnull(assigne_id, ''), recue_le, julianday(repondu_le) - julianday(recue_le)
         FROM demande WHERE deleted_at IS NULL`,
      )
      .raw()
      .all() as [string, string, string, string, number | null][];
    for (const [canal, etape, officier, reception, reponse] of rows) {
      const days = orNaN(reponse);
      builder.add([canal, etape, officier], [packDay(reception)], [days < 0 ? Number.NaN : days]);
    }
    return builder.finish(null);
  }),
  mesures: [
    {
      key: "nombre",
      label: mot("Nombre de demandes", "عدد الطلبات", "Number of enquiries"),
      unite: "demandes",
      additive: true,
      jour: "reception",
      agregat: { genre: "nombre" },
      explique: mot(
        "Nombre de demandes reçues, par date de réception.",
        "عدد الطلبات الواردة حسب تاريخ التوصل.",
        "Number of enquiries received, by the day they came.",
      ),
    },
    delai(
      "delai_reponse",
      mot("Délai de réponse", "أجل الجواب", "Time to answer"),
      "reponse",
      "reception",
      mot(
        "Délai moyen de la réception à la réponse.",
        "متوسط الأجل من التوصل إلى الجواب.",
        "Average delay from reception to the answer.",
      ),
    ),
  ],
};

/** Every subject, by key. */
export const sujetSpecs: Record<Sujet, SujetSpec> = {
  approbations,
  depots,
  instruction,
  conventions,
  versements,
  engagements,
  financements,
  accompagnements,
  demandes,
};
