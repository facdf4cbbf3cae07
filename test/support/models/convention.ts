import { wordFile, writerOf, type ModelLangue } from "./word.ts";

/** The sentences of the models of conventions: they live in the Word file, where the staff changes them. */
const textes = {
  fr: {
    royaume: "Royaume du Maroc",
    centre: "Centre régional d’investissement",
    region: "{{region}}",
    numero: "N° {{numero}}",
    entre: "Entre",
    partie: "{{nom}},",
    representee: "représentée par {{representant}}, {{fonction}},",
    designee: "ci-après désignée « {{role}} »,",
    vu: "Vu {{texte}} ;",
    convenu: "Il a été convenu ce qui suit :",
    objet: "Objet",
    consistance: "Consistance",
    engagements: "Engagements des parties",
    engagement: "{{rang}}. {{partie}} : {{libelle}}",
    echeance: "Échéance : {{echeanceLe}} {{periodicite}}",
    preuve: "Preuve : {{preuve}}",
    financement: "Montant et contributions",
    montant: "Le montant de la convention est fixé à {{montant}}.",
    sansMontant: "La présente convention n’emporte pas de contribution financière.",
    annee: "Année",
    contribuant: "Partie",
    nature: "Nature",
    somme: "Montant",
    duree: "Durée",
    effet: "La convention prend effet le {{effetLe}}.",
    fin: "Elle prend fin le {{finLe}}.",
    indeterminee: "Elle est conclue pour une durée indéterminée.",
    reconduction:
      "Elle est renouvelée par tacite reconduction pour des périodes de {{reconductionMois}} mois, sauf dénonciation avec un préavis de {{preavis}}.",
    clause: "{{titre}}",
    fait: "Fait à …………………, le …………………, en autant d’exemplaires que de parties.",
    signataire: "Pour {{nom}}",
    titreAvenant: "Avenant n° {{numero}}",
    surConvention: "à la convention n° {{origineNumero}}, {{origineIntitule}}",
    modifie: "La convention est modifiée comme suit :",
    champ: "Objet de la modification",
    avant: "Ancienne rédaction",
    apres: "Nouvelle rédaction",
    reste: "Les autres stipulations de la convention demeurent inchangées.",
    avenantEffet: "Le présent avenant prend effet le {{effetLe}}.",
    date: "Le {{dateDuJour}}",
    destinataires: "À l’attention des parties :",
    destinataire: "{{nom}} – {{representant}}",
    sujet: "Objet : suivi de la convention n° {{numero}}, {{intitule}}",
    salut: "Madame, Monsieur,",
    statut:
      "La convention citée en objet est à ce jour : {{statut}}. Voici l’état des engagements pris.",
    colPartie: "Partie",
    colEngagement: "Engagement",
    colEcheance: "Échéance",
    colEtat: "État",
    retard: "Les engagements en retard sont à régulariser dans les meilleurs délais.",
    politesse: "Veuillez agréer, Madame, Monsieur, l’expression de nos salutations distinguées.",
    signature: "{{officier}}",
  },
  ar: {
    royaume: "المملكة المغربية",
    centre: "المركز الجهوي للاستثمار",
    region: "{{region}}",
    numero: "رقم {{numero}}",
    entre: "بين",
    partie: "{{nom}}،",
    representee: "يمثلها {{representant}}، {{fonction}}،",
    designee: "المشار إليها فيما بعد بصفة « {{role}} »،",
    vu: "بناء على {{texte}}؛",
    convenu: "تم الاتفاق على ما يلي:",
    objet: "الموضوع",
    consistance: "المضمون",
    engagements: "التزامات الأطراف",
    engagement: "{{rang}}. {{partie}}: {{libelle}}",
    echeance: "الأجل: {{echeanceLe}} {{periodicite}}",
    preuve: "الإثبات: {{preuve}}",
    financement: "المبلغ والمساهمات",
    montant: "حدد مبلغ الاتفاقية في {{montant}}.",
    sansMontant: "لا تترتب عن هذه الاتفاقية أي مساهمة مالية.",
    annee: "السنة",
    contribuant: "الطرف",
    nature: "النوع",
    somme: "المبلغ",
    duree: "المدة",
    effet: "تسري الاتفاقية ابتداء من {{effetLe}}.",
    fin: "وتنتهي في {{finLe}}.",
    indeterminee: "وتبرم لمدة غير محددة.",
    reconduction:
      "وتجدد ضمنيا لفترات مدتها {{reconductionMois}} شهرا، ما لم يوجه إشعار بعدم التجديد داخل أجل {{preavis}}.",
    clause: "{{titre}}",
    fait: "حرر في …………………، بتاريخ …………………، في نسخ بعدد الأطراف.",
    signataire: "عن {{nom}}",
    titreAvenant: "ملحق تعديلي رقم {{numero}}",
    surConvention: "للاتفاقية رقم {{origineNumero}}، {{origineIntitule}}",
    modifie: "تعدل الاتفاقية كما يلي:",
    champ: "موضوع التعديل",
    avant: "الصيغة السابقة",
    apres: "الصيغة الجديدة",
    reste: "تبقى باقي مقتضيات الاتفاقية دون تغيير.",
    avenantEffet: "يسري هذا الملحق ابتداء من {{effetLe}}.",
    date: "في {{dateDuJour}}",
    destinataires: "إلى عناية الأطراف:",
    destinataire: "{{nom}} – {{representant}}",
    sujet: "الموضوع: تتبع الاتفاقية رقم {{numero}}، {{intitule}}",
    salut: "تحية طيبة وبعد،",
    statut:
      "إن الاتفاقية المشار إليها في الموضوع هي إلى حدود اليوم: {{statut}}. وفيما يلي وضعية الالتزامات.",
    colPartie: "الطرف",
    colEngagement: "الالتزام",
    colEcheance: "الأجل",
    colEtat: "الوضعية",
    retard: "يتعين تسوية الالتزامات المتأخرة في أقرب الآجال.",
    politesse: "وتفضلوا بقبول فائق عبارات التقدير والاحترام.",
    signature: "{{officier}}",
  },
} as const satisfies Record<ModelLangue, Record<string, string>>;

/** Head that the three papers share. */
function headOf(langue: ModelLangue) {
  const text = textes[langue];
  const { paragraph } = writerOf(langue);
  return [
    paragraph(text.royaume, { bold: true, after: 0 }),
    paragraph(text.centre, { bold: true, after: 0 }),
    paragraph(text.region, { after: 240 }),
  ];
}

/** The parties and the legal visas, as a convention opens. */
function opening(langue: ModelLangue) {
  const text = textes[langue];
  const { paragraph } = writerOf(langue);
  return [
    paragraph(text.entre, { bold: true, before: 200 }),
    paragraph("{#parties}"),
    paragraph(text.partie, { after: 0 }),
    paragraph("{#representant}"),
    paragraph(text.representee, { after: 0 }),
    paragraph("{/representant}"),
    paragraph(text.designee, { after: 160 }),
    paragraph("{/parties}"),
    paragraph("{#visas}"),
    paragraph(text.vu, { after: 60 }),
    paragraph("{/visas}"),
    paragraph(text.convenu, { bold: true, before: 200, after: 160 }),
  ];
}

/** The place for the signature of each party. */
function signatures(langue: ModelLangue) {
  const text = textes[langue];
  const { paragraph } = writerOf(langue);
  return [
    paragraph(text.fait, { before: 300, after: 240 }),
    paragraph("{#parties}"),
    paragraph(text.signataire, { bold: true, after: 0 }),
    paragraph("{representant}", { after: 720 }),
    paragraph("{/parties}"),
  ];
}

/** The model of a convention. */
export function conventionModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textes[langue];
  const { paragraph, table } = writerOf(langue);
  const article = (title: string) => paragraph(title, { bold: true, before: 240, after: 80 });
  return wordFile("{intitule}", [
    ...headOf(langue),
    paragraph("{type}", { align: "center", bold: true, size: 26, after: 40 }),
    paragraph("{intitule}", { align: "center", bold: true, size: 30, after: 60 }),
    paragraph(text.numero, { align: "center", after: 200 }),
    ...opening(langue),
    article(text.objet),
    paragraph("{objet}"),
    paragraph("{#consistance}"),
    article(text.consistance),
    paragraph("{consistance}"),
    paragraph("{/consistance}"),
    paragraph("{#avecEngagements}"),
    article(text.engagements),
    paragraph("{/avecEngagements}"),
    paragraph("{#engagements}"),
    paragraph(text.engagement, { after: 20 }),
    paragraph("{#echeanceLe}"),
    paragraph(text.echeance, { after: 20 }),
    paragraph("{/echeanceLe}"),
    paragraph("{#preuve}"),
    paragraph(text.preuve, { after: 80 }),
    paragraph("{/preuve}"),
    paragraph("{/engagements}"),
    article(text.financement),
    paragraph("{#avecMontant}"),
    paragraph(text.montant),
    table(
      "contributions",
      [text.annee, text.contribuant, text.nature, text.somme],
      ["annee", "partie", "nature", "montant"],
      [1200, 4000, 2000, 2200],
    ),
    paragraph("{/avecMontant}"),
    paragraph("{^avecMontant}"),
    paragraph(text.sansMontant),
    paragraph("{/avecMontant}"),
    article(text.duree),
    paragraph("{#effetLe}"),
    paragraph(text.effet, { after: 40 }),
    paragraph("{/effetLe}"),
    paragraph("{#finLe}"),
    paragraph(text.fin, { after: 40 }),
    paragraph("{/finLe}"),
    paragraph("{#dureeIndeterminee}"),
    paragraph(text.indeterminee, { after: 40 }),
    paragraph("{/dureeIndeterminee}"),
    paragraph("{#avecReconduction}"),
    paragraph(text.reconduction),
    paragraph("{/avecReconduction}"),
    paragraph("{#clauses}"),
    article(text.clause),
    paragraph("{texte}"),
    paragraph("{/clauses}"),
    ...signatures(langue),
  ]);
}

/** The model of an avenant: what it changes, before and after. */
export function avenantModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textes[langue];
  const { paragraph, table } = writerOf(langue);
  return wordFile("{intitule}", [
    ...headOf(langue),
    paragraph(text.titreAvenant, { align: "center", bold: true, size: 30, after: 60 }),
    paragraph(text.surConvention, { align: "center", after: 200 }),
    ...opening(langue),
    paragraph("{#objet}"),
    paragraph("{objet}"),
    paragraph("{/objet}"),
    paragraph(text.modifie, { before: 160 }),
    table(
      "modifications",
      [text.champ, text.avant, text.apres],
      ["champ", "avant", "apres"],
      [2400, 3500, 3500],
    ),
    paragraph(text.reste, { before: 200 }),
    paragraph("{#effetLe}"),
    paragraph(text.avenantEffet),
    paragraph("{/effetLe}"),
    ...signatures(langue),
  ]);
}

/** The model of a letter to the parties on how the commitments stand. */
export function lettreSuiviModel(langue: ModelLangue): Promise<Uint8Array> {
  const text = textes[langue];
  const { paragraph, table } = writerOf(langue);
  return wordFile("{intitule}", [
    ...headOf(langue),
    paragraph(text.date, { align: "end", after: 240 }),
    paragraph(text.destinataires, { bold: true, after: 40 }),
    paragraph("{#parties}"),
    paragraph(text.destinataire, { after: 20 }),
    paragraph("{/parties}"),
    paragraph(text.sujet, { bold: true, before: 240, after: 240 }),
    paragraph(text.salut, { after: 160 }),
    paragraph(text.statut),
    paragraph("{#avecEngagements}"),
    table(
      "engagements",
      [text.colPartie, text.colEngagement, text.colEcheance, text.colEtat],
      ["partie", "libelle", "echeanceLe", "etat"],
      [2300, 3900, 1500, 1700],
    ),
    paragraph(text.retard, { before: 160 }),
    paragraph("{/avecEngagements}"),
    paragraph(text.politesse, { before: 240, after: 480 }),
    paragraph(text.signature, { align: "end", bold: true }),
  ]);
}
