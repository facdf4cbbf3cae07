import { weighted } from "./random.ts";
import type { Weighted } from "./random.ts";

/** A project title in both scripts, with the NMA 2010 section of the activity. */
export interface Title {
  fr: string;
  ar: string;
  section: string;
}

/** What one barometer sector looks like. */
export interface Sector {
  titles: readonly Title[];
  composantes: readonly string[];
  actes: Weighted<string>;
  /** Median amount in millions of dirhams, and spread of its logarithm. */
  medianMdh: number;
  sigma: number;
  /** Jobs of a project of one million dirhams, before it grows less than in proportion. */
  jobs: number;
  /** Median land area in square metres. */
  areaM2: number;
}

function titles(section: string, pairs: readonly (readonly [string, string])[]): Title[] {
  return pairs.map(([fr, ar]) => ({ fr, ar, section }));
}

const INDUSTRIE = titles("C", [
  ["Unité de conditionnement d'huile d'olive", "وحدة تعليب زيت الزيتون"],
  ["Unité de trituration d'olives", "وحدة عصر الزيتون"],
  ["Laiterie et fromagerie", "وحدة إنتاج الحليب والأجبان"],
  ["Unité d'aliments composés pour bétail", "وحدة إنتاج الأعلاف المركبة"],
  ["Minoterie", "مطحنة صناعية للحبوب"],
  ["Unité de conditionnement d'agrumes", "وحدة تلفيف الحوامض"],
  ["Unité de jus et concentrés de grenade", "وحدة عصير ومركزات الرمان"],
  ["Unité de conserves de piments et de légumes", "وحدة تصبير الفلفل والخضر"],
  ["Unité de confection textile", "وحدة الخياطة الصناعية"],
  ["Unité de câblage automobile", "وحدة صناعة أسلاك السيارات"],
  ["Fabrique de meubles en bois", "معمل الأثاث الخشبي"],
  ["Unité d'emballages en carton", "وحدة صناعة عبوات الكرتون"],
  ["Unité de matériel d'irrigation en plastique", "وحدة صناعة لوازم الري البلاستيكية"],
  ["Unité de produits pharmaceutiques", "وحدة صناعة المواد الصيدلية"],
  ["Briqueterie", "معمل الآجر"],
]);

const SERVICES = [
  ...titles("Q", [
    ["Clinique pluridisciplinaire", "مصحة متعددة التخصصات"],
    ["Centre de dialyse", "مركز تصفية الدم"],
    ["Crèche", "حضانة للأطفال"],
    ["Laboratoire d'analyses médicales", "مختبر التحليلات الطبية"],
  ]),
  ...titles("P", [
    ["Groupe scolaire privé", "مجموعة مدرسية خصوصية"],
    ["Centre de formation professionnelle", "مركز التكوين المهني"],
    ["École supérieure privée", "مدرسة عليا خصوصية"],
  ]),
  ...titles("H", [
    ["Plateforme logistique", "منصة لوجستيكية"],
    ["Entrepôt frigorifique", "مستودع للتبريد"],
  ]),
  ...titles("J", [["Centre de services numériques", "مركز الخدمات الرقمية"]]),
  ...titles("N", [["Centre d'appels", "مركز النداء"]]),
  ...titles("M", [["Centre de contrôle technique automobile", "مركز الفحص التقني للسيارات"]]),
  ...titles("R", [["Complexe sportif privé", "مركب رياضي خاص"]]),
  ...titles("E", [["Unité de tri et de valorisation des déchets", "وحدة فرز وتثمين النفايات"]]),
];

const TOURISME = titles("I", [
  ["Hôtel quatre étoiles", "فندق من أربع نجوم"],
  ["Maison d'hôtes", "دار الضيافة"],
  ["Gîte rural", "مأوى قروي"],
  ["Auberge de montagne", "نزل جبلي"],
  ["Complexe touristique au bord du lac", "مركب سياحي على ضفاف البحيرة"],
  ["Camping aménagé", "مخيم سياحي مجهز"],
  ["Restaurant touristique", "مطعم سياحي"],
  ["Résidence touristique", "إقامة سياحية"],
  ["Ferme d'accueil", "ضيعة للضيافة"],
  ["Café-restaurant panoramique", "مقهى ومطعم بانورامي"],
]);

const BTP = [
  ...titles("F", [
    ["Lotissement résidentiel", "تجزئة سكنية"],
    ["Immeuble d'habitation R+4", "عمارة سكنية من أربعة طوابق"],
    ["Résidence de logements économiques", "إقامة للسكن الاقتصادي"],
    ["Zone d'activités économiques aménagée", "منطقة أنشطة اقتصادية مهيأة"],
    ["Ensemble de villas", "مجموعة فيلات"],
  ]),
  ...titles("L", [
    ["Centre d'affaires et bureaux", "مركز أعمال ومكاتب"],
    ["Complexe résidentiel et commercial", "مركب سكني وتجاري"],
    ["Résidence pour étudiants", "إقامة للطلبة"],
  ]),
];

const MINES = titles("B", [
  ["Carrière de granulats", "مقلع الحصى"],
  ["Carrière de marbre", "مقلع الرخام"],
  ["Unité d'extraction de barytine", "وحدة استخراج الباريتين"],
  ["Laverie de minerai", "مغسلة المعادن"],
  ["Exploitation minière de cuivre", "استغلال منجم للنحاس"],
  ["Unité de concassage", "وحدة تكسير الأحجار"],
]);

/** Renewable-energy projects of national size (thousands of millions of dirhams). */
export const GRANDE_ENERGIE = titles("D", [
  ["Parc éolien", "حظيرة ريحية"],
  ["Centrale solaire photovoltaïque", "محطة شمسية كهروضوئية"],
  ["Station de transfert d'énergie par pompage", "محطة نقل الطاقة بالضخ"],
  ["Centrale solaire flottante", "محطة شمسية عائمة"],
]);

const ENERGIE = titles("D", [
  ["Centrale solaire d'autoproduction", "محطة شمسية للإنتاج الذاتي"],
  ["Unité de biogaz", "وحدة إنتاج الغاز الحيوي"],
  ["Microcentrale hydroélectrique", "محطة كهرمائية صغيرة"],
]);

const COMMERCE = titles("G", [
  ["Supermarché", "متجر كبير"],
  ["Station-service et aire de repos", "محطة وقود وباحة استراحة"],
  ["Plateforme de vente en gros de fruits et légumes", "منصة بيع الخضر والفواكه بالجملة"],
  ["Galerie commerciale", "رواق تجاري"],
  ["Dépôt de distribution alimentaire", "مستودع توزيع المواد الغذائية"],
]);

const AGRICULTURE = titles("A", [
  ["Ferme d'élevage bovin laitier", "ضيعة تربية الأبقار الحلوب"],
  ["Élevage avicole", "وحدة تربية الدواجن"],
  ["Verger d'oliviers irrigué", "ضيعة زيتون مسقية"],
  ["Pépinière", "مشتل"],
  ["Ferme aquacole", "ضيعة لتربية الأسماك"],
  ["Serres maraîchères", "بيوت مغطاة للخضروات"],
]);

const ARTISANAT = titles("C", [
  ["Atelier de tissage de tapis", "ورشة نسج الزرابي"],
  ["Atelier de poterie et de céramique", "ورشة الفخار والخزف"],
  ["Atelier de broderie", "ورشة الطرز"],
  ["Atelier de bois sculpté", "ورشة النقش على الخشب"],
]);

/** The nine barometer sectors, by key of the list `secteur_barometre`. */
export const SECTEURS: Readonly<Record<string, Sector>> = {
  industrie: {
    titles: INDUSTRIE,
    composantes: ["atelier de production", "zone de stockage", "administration", "quai", "parking"],
    actes: weighted([
      ["permis_de_construire", 40],
      ["attribution_lot", 30],
      ["avna", 12],
      ["derogation_urbanistique", 10],
      ["eie", 8],
    ]),
    medianMdh: 5,
    sigma: 2,
    jobs: 8,
    areaM2: 4000,
  },
  services: {
    titles: SERVICES,
    composantes: ["bâtiment principal", "accueil", "locaux techniques", "espaces verts", "parking"],
    actes: weighted([
      ["permis_de_construire", 55],
      ["derogation_urbanistique", 25],
      ["accord_de_principe", 20],
    ]),
    medianMdh: 4.2,
    sigma: 1.7,
    jobs: 8,
    areaM2: 1500,
  },
  tourisme: {
    titles: TOURISME,
    composantes: ["hébergement", "restaurant", "piscine", "salle polyvalente", "espaces verts"],
    actes: weighted([
      ["permis_de_construire", 30],
      ["classement_touristique", 25],
      ["derogation_urbanistique", 20],
      ["avna", 15],
      ["aot", 10],
    ]),
    medianMdh: 3.8,
    sigma: 1.6,
    jobs: 7,
    areaM2: 3500,
  },
  btp: {
    titles: BTP,
    composantes: ["voirie", "réseaux", "logements", "locaux commerciaux", "équipements publics"],
    actes: weighted([
      ["autorisation_de_lotir", 45],
      ["permis_de_construire", 35],
      ["derogation_urbanistique", 20],
    ]),
    medianMdh: 8,
    sigma: 1.6,
    jobs: 9,
    areaM2: 12000,
  },
  energies_et_mines: {
    titles: MINES,
    composantes: ["zone d'extraction", "station de traitement", "pistes", "bassin", "base de vie"],
    actes: weighted([
      ["eie", 40],
      ["accord_de_principe", 30],
      ["aot", 30],
    ]),
    medianMdh: 14,
    sigma: 2.1,
    jobs: 5,
    areaM2: 50000,
  },
  energies_renouvelables: {
    titles: ENERGIE,
    composantes: ["champ de production", "poste de transformation", "ligne", "pistes", "contrôle"],
    actes: weighted([
      ["eie", 35],
      ["accord_de_principe", 25],
      ["convention_investissement", 20],
      ["aot", 20],
    ]),
    medianMdh: 20,
    sigma: 1.2,
    jobs: 0.9,
    areaM2: 80000,
  },
  commerce: {
    titles: COMMERCE,
    composantes: ["surface de vente", "réserve", "quai", "parking"],
    actes: weighted([
      ["permis_de_construire", 50],
      ["derogation_urbanistique", 30],
      ["avna", 20],
    ]),
    medianMdh: 7,
    sigma: 1.4,
    jobs: 6,
    areaM2: 2500,
  },
  agriculture: {
    titles: AGRICULTURE,
    composantes: ["parcelles", "bassin", "irrigation localisée", "bâtiment d'élevage", "hangar"],
    actes: weighted([
      ["permis_de_construire", 40],
      ["accord_de_principe", 40],
      ["eie", 20],
    ]),
    medianMdh: 5,
    sigma: 1.2,
    jobs: 7,
    areaM2: 60000,
  },
  artisanat: {
    titles: ARTISANAT,
    composantes: ["atelier", "salle d'exposition", "réserve"],
    actes: weighted([
      ["permis_de_construire", 50],
      ["accord_de_principe", 50],
    ]),
    medianMdh: 1.2,
    sigma: 0.8,
    jobs: 12,
    areaM2: 600,
  },
};

/** Projects by sector, as the regional barometer to 13/06/2024 counts them (695 projects). */
export const POIDS_SECTEURS = weighted<string>([
  ["industrie", 201],
  ["services", 167],
  ["tourisme", 133],
  ["btp", 114],
  ["energies_et_mines", 48],
  ["commerce", 11],
  ["energies_renouvelables", 10],
  ["agriculture", 9],
  ["artisanat", 2],
]);

/** Projects by province, as the regional barometer to 02/08/2024 counts them (1 031 projects). */
export const POIDS_PROVINCES = weighted<string>([
  ["05.091", 417],
  ["05.311", 205],
  ["05.081", 191],
  ["05.301", 126],
  ["05.255", 87],
  ["05.inter", 5],
]);

/** Provinces where the generated region has energy projects of national size. */
export const PROVINCES_GRANDE_ENERGIE: ReadonlySet<string> = new Set(["05.091", "05.311"]);

/** Projects approved by year, as published; later years grow from the last one. */
export const PROJETS_PAR_AN: Readonly<Record<number, number>> = {
  2019: 79,
  2020: 138,
  2021: 197,
  2022: 238,
  2023: 239,
};

/** Trade-register places of each province. */
export const PLACES_REGISTRE: Readonly<Record<string, Weighted<string>>> = {
  "05.091": weighted([
    ["beni_mellal", 993],
    ["kasba_tadla", 222],
  ]),
  "05.311": weighted([
    ["khouribga", 471],
    ["oued_zem", 128],
    ["boujaad", 81],
  ]),
  "05.255": weighted([
    ["fkih_ben_salah", 266],
    ["souk_sebt", 108],
  ]),
  "05.301": weighted([["khenifra", 1]]),
  "05.081": weighted([["azilal", 1]]),
};

/** Legal form of a holder: key, French and Arabic name around the word and the number. */
interface Forme {
  key: string;
  fr: string;
  suffix: string;
  ar: string;
}

const SARL: Forme = { key: "sarl", fr: "Société Exemple", suffix: " SARL", ar: "شركة مثال" };

/** Holder of a project of national size. */
export const FORME_SA: Forme = {
  key: "sa",
  fr: "Société Exemple",
  suffix: " SA",
  ar: "شركة مثال",
};

/** Legal forms of ordinary holders. */
export const FORMES = weighted<Forme>([
  [{ key: "sarl_au", fr: "Société Exemple", suffix: " SARL AU", ar: "شركة مثال" }, 42],
  [SARL, 32],
  [{ key: "cooperative", fr: "Coopérative Exemple", suffix: "", ar: "تعاونية مثال" }, 9],
  [{ key: "personne_physique", fr: "Porteur Exemple", suffix: "", ar: "حامل مشروع مثال" }, 7],
  [FORME_SA, 4],
  [{ key: "auto_entrepreneur", fr: "Porteur Exemple", suffix: "", ar: "حامل مشروع مثال" }, 3],
  [{ key: "association", fr: "Association Exemple", suffix: "", ar: "جمعية مثال" }, 2],
  [{ key: "gie", fr: "Groupement Exemple", suffix: "", ar: "مجموعة مثال" }, 1],
]);

/** Words that tell generated holders apart, in both scripts. */
export const MOTS: readonly (readonly [string, string])[] = [
  ["Atlas", "أطلس"],
  ["Tadla", "تادلة"],
  ["Oum Er-Rbia", "أم الربيع"],
  ["Dir", "الدير"],
  ["Cèdre", "الأرز"],
  ["Olivier", "الزيتون"],
  ["Grenadier", "الرمان"],
  ["Safran", "الزعفران"],
  ["Cascade", "الشلال"],
  ["Source", "العين"],
  ["Plateau", "الهضبة"],
  ["Vallée", "الوادي"],
  ["Horizon", "الأفق"],
  ["Étoile", "النجمة"],
  ["Soleil", "الشمس"],
  ["Palmier", "النخيل"],
  ["Amandier", "اللوز"],
  ["Caroubier", "الخروب"],
  ["Montagne", "الجبل"],
  ["Plaine", "السهل"],
  ["Lac", "البحيرة"],
  ["Pierre", "الحجر"],
  ["Aigle", "النسر"],
  ["Renard", "الثعلب"],
];

/** Variants of a title, in both scripts. */
export const VARIANTES = weighted<readonly [string, string]>([
  [["", ""], 70],
  [[" (extension)", " (توسعة)"], 14],
  [[" (modernisation)", " (تحديث)"], 8],
  [[" – deuxième tranche", " – الشطر الثاني"], 8],
]);

/** Land statuses, by key of the list `statut_foncier`. */
export const STATUTS_FONCIERS = weighted<string>([
  ["melk_titre", 42],
  ["domaine_prive_etat", 14],
  ["lot_zae", 14],
  ["non_immatricule", 12],
  ["collectif", 10],
  ["public_communal", 4],
  ["forestier", 2],
  ["habous", 2],
]);

/** Decisions of a sitting, by key of the list `decision`. */
export const DECISIONS = weighted<string>([
  ["favorable", 52],
  ["favorable_sous_reserve", 23],
  ["complement", 12],
  ["reprogrammer", 6],
  ["defavorable", 7],
]);

/** Decisions of the last sitting a file may go to: it ends there. */
export const DECISIONS_FINALES = weighted<string>([
  ["favorable", 62],
  ["favorable_sous_reserve", 25],
  ["defavorable", 13],
]);

/** What the minutes say beside a decision. */
export const OBSERVATIONS: Readonly<Record<string, readonly string[]>> = {
  favorable_sous_reserve: [
    "Sous réserve de l'accord de l'agence du bassin hydraulique.",
    "Sous réserve de la régularisation foncière.",
    "Sous réserve du respect du recul réglementaire.",
    "Sous réserve de l'avis de la protection civile.",
  ],
  complement: [
    "Plan de masse à compléter.",
    "Note de présentation et montage financier à produire.",
    "Certificat de propriété récent à joindre.",
    "Étude d'impact à compléter.",
  ],
  reprogrammer: [
    "Représentant d'une administration absent.",
    "Visite de terrain à faire avant décision.",
    "Reporté à la demande du porteur.",
  ],
  defavorable: [
    "Terrain incompatible avec le document d'urbanisme.",
    "Parcelle en zone inondable.",
    "Vocation agricole de la parcelle.",
  ],
};
