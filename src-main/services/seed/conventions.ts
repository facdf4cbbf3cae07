import { addDays, addMonths } from "../../domain/dates.ts";
import { keysBetween } from "../../domain/order-key.ts";
import { foldText } from "../../domain/search-text.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Writer } from "../../store/ledger.ts";
import { Random } from "./random.ts";

const CONVENTION_STREAM = 5;
/** Centimes of a dirham. */
const DH = 100;

const organisations = {
  centre: ["Centre régional d'investissement (exemple)", "المركز الجهوي للاستثمار (مثال)"],
  labo: ["Laboratoire d'innovation (exemple)", "مختبر الابتكار (مثال)"],
  conseil: ["Conseil de la région (exemple)", "مجلس الجهة (مثال)"],
  ecole: ["École supérieure de technologie (exemple)", "المدرسة العليا للتكنولوجيا (مثال)"],
  banque: ["Banque partenaire (exemple)", "البنك الشريك (مثال)"],
  plateforme: ["Plateforme de financement collaboratif (exemple)", "منصة التمويل التعاوني (مثال)"],
  chambre: ["Chambre de commerce (exemple)", "غرفة التجارة (مثال)"],
} as const;
type Who = keyof typeof organisations;

interface Agreement {
  numero: string;
  type: string;
  parent?: string;
  fr: string;
  ar: string;
  objet: string;
  visas?: string;
  /** Title and text of each clause. */
  clauses?: readonly (readonly [titreFr: string, titreAr: string, texteFr: string])[];
  suspendueLe?: string;
  programme?: string;
  pole?: string;
  effetLe: string | null;
  finLe: string | null;
  /** Months of a tacit renewal and of its notice. */
  tacite?: readonly [mois: number, preavis: number];
  denonceeLe?: string;
  resilieeLe?: string;
  motif?: string;
  montant?: number;
  /** Role of each party, and whether it has signed. */
  parties: readonly (readonly [who: Who, role: string, signed: boolean])[];
}

/** Conventions in every state of their life on a day, all invented. */
function agreements(today: string): Agreement[] {
  const year = today.slice(0, 4);
  const since = (months: number) => addMonths(today, -months);
  const until = (from: string, months: number) => addDays(addMonths(from, months), -1);
  const [started, ending, refused] = [since(14), since(10), since(20)];
  const [expired, paused] = [since(26), since(15)];
  return [
    {
      numero: "C-2021-0001",
      type: "convention_partenariat",
      fr: "Accompagnement des porteurs de projets innovants vers leur financement",
      ar: "مواكبة حاملي المشاريع المبتكرة نحو التمويل",
      objet:
        "Promouvoir les projets innovants de la région et préparer leurs porteurs au financement collaboratif.",
      visas: "Vu la loi n° 15-18 relative au financement collaboratif ;",
      clauses: [
        [
          "Objet",
          "الموضوع",
          "Les parties accompagnent les porteurs de projets innovants de la région.",
        ],
        [
          "Durée",
          "المدة",
          "Un an à compter de la signature, renouvelable par tacite reconduction.",
        ],
        ["Suivi", "التتبع", "Un comité de suivi se réunit chaque semestre."],
      ],
      programme: "izdihar",
      pole: "impulsion",
      effetLe: "2021-07-15",
      finLe: "2022-07-14",
      tacite: [12, 3],
      parties: [
        ["centre", "porteur", true],
        ["labo", "partenaire", true],
      ],
    },
    {
      numero: `C-${started.slice(0, 4)}-0002`,
      type: "convention_specifique",
      fr: "Mise à niveau d'une zone d'activités économiques",
      ar: "تأهيل منطقة للأنشطة الاقتصادية",
      objet: "Financer et suivre les travaux de mise à niveau d'une zone d'activités.",
      pole: "impulsion",
      effetLe: started,
      finLe: until(started, 36),
      montant: 12_000_000 * DH,
      parties: [
        ["centre", "operateur", true],
        ["conseil", "financeur", true],
        ["chambre", "partenaire", true],
      ],
    },
    {
      numero: `C-${ending.slice(0, 4)}-0003`,
      type: "convention_partenariat",
      fr: "Stages et projets de fin d'études dans les entreprises accompagnées",
      ar: "تداريب ومشاريع نهاية الدراسة في المقاولات المواكبة",
      objet: "Ouvrir les entreprises accompagnées aux étudiants de la région.",
      pole: "impulsion",
      effetLe: ending,
      finLe: until(ending, 12),
      tacite: [12, 3],
      parties: [
        ["centre", "porteur", true],
        ["ecole", "partenaire", true],
      ],
    },
    {
      numero: `C-${year}-0004`,
      type: "memorandum_entente",
      fr: "Orientation des très petites entreprises vers le crédit",
      ar: "توجيه المقاولات الصغيرة جدا نحو القروض",
      objet: "Partager les dossiers prêts à être financés.",
      programme: "intelaka",
      pole: "maison_investisseur",
      effetLe: null,
      finLe: null,
      parties: [
        ["centre", "porteur", true],
        ["banque", "financeur", false],
      ],
    },
    {
      numero: `C-${year}-0005`,
      type: "convention_cadre",
      fr: "Promotion territoriale et journées de l'investissement",
      ar: "الترويج الترابي وأيام الاستثمار",
      objet: "Cadre des actions communes de promotion de la région.",
      pole: "impulsion",
      effetLe: null,
      finLe: null,
      parties: [
        ["centre", "porteur", false],
        ["conseil", "partenaire", false],
        ["chambre", "partenaire", false],
      ],
    },
    {
      numero: `C-${refused.slice(0, 4)}-0006`,
      type: "convention_partenariat",
      fr: "Guichet commun d'information des entrepreneurs",
      ar: "شباك مشترك لإخبار المقاولين",
      objet: "Tenir un guichet commun dans les provinces.",
      pole: "maison_investisseur",
      effetLe: refused,
      finLe: until(refused, 24),
      resilieeLe: since(4),
      motif: "Résiliée d'un commun accord (exemple)",
      parties: [
        ["centre", "porteur", true],
        ["chambre", "partenaire", true],
      ],
    },
    {
      numero: `C-${expired.slice(0, 4)}-0007`,
      type: "convention_specifique",
      fr: "Étude des filières agricoles transformables",
      ar: "دراسة السلاسل الفلاحية القابلة للتحويل",
      objet: "Étudier les filières qui peuvent être transformées dans la région.",
      pole: "impulsion",
      effetLe: expired,
      finLe: until(expired, 18),
      parties: [
        ["centre", "porteur", true],
        ["ecole", "operateur", true],
      ],
    },
    {
      numero: `C-${paused.slice(0, 4)}-0008`,
      type: "convention_partenariat",
      fr: "Pépinière d'entreprises numériques",
      ar: "مشتلة المقاولات الرقمية",
      objet: "Héberger de jeunes entreprises numériques.",
      pole: "impulsion",
      effetLe: paused,
      finLe: until(paused, 36),
      suspendueLe: since(2),
      parties: [
        ["centre", "porteur", true],
        ["ecole", "partenaire", true],
      ],
    },
  ];
}

interface Made {
  id: string;
  parties: Record<string, string>;
}

function writeAgreement(
  writer: Writer,
  one: Agreement,
  who: Readonly<Record<Who, string>>,
  { today, userId: officierId }: { today: string; userId: string },
): Made {
  // One party of a convention not in effect yet has signed already.
  const signed = one.effetLe ?? addDays(today, -12);
  const [reconductionMois, preavisMois] = one.tacite ?? [null, null];
  const id = writer.insert("convention", {
    numero: one.numero,
    type: one.type,
    intituleFr: `${one.fr} (exemple)`,
    intituleAr: `${one.ar} (مثال)`,
    objet: one.objet,
    visas: one.visas ?? null,
    programme: one.programme ?? null,
    pole: one.pole ?? null,
    officierId,
    effetLe: one.effetLe,
    finLe: one.finLe,
    reconductionTacite: one.tacite ? 1 : null,
    reconductionMois,
    preavisMois,
    denonceeLe: one.denonceeLe ?? null,
    resilieeLe: one.resilieeLe ?? null,
    resiliationMotif: one.motif ?? null,
    montant: one.montant ?? null,
  });
  const orders = keysBetween(null, null, one.parties.length);
  const parties: Record<string, string> = {};
  for (const [place, [name, role, signs]] of one.parties.entries()) {
    parties[name] = writer.insert("partie", {
      conventionId: id,
      organisationId: who[name],
      role,
      representant: `Représentant Exemple ${place + 1}`,
      signeLe: signs ? signed : null,
      ordre: orders[place],
    });
  }
  const places = keysBetween(null, null, one.clauses?.length ?? 0);
  for (const [place, [titreFr, titreAr, texteFr]] of (one.clauses ?? []).entries()) {
    const ordre = places[place];
    writer.insert("clause", { conventionId: id, titreFr, titreAr, texteFr, ordre });
  }
  if (one.suspendueLe) {
    const motif = "Locaux en travaux (exemple)";
    writer.insert("suspension", { conventionId: id, duLe: one.suspendueLe, motif });
  }
  return { id, parties };
}

/** An avenant that lengthens a convention by a year, signed by the same parties. */
function writeAvenant(
  writer: Writer,
  given: {
    parentId: string;
    parent: Agreement;
    who: Readonly<Record<Who, string>>;
    today: string;
    userId: string;
  },
): void {
  const { parentId, parent, who, today, userId } = given;
  const effetLe = addMonths(today, -3);
  const id = writer.insert("convention", {
    numero: `${parent.numero}-A1`,
    type: "avenant",
    parentId,
    intituleFr: "Prorogation d'un an (exemple)",
    intituleAr: "تمديد لسنة (مثال)",
    pole: parent.pole ?? null,
    officierId: userId,
    effetLe,
  });
  const orders = keysBetween(null, null, parent.parties.length);
  for (const [place, [name, role]] of parent.parties.entries()) {
    const ordre = orders[place];
    const signeLe = addDays(effetLe, -4);
    writer.insert("partie", {
      conventionId: id,
      organisationId: who[name],
      role,
      representant: `Représentant Exemple ${place + 1}`,
      signeLe,
      ordre,
    });
  }
  writer.insert("modification", {
    id: deterministicId("modification", id, "finLe"),
    avenantId: id,
    champ: "finLe",
    valeur: JSON.stringify(addDays(addMonths(parent.effetLe ?? today, 48), -1)),
  });
}

/** Commitments, committee, indicator and report of the agreement with the laboratory. */
function writeAccompaniment(
  writer: Writer,
  { id, parties }: Made,
  { today, userId, random }: { today: string; userId: string; random: Random },
): void {
  const orders = keysBetween(null, null, 4);
  const engagements = [
    ["labo", "Former les porteurs au financement collaboratif", "تكوين الحاملين", "trimestrielle"],
    [
      "centre",
      "Orienter les porteurs de projets innovants",
      "توجيه حاملي المشاريع",
      "semestrielle",
    ],
    ["labo", "Ouvrir une antenne dans la région", "فتح فرع بالجهة", null],
    ["centre", "Mettre un espace à la disposition des porteurs", "توفير فضاء للحاملين", null],
  ] as const;
  for (const [place, [party, libelleFr, libelleAr, periodicite]] of engagements.entries()) {
    const echeanceLe =
      periodicite === null ? addDays(today, place === 2 ? -25 : 40) : addMonths(today, -9);
    const engagementId = writer.insert("engagement", {
      conventionId: id,
      partieId: parties[party],
      libelleFr,
      libelleAr,
      echeanceLe,
      periodicite,
      responsableId: userId,
      ordre: orders[place],
    });
    const months = periodicite === "trimestrielle" ? 3 : 6;
    if (periodicite === null) continue;
    for (let n = 0; n * months < 9; n += 1) {
      const pourLe = addMonths(echeanceLe, n * months);
      const faiteLe = addDays(pourLe, random.int(-8, 6));
      writer.insert("realisation", { engagementId, pourLe, faiteLe });
    }
  }
  const comiteId = writer.insert("comite", {
    conventionId: id,
    type: "suivi",
    nom: "Comité de suivi (exemple)",
    president: "Directeur Exemple",
    periodicite: "semestrielle",
  });
  const seats = keysBetween(null, null, 2);
  const members = ["Pour le centre", "Pour le laboratoire"].map((qualite, place) =>
    writer.insert("membreComite", {
      comiteId,
      nom: `Membre Exemple ${place + 1}`,
      qualite,
      ordre: seats[place],
    }),
  );
  for (const [place, months] of [16, 10, 4].entries()) {
    const reunionId = writer.insert("reunion", {
      comiteId,
      numero: String(place + 1),
      tenueLe: addMonths(today, -months),
      heure: "10:00",
      lieu: "Siège du centre (exemple)",
      statut: "tenue",
      ordreDuJour: "Avancement des porteurs\nCampagnes de financement",
      compteRendu: "Compte rendu (exemple).",
    });
    for (const [seat, membreId] of members.entries()) {
      writer.insert("presence", {
        id: deterministicId("presence", reunionId, membreId),
        reunionId,
        membreId,
        present: place === 1 && seat === 1 ? 0 : 1,
      });
    }
  }
  const indicateurId = writer.insert("indicateurConvention", {
    conventionId: id,
    libelleFr: "Porteurs accompagnés",
    libelleAr: "الحاملون المواكبون",
    unite: "porteurs",
    reference: 0,
    referenceLe: "2021-07-15",
    cible: 10,
    cibleLe: addMonths(today, 6),
    ordre: keysBetween(null, null, 1)[0],
  });
  for (const [months, valeur] of [
    [18, 3],
    [12, 6],
    [5, 8],
  ] as const) {
    const source = "Rapport du comité (exemple)";
    writer.insert("mesure", { indicateurId, le: addMonths(today, -months), valeur, source });
  }
  writer.insert("livrable", {
    conventionId: id,
    partieId: parties["labo"],
    genre: "rapport",
    libelleFr: "Rapport annuel d'activité",
    libelleAr: "التقرير السنوي للأنشطة",
    echeanceLe: addDays(today, 18),
  });
}

/** Contributions by year, tranches paid and to pay, of the convention that has an amount. */
function writePayments(writer: Writer, { id, parties }: Made, today: string): void {
  const payeurId = parties["conseil"]!;
  const beneficiaireId = parties["centre"]!;
  const first = Number(addMonths(today, -14).slice(0, 4));
  for (const [n, millions] of [5, 4, 3].entries()) {
    writer.insert("contribution", {
      conventionId: id,
      partieId: payeurId,
      annee: first + n,
      montant: millions * 1_000_000 * DH,
      nature: "financiere",
    });
  }
  const livrableId = writer.insert("livrable", {
    conventionId: id,
    partieId: beneficiaireId,
    genre: "livrable",
    libelleFr: "Études d'exécution",
    libelleAr: "الدراسات التنفيذية",
    echeanceLe: addMonths(today, -2),
    recuLe: addDays(addMonths(today, -2), 9),
  });
  for (const [n, [months, millions, paid]] of (
    [
      [-12, 5, true],
      [-1, 4, false],
      [9, 3, false],
    ] as const
  ).entries()) {
    const prevuLe = addMonths(today, months);
    const amount = millions * 1_000_000 * DH;
    writer.insert("versement", {
      conventionId: id,
      tranche: n + 1,
      payeurId,
      beneficiaireId,
      livrableId: n === 1 ? livrableId : null,
      prevuLe,
      montantPrevu: amount,
      verseLe: paid ? addDays(prevuLe, 12) : null,
      montantVerse: paid ? amount : null,
    });
  }
}

const holders = [
  ["Coopérative de plantes aromatiques", "ferme", 7],
  ["Atelier de confection", "cree", 5],
  ["Plateforme de visites guidées", "collecte", 0],
  ["Fromagerie de montagne", "cree", 4],
  ["Recyclage de palettes", "collecte", 0],
  ["Apiculture de l'Atlas", "cree", 3],
  ["Cours de soutien en ligne", "en_cours", 0],
  ["Serres hydroponiques", "collecte", 0],
  ["Menuiserie aluminium", "en_cours", 0],
  ["Jus de grenade", "cree", 6],
] as const;

/** The cohort of the agreement: ten holders, the firms they made and how these fare, three campaigns. */
function writeCohort(
  writer: Writer,
  conventionId: string,
  platform: string,
  { today, userId, random }: { today: string; userId: string; random: Random },
): void {
  const opened = addMonths(today, -30);
  const cohorteId = writer.insert("cohorte", {
    nom: `Cohorte ${opened.slice(0, 4)} (exemple)`,
    programme: "izdihar",
    conventionId,
    ouverteLe: opened,
    objectif: 10,
  });
  const year = opened.slice(0, 4);
  // Below the accompaniments that the demonstration opened lately.
  const orders = keysBetween("b00", null, holders.length);
  let campaigns = 0;
  for (const [i, [nom, fate, emplois]] of holders.entries()) {
    const firm = fate === "cree" || fate === "ferme";
    const ouvertLe = addDays(opened, random.int(0, 60));
    const creeLe = addMonths(ouvertLe, 8);
    const etape = firm ? "suivi_post_creation" : fate === "collecte" ? "depot" : "montage";
    const cout = random.int(12, 60) * 10_000 * DH;
    const accompagnementId = writer.insert("accompagnement", {
      reference: `A-${year}-${String(i + 1).padStart(4, "0")}`,
      intitule: `${nom} (exemple)`,
      programme: "izdihar",
      conventionId,
      cohorteId,
      conseillerId: userId,
      etape,
      etapeLe: firm ? creeLe : addDays(ouvertLe, 90),
      ouvertLe,
      cout,
      entrepriseCreeeLe: firm ? creeLe : null,
      emploisCrees: firm ? emplois : null,
      ordre: orders[i],
    });
    writer.insert("entretien", {
      accompagnementId,
      le: addDays(ouvertLe, 12),
      heure: "11:00",
      dureeMinutes: 60,
      utilisateurId: userId,
      objet: "Diagnostic du projet (exemple)",
    });
    if (firm) {
      writePlan(writer, { accompagnementId, conventionId, cout, n: i, decisionLe: creeLe });
      writer.insert("suiviEntreprise", {
        accompagnementId,
        constateLe: addMonths(creeLe, 12),
        enActivite: fate === "cree" ? 1 : 0,
        emplois: fate === "cree" ? emplois : 0,
        source: "Appel au porteur (exemple)",
      });
    }
    if (fate !== "collecte") continue;
    campaigns += 1;
    writeCampaign(writer, { accompagnementId, conventionId, platform, n: campaigns, today });
  }
}

/** A financing plan that balances with the cost of the project: loan, honour loan and own contribution. */
function writePlan(
  writer: Writer,
  given: {
    accompagnementId: string;
    conventionId: string;
    cout: number;
    n: number;
    decisionLe: string;
  },
): void {
  const { accompagnementId, conventionId, cout, n, decisionLe } = given;
  const loan = Math.round(cout / 2);
  const honour = Math.round(cout / 4);
  const shares = [
    ["credit", loan, "verse"],
    ["pret_honneur", honour, "accorde"],
    ["apport", cout - loan - honour, "verse"],
  ] as const;
  for (const [place, [type, amount, statut]] of shares.entries()) {
    writer.insert("financement", {
      reference: `F-${decisionLe.slice(0, 4)}-${String(101 + n * 3 + place).padStart(4, "0")}`,
      type,
      accompagnementId,
      conventionId,
      programme: "izdihar",
      statut,
      montantDemande: amount,
      montantAccorde: type === "apport" ? null : amount,
      montantVerse: statut === "verse" ? amount : null,
      demandeLe: addDays(decisionLe, -60),
      decisionLe,
    });
  }
}

/** A campaign of a donation on a platform; the third asks for more than the ceiling allows. */
function writeCampaign(
  writer: Writer,
  given: {
    accompagnementId: string;
    conventionId: string;
    platform: string;
    n: number;
    today: string;
  },
): void {
  const { accompagnementId, conventionId, platform, n, today } = given;
  const ouvertLe = addMonths(today, -2 * n);
  const target = [120_000, 300_000, 900_000][n - 1]!;
  const financementId = writer.insert("financement", {
    reference: `F-${ouvertLe.slice(0, 4)}-${String(n).padStart(4, "0")}`,
    type: "collaboratif",
    categorie: "don",
    accompagnementId,
    conventionId,
    programme: "izdihar",
    organismeId: platform,
    statut: "collecte",
    montantDemande: target * DH,
    demandeLe: addDays(ouvertLe, -20),
    ouvertLe,
    clotLe: addMonths(ouvertLe, 2 * n + (n === 3 ? -1 : 1)),
  });
  for (const [step, part] of [0.15, 0.2, 0.25].entries()) {
    const le = addDays(ouvertLe, 15 * (step + 1));
    if (le > today) break;
    writer.insert("collecte", {
      financementId,
      le,
      montant: Math.round(target * part) * DH,
      contributeurs: 12 + 9 * step,
      source: "Relevé de la plateforme (exemple)",
    });
  }
}

/**
 * Conventions of the demonstration, in the states of their life, with what was promised, paid, met about and
 * collected. Every party and holder says that it is an example.
 * @param options.userId who follows them
 */
export function writeDemonstrationConventions(
  writer: Writer,
  options: { seed: number; today: string; userId: string },
): void {
  const random = new Random(options.seed, CONVENTION_STREAM, 0);
  const { today, userId } = options;
  const who = Object.fromEntries(
    Object.entries(organisations).map(([key, [nomFr, nomAr]]) => [
      key,
      writer.insert("organisation", { nomFr, nomAr, nomPlie: foldText(nomFr) }),
    ]),
  ) as Record<Who, string>;
  for (const [organisationId, role] of [
    [who.conseil, "financeur"],
    [who.labo, "partenaire"],
  ] as const) {
    const id = deterministicId("partenaire_programme", "izdihar", organisationId, role);
    writer.insert("partenaireProgramme", { id, programme: "izdihar", organisationId, role });
  }
  writer.insert("budgetProgramme", {
    programme: "izdihar",
    annee: Number(today.slice(0, 4)),
    montant: 2_000_000 * DH,
    organisationId: who.conseil,
    source: "Chiffre d'exemple",
  });
  const all = agreements(today);
  const made = all.map((one) => writeAgreement(writer, one, who, options));
  const [accompaniment, works] = made as [Made, Made];
  writeAccompaniment(writer, accompaniment, { today, userId, random });
  writePayments(writer, works, today);
  writeAvenant(writer, { parentId: works.id, parent: all[1]!, who, today, userId });
  writeCohort(writer, accompaniment.id, who.plateforme, { today, userId, random });
}
