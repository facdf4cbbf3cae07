import { parseArgs } from "node:util";
import { StoreError } from "../store/errors.ts";
import { NotFound } from "../services/records/errors.ts";
import { Unreadable } from "../exchange/read-table.ts";
import { NotWritten, type WriteFailure } from "../exchange/write-whole.ts";
import { LaunchError } from "../launch/index.ts";
import { Refused, Usage } from "./call.ts";
import { commands } from "./commands.ts";

const help = `daftar <commande> --db FICHIER

  init   --db F [--demo] [--nom NOM] [--langue fr|ar|en]     crée un registre
  seed   --db F --projects N [--seed S] [--today AAAA-MM-JJ]  ajoute une région générée, fictive
  import indicateurs|dossiers FICHIER --db F [--dry-run] [--decimal ,|.]
         --dry-run n'écrit rien ; pour des indicateurs il montre chaque chiffre nouveau ou changé, avant → après
  list   dossiers --db F [--where champ=valeur]… [--search TEXTE] [--sort champ|-champ] [--limit N]
         champs : province commune secteur acte etat phase decision officier montant deposeLe
         (montant en MDH et deposeLe acceptent aussi >= et <=)
  list   conventions --db F [--as-of AAAA-MM-JJ] [--where champ=valeur]… [--search TEXTE] [--sort champ|-champ] [--limit N]
         telles qu'elles étaient ce jour ; champs : statut type programme pole partie dansJours
  list   financements --db F [--where champ=valeur]… [--search TEXTE] [--sort champ|-champ] [--limit N]
         champs : type categorie statut programme organisme montant demandeLe
         (montant en MDH et demandeLe acceptent aussi >= et <=)
  export dossiers|annuaire|conventions|financements|demandes|accompagnements --db F --out FICHIER.xlsx|.csv|.json
         [--where champ=valeur]… [--search TEXTE] [--sort champ|-champ] [--columns a,b,c] [--lang fr|ar|en] [--as-of AAAA-MM-JJ]
         [--separator ;|,|tab] [--no-bom] [--personal]  écrit une liste et compte ses lignes dans le fichier ;
         mêmes champs que list ; annuaire : type role ; demandes et accompagnements : etape ;
         --personal y met aussi les données personnelles ; chaque exportation est notée au journal
  series CLÉ --db F [--territory CODE|NOM] [--as-of AAAA-MM-JJ]
         chiffres en vigueur d'une série, publiée ou calculée par une formule
  dashboard [CLÉ] --db F [--where champ=valeur]… [--from AAAA-MM-JJ] [--to AAAA-MM-JJ] [--as-of AAAA-MM-JJ]
         [--compare precedente|annee_precedente] [--lang fr|ar|en]
         chiffres d'un tableau de bord, carte par carte, avec unité, source et nombre de fiches ; sans clé, la liste ;
         champs : province commune secteur acte programme officier ; --as-of lit les éditions publiées et les
         dossiers tels qu'ils étaient ce jour
  editions [CLÉ] --db F   éditions publiées, la dernière d'abord ; sortie 1 quand l'une d'elles a été altérée
  edition publish CLÉ --db F --title TITRE [--note TEXTE] [mêmes options que dashboard]
         fige les chiffres d'un tableau de bord, avec leur filtre, leurs sources et leur empreinte
  edition show ID --db F
  edition compare ID --db F [--with ID] [--lang fr|ar|en]
         une édition face aux chiffres d'aujourd'hui sous le même filtre, ou face à une autre édition du même tableau
  report CLÉ --db F --out FICHIER.pdf|.xlsx|.pptx|.docx|.csv [--lang fr|ar|en|fr+ar] [--cards a,b] [--title TITRE]
         [--landscape] [--where champ=valeur]… [--from AAAA-MM-JJ] [--to AAAA-MM-JJ] [--as-of AAAA-MM-JJ]
         écrit le rapport d'un tableau de bord : couverture, sommaire, chiffres clés, chaque carte avec son tableau,
         notes sur les sources ; mêmes champs que dashboard ; fr+ar met le français puis l'arabe dans un fichier
  deadline --db F --rule CLÉ --from AAAA-MM-JJ [--pause A..B]… [--as-of AAAA-MM-JJ]
         compte un délai ; --rules donne la liste des règles et de leurs versions
  holidays --db F --year AAAA [--move CLÉ=AAAA-MM-JJ]… [--confirm]
         jours fériés d'une année ; déplace et confirme les jours religieux
  primes --db F --amount DH --jobs N --province NOM [--priority] [--women-share PCT] [--as-of AAAA-MM-JJ]
         [--sector CLÉ] [--own-funds PCT] [--integration PCT] [--turnover DH] [--declare CLÉ[=oui|non]]…
         primes de la charte de l'investissement, régime par régime ; montants en DH, taux en pour cent ;
         met vaut true, false, ou null pour une condition à vérifier ; --declare tient la condition d'une
         prime pour remplie ou non (--priority : activité prioritaire de la région)
  check  --db F

--json écrit le résultat en JSON sur la sortie standard ; la progression va sur la sortie d'erreur.
Codes de sortie : 0 fait, 1 refus ou contrôle en échec, 2 mauvais usage.
`;

/** Why a file could not be written. */
const unwritten: Record<WriteFailure, string> = {
  read_only: "Ce dossier ou ce fichier est protégé en écriture",
  full: "Le disque est plein",
  in_use: "Ce fichier est ouvert dans un autre programme",
  missing_folder: "Ce dossier n'existe pas",
  too_many_rows: "Une feuille Excel ne peut pas tenir autant de lignes : exportez en CSV",
  not_checked: "Le nombre de lignes compté dans le fichier n'est pas celui de la liste",
  unknown: "Le fichier n'a pas pu être écrit",
};

const sentences: Partial<Record<string, string>> = {
  missing: "Ce registre n'existe pas : créez-le avec « daftar init ».",
  exists: "Un fichier existe déjà à cet endroit : rien n'a été écrit.",
  not_a_register: "Ce fichier n'est pas un registre Daftar.",
  damaged: "Ce registre est endommagé : rien n'a été écrit.",
  newer: "Ce registre vient d'une version plus récente de Daftar.",
  empty: "Le fichier est vide.",
  too_large: "Le fichier dépasse la taille acceptée (256 Mo).",
  not_text: "Le fichier n'est pas un tableau de texte lisible.",
  no_header: "Le fichier n'a pas de ligne d'en-tête.",
  columns: "Des colonnes obligatoires manquent",
};

async function main(argv: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      // `--sort -montant` is what one types; parseArgs would take the value for a switch.
      args: argv.flatMap((arg, i) => {
        const value = argv[i + 1];
        if (arg === "--sort" && value?.startsWith("-")) return [`--sort=${value}`];
        return argv[i - 1] === "--sort" && arg.startsWith("-") ? [] : [arg];
      }),
      allowPositionals: true,
      strict: true,
      options: {
        db: { type: "string" },
        json: { type: "boolean" },
        out: { type: "string" },
        columns: { type: "string" },
        lang: { type: "string" },
        separator: { type: "string" },
        "no-bom": { type: "boolean" },
        personal: { type: "boolean" },
        demo: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        "dry-run": { type: "boolean" },
        decimal: { type: "string" },
        projects: { type: "string" },
        seed: { type: "string" },
        today: { type: "string" },
        nom: { type: "string" },
        langue: { type: "string" },
        where: { type: "string", multiple: true },
        search: { type: "string" },
        sort: { type: "string" },
        limit: { type: "string" },
        territory: { type: "string" },
        "as-of": { type: "string" },
        rule: { type: "string" },
        rules: { type: "boolean" },
        from: { type: "string" },
        to: { type: "string" },
        compare: { type: "string" },
        cards: { type: "string" },
        title: { type: "string" },
        landscape: { type: "boolean" },
        pause: { type: "string", multiple: true },
        year: { type: "string" },
        move: { type: "string", multiple: true },
        confirm: { type: "boolean" },
        amount: { type: "string" },
        jobs: { type: "string" },
        province: { type: "string" },
        priority: { type: "boolean" },
        "women-share": { type: "string" },
        sector: { type: "string" },
        "own-funds": { type: "string" },
        integration: { type: "string" },
        turnover: { type: "string" },
        declare: { type: "string", multiple: true },
        note: { type: "string" },
        with: { type: "string" },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [name, ...rest] = positionals;
  if (values.help || name === "help") {
    process.stdout.write(help);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(name === undefined ? help : `Commande inconnue : ${name}\n\n${help}`);
    return 2;
  }
  try {
    return await command({ values, args: rest });
  } catch (error) {
    if (error instanceof Usage) {
      process.stderr.write(`${error.message}\n\n${help}`);
      return 2;
    }
    const failure = failureOf(error);
    if (values.json) process.stdout.write(`${JSON.stringify({ error: failure })}\n`);
    process.stderr.write(`${failure.message}\n`);
    return 1;
  }
}

function failureOf(error: unknown): { code: string; message: string } {
  if (error instanceof StoreError) {
    return { code: error.code, message: sentences[error.code] ?? error.message };
  }
  if (error instanceof Unreadable) {
    const sentence =
      error.reason === "missing"
        ? "Ce fichier n'a pas pu être ouvert : rien n'a été écrit."
        : (sentences[error.reason] ?? error.message);
    const detail = error.reason === "columns" ? ` : ${error.detail}.` : "";
    return { code: `file_${error.reason}`, message: `${sentence}${detail}` };
  }
  if (error instanceof NotWritten) {
    return {
      code: `not_written_${error.reason}`,
      message: `${unwritten[error.reason]} : rien n'a été écrit.`,
    };
  }
  if (error instanceof LaunchError) {
    return { code: error.code.toLowerCase(), message: error.message };
  }
  if (error instanceof Refused) return { code: error.code, message: error.message };
  if (error instanceof NotFound) {
    return { code: "not_found", message: `Introuvable : ${error.record} « ${error.id} ».` };
  }
  return { code: "unexpected", message: (error as Error).stack ?? String(error) };
}

process.stdout.on("error", () => process.exit(0));
process.exitCode = await main(process.argv.slice(2));
