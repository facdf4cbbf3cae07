import { inferDecimalFormat, parseDecimal, scaleDecimal } from "../../contract/decimal.ts";
import { checkDossierDates } from "../../domain/dossier-dates.ts";
import { inferDateOrder, parseDate } from "../../domain/dates.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { foldText } from "../../domain/search-text.ts";
import { prepared, type SqlValue } from "../../store/database.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { referenceRows, territoires } from "../../store/queries/reference.ts";
import { placeIndex } from "../places.ts";
import { firstOrder, phaseOfState } from "../records/dossier-rules.ts";
import { untrashRow } from "../records/records.ts";
import { refused } from "./messages.ts";
import type { ImporterFactory, RowOutcome } from "./run.ts";

/** Columns of the commission's agenda (cri.md §1.3), then those other exports add. */
const fields = [
  { key: "numero", names: ["N°", "No", "Numéro", "N", "الرقم الترتيبي"] },
  { key: "id", names: ["Identifiant", "ID dossier", "المعرف"] },
  {
    key: "reference",
    names: [
      "Référence",
      "Réf",
      "Référence du dossier",
      "Référence dossier",
      "رقم المرجع",
      "رقم الملف",
      "المرجع",
    ],
  },
  {
    key: "intitule",
    names: [
      "Intitulé",
      "Intitulé du projet",
      "Projet",
      "Titre",
      "عنوان المشروع",
      "العنوان",
      "المشروع",
      "Title",
    ],
  },
  { key: "intituleAr", names: ["Intitulé (ar)", "Intitulé arabe", "Intitulé en arabe"] },
  {
    key: "localisation",
    names: [
      "Commune",
      "Localisation du projet",
      "Lieu",
      "Commune / Province",
      "الموقع",
      "المكان",
      "الجماعة",
    ],
  },
  { key: "province", names: ["Préfecture/Province", "Préfecture / Province", "الإقليم"] },
  {
    key: "porteur",
    names: [
      "Porteur/Raison sociale",
      "Raison sociale",
      "Porteur de projet",
      "Investisseur",
      "Promoteur",
      "حامل المشروع",
      "صاحب المشروع",
      "المستثمر",
      "Holder",
    ],
  },
  {
    key: "montant",
    names: [
      "Montant (MDH)",
      "Montant en MDH",
      "Montant MDH",
      "Investissement (MDH)",
      "Montant d'investissement (MDH)",
      "الكلفة",
      "المبلغ",
      "المبلغ (مليون درهم)",
      "Amount (MDH)",
    ],
  },
  {
    key: "emplois",
    names: [
      "Emplois à créer",
      "Emplois",
      "Nombre d'emplois",
      "Nbre d'emplois",
      "Emplois prévus",
      "مناصب الشغل",
      "عدد مناصب الشغل",
      "Jobs",
    ],
  },
  {
    key: "surface",
    names: [
      "Surface du terrain",
      "Superficie",
      "Superficie du terrain",
      "Surface",
      "Surface du terrain (m²)",
      "Surface du terrain (ha)",
      "Surface (m²)",
      "Surface (ha)",
      "Superficie (m²)",
      "Superficie (ha)",
      "Superficie totale",
      "المساحة",
    ],
  },
  { key: "observations", names: ["Observation", "Remarques", "ملاحظات"] },
  {
    key: "acte",
    names: ["Acte demandé", "Type d'acte", "Nature de l'acte", "القرار المطلوب", "Act"],
  },
  { key: "secteur", names: ["Secteur d'activité", "القطاع", "Sector"] },
  { key: "etat", names: ["État", "État de la procédure", "Statut", "الحالة", "State"] },
  { key: "deposeLe", names: ["Date de dépôt", "Déposé le", "Dépôt", "الإيداع", "Filed"] },
] as const;

/** No single project comes near: a larger figure was typed in dirhams. */
const largestMdh = 500_000;

const longestTitle = 300;
const longestNote = 4000;
const arabic = /\p{Script=Arabic}/u;
const latin = /\p{Script=Latin}/u;

/** Files on an agenda are those programmed for the sitting. */
const stateOnAgenda = "programmee";

/** First words of a line that adds up others, folded. */
const totals = /^(?:sous )?total(?: |$)|^(?:ال)?مجموع(?: |$)/;

/** How a spreadsheet says that there is no figure. */
const noFigure = /^(?:-|–|—|n\.?\s?[dcr]\.?|néant|غ\.?م\.?)$/i;

const surfaceUnit = /(?:^|[^a-z])(ha|hectares?|m2|m²)(?:[^a-z]|$)/i;

function keysByLabel(rows: ReturnType<typeof referenceRows>): Map<string, string> {
  const keys = new Map<string, string>();
  for (const row of rows) {
    for (const text of [row.key, row.label.fr, row.label.ar, row.label.en])
      keys.set(foldText(text), row.key);
  }
  return keys;
}

const make: ImporterFactory = (ctx, table, columns, options) => {
  const { db } = ctx.store;
  const cell = (cells: readonly string[], key: string) => {
    const at = columns.mapping[key];
    return at === undefined ? "" : (cells[at] ?? "").replace(/\s+/g, " ").trim();
  };
  const column = (key: string) => table.rows.map((row) => bare(cell(row.cells, key)));
  const bare = (text: string) => text.replace(/\s*(?:MMDH|MDH|DH|ha|hectares?|m2|m²)\.?$/i, "");
  const montants = inferDecimalFormat(column("montant"));
  const surfaces = inferDecimalFormat(column("surface"));
  const emplois = inferDecimalFormat(column("emplois"));
  const dates = inferDateOrder(column("deposeLe"));
  const formatOf = (inferred: typeof montants) =>
    options.decimal
      ? {
          decimal: options.decimal,
          group: options.decimal === "," ? ("." as const) : ("," as const),
        }
      : inferred;
  const surfaceHeader = table.headers[columns.mapping["surface"] ?? -1] ?? "";
  const hectaresByDefault = /ha|hectare/i.test(surfaceUnit.exec(surfaceHeader)?.[1] ?? "");

  const index = placeIndex(territoires(db));
  const actes = keysByLabel(referenceRows(db, "acte"));
  const secteurs = keysByLabel(referenceRows(db, "secteur_barometre"));
  const etats = keysByLabel(referenceRows(db, "etat_procedure"));
  const decisionPhase = phaseOfState(db, stateOnAgenda) ?? "crui";
  const seen = new Map<string, number>();
  // The first act of a project in the file says what the project is: the others would undo each other.
  const decided = new Set<string>();
  const decides = (projetId: string) => {
    if (decided.has(projetId)) return false;
    decided.add(projetId);
    return true;
  };
  const group: { province: string | null; acte: string | null } = { province: null, acte: null };
  let ordre = firstOrder(ctx);
  let used = false;
  const nextOrder = () => {
    if (used) ordre = keyBetween(null, ordre);
    used = true;
    return ordre;
  };

  const byReference = prepared(
    ctx.store,
    "SELECT id, projet_id AS projetId, deleted_at AS deletedAt FROM dossier WHERE reference = ? ORDER BY deleted_at IS NOT NULL LIMIT 1",
  );
  const projectByReference = prepared(
    ctx.store,
    "SELECT id FROM projet WHERE reference = ? AND deleted_at IS NULL LIMIT 1",
  );
  const holderByName = prepared(
    ctx.store,
    "SELECT id FROM organisation WHERE nom_plie = ? AND deleted_at IS NULL LIMIT 1",
  );

  /**
   * Agendas come by province, then by act, with headings (« I - PROVINCE DE KHOURIBGA », « Permis de construire
   * (3) ») and totals. A heading that is not recognised ends the group: what follows is not under the last one.
   */
  const heading = (cells: readonly string[]): boolean => {
    const filled = cells.map((text) => text.trim()).filter((text) => text !== "");
    const first = filled.find((text) => /\p{L}/u.test(text));
    if (first === undefined) return false;
    if (totals.test(foldText(first))) return true;
    if (filled.length > 1 && (cell(cells, "reference") !== "" || cell(cells, "intitule") !== "")) {
      return false;
    }
    const text = first
      .replace(/^(?:[ivx]{1,5}|\d{1,2})\s*[-–.)/]\s*/i, "")
      .replace(/\s*[(:]\s*\d*\s*\)?$/, "")
      .replace(/^(?:acte|préfecture|province)\s*:\s*/i, "");
    const acte = actes.get(foldText(text));
    if (acte !== undefined) {
      group.acte = acte;
      return true;
    }
    const match = index.find(text, "area");
    const level = match.kind === "found" ? match.territoire.level : null;
    if (match.kind === "found" && (level === "province" || level === "interprovincial")) {
      group.province = match.territoire.code;
      group.acte = null;
      return true;
    }
    if (filled.length === 1) {
      group.province = null;
      group.acte = null;
    }
    return false;
  };

  type Place = { ok: true; id: string | null } | { ok: false; outcome: RowOutcome };
  const placeOf = (line: number, text: string, province: string): Place => {
    const context = province || group.province || "";
    if (text === "") {
      if (context === "") return { ok: true, id: null };
      // The column of provinces names a province, though its chief town bears the same name.
      const area = province === "" ? null : index.find(province, "area");
      if (area?.kind === "found") return { ok: true, id: area.territoire.id };
      return placeOf(line, context, "");
    }
    let match = index.find(text, "localisation");
    if (match.kind === "ambiguous" && context !== "") {
      const within = index.find(context, "area");
      const code = within.kind === "found" ? within.territoire.code : context;
      const candidates = match.candidates.filter(
        (candidate) => candidate.province === code && candidate.level === "commune",
      );
      if (candidates.length === 1)
        match = { kind: "found", territoire: candidates[0]!, candidates };
    }
    if (match.kind === "ambiguous") {
      return { ok: false, outcome: refused(line, "localisation", "ambiguous_place", text) };
    }
    const levels = ["commune", "centre", "province", "interprovincial"];
    if (match.kind !== "found" || !levels.includes(match.territoire.level)) {
      return { ok: false, outcome: refused(line, "localisation", "unknown_place", text) };
    }
    const given = province === "" ? null : index.find(province, "area");
    const own = match.territoire.province ?? match.territoire.code;
    if (
      given?.kind === "found" &&
      given.territoire.level === "province" &&
      given.territoire.code !== own
    ) {
      return {
        ok: false,
        outcome: refused(line, "province", "place_mismatch", `${text} / ${province}`),
      };
    }
    return { ok: true, id: match.territoire.id };
  };

  type Read = { ok: true; value: number | null } | { ok: false; outcome: RowOutcome };
  const numberOf = (
    line: number,
    key: string,
    text: string,
    inferred: typeof montants,
    scale: number,
  ): Read => {
    const raw = bare(text);
    if (raw === "" || noFigure.test(text)) return { ok: true, value: null };
    const bad = (code: Parameters<typeof refused>[2]): Read => ({
      ok: false,
      outcome: refused(line, key, code, text),
    });
    if (key === "montant" && scale === 8 && /(?<!M)DH$/i.test(text)) return bad("amount_unit");
    const loose = parseDecimal(raw);
    if (!loose.ok) return bad("not_a_number");
    if (loose.ambiguous && inferred.ambiguous && !options.decimal) return bad("ambiguous_number");
    const parsed = parseDecimal(raw, formatOf(inferred));
    if (!parsed.ok) return bad("number_format");
    if (parsed.value < 0) return bad("negative");
    if (key === "montant" && parsed.value > largestMdh) return bad("amount_unit");
    const value = scaleDecimal(parsed.text, /MMDH\.?$/i.test(text) ? scale + 3 : scale);
    if (value === null) return bad(key === "montant" ? "amount_precision" : "not_whole");
    return { ok: true, value };
  };

  const surfaceOf = (line: number, text: string): Read => {
    const unit = surfaceUnit.exec(text)?.[1];
    const hectares = unit ? /^h/i.test(unit) : hectaresByDefault;
    if (hectares) return numberOf(line, "surface", text, surfaces, 4);
    const read = numberOf(line, "surface", text, surfaces, 2);
    return read.ok && read.value !== null
      ? { ok: true, value: Math.round(read.value / 100) }
      : read;
  };

  const places = new Map(territoires(db).map((each) => [each.id, each]));
  /** A wider place than the one known says nothing new: the commune of a centre, the province of a commune. */
  const within = (known: unknown, given: string | null): boolean => {
    const [inner, outer] = [places.get(String(known)), given === null ? null : places.get(given)];
    if (!inner || !outer || inner === outer) return false;
    return inner.parent === outer.code || inner.province === outer.code;
  };

  const holderNames = prepared(ctx.store, "SELECT nom_fr, nom_ar FROM organisation WHERE id = ?");
  const bears = (id: unknown, name: string): boolean => {
    const names = id ? (holderNames.raw().get(id) as (string | null)[] | undefined) : undefined;
    return names?.some((each) => each !== null && foldText(each) === foldText(name)) ?? false;
  };

  const upsertHolder = (writer: Writer, name: string): string | null => {
    if (name === "") return null;
    const nomPlie = foldText(name);
    const found = holderByName.pluck().get(nomPlie) as string | undefined;
    if (found !== undefined) return found;
    return writer.insert("organisation", {
      nomFr: name,
      nomAr: arabic.test(name) && !latin.test(name) ? name : null,
      nomPlie,
    });
  };

  const row = (writer: Writer, { line, cells }: { line: number; cells: string[] }): RowOutcome => {
    if (heading(cells)) return "heading";
    const extra = cells.slice(table.headers.length).filter((text) => text.trim() !== "").length;
    if (extra > 0) return refused(line, "ligne", "too_many_cells", String(extra));
    const text = (key: string) => cell(cells, key);
    const reference = text("reference") || text("id");
    if (reference === "") return refused(line, "reference", "required", "Référence");
    if (reference.length > 60) return refused(line, "reference", "too_long", "60");
    const intitule = text("intitule");
    if (intitule === "") return refused(line, "intitule", "required", "Intitulé");
    if (intitule.length > longestTitle)
      return refused(line, "intitule", "too_long", String(longestTitle));
    if (text("intituleAr").length > longestTitle) {
      return refused(line, "intituleAr", "too_long", String(longestTitle));
    }
    const porteur = text("porteur");
    if (porteur.length > longestTitle)
      return refused(line, "porteur", "too_long", String(longestTitle));
    const observation = text("observations");
    if (observation.length > longestNote)
      return refused(line, "observations", "too_long", String(longestNote));
    const before = seen.get(foldText(reference));
    if (before !== undefined) return refused(line, "reference", "duplicate_line", String(before));

    const montant = numberOf(line, "montant", text("montant"), montants, 8);
    if (!montant.ok) return montant.outcome;
    const jobs = numberOf(line, "emplois", text("emplois"), emplois, 0);
    if (!jobs.ok) return jobs.outcome;
    const surface = surfaceOf(line, text("surface"));
    if (!surface.ok) return surface.outcome;
    const place = placeOf(line, text("localisation"), text("province"));
    if (!place.ok) return place.outcome;

    const listed = (key: string, keys: Map<string, string>) => {
      const value = text(key);
      return value === "" ? null : (keys.get(foldText(value)) ?? undefined);
    };
    const acte = listed("acte", actes);
    if (acte === undefined) return refused(line, "acte", "unknown_value", text("acte"));
    const secteur = listed("secteur", secteurs);
    if (secteur === undefined) return refused(line, "secteur", "unknown_value", text("secteur"));
    const etat = listed("etat", etats);
    if (etat === undefined) return refused(line, "etat", "unknown_value", text("etat"));

    let deposeLe: string | null = null;
    if (text("deposeLe") !== "") {
      if (dates.ambiguous && dates.order !== null && !/^\d{4}/.test(text("deposeLe"))) {
        return refused(line, "deposeLe", "ambiguous_date", text("deposeLe"));
      }
      const parsed = parseDate(text("deposeLe"), dates.order ?? "dmy");
      if (!parsed.ok) return refused(line, "deposeLe", "not_a_date", text("deposeLe"));
      if (parsed.date > ctx.today()) {
        return refused(line, "deposeLe", "future_date", text("deposeLe"));
      }
      deposeLe = parsed.date;
    }
    seen.set(foldText(reference), line);

    const found = byReference.get(reference) as
      | { id: string; projetId: string; deletedAt: number | null }
      | undefined;
    const arabicOnly = arabic.test(intitule) && !latin.test(intitule);
    const intituleAr = text("intituleAr") || (arabicOnly ? intitule : "");
    const project: Record<string, SqlValue> = { intituleFr: intitule };
    const set = (key: string, value: SqlValue) => {
      if (value !== null && value !== "") project[key] = value;
    };
    set("intituleAr", intituleAr);
    set("secteur", secteur);
    set("territoireId", place.id);
    set("montant", montant.value);
    set("emploisPrevus", jobs.value);
    set("superficieM2", surface.value);
    const file: Record<string, SqlValue> = {};
    if (acte ?? group.acte) file["acte"] = acte ?? group.acte;
    if (observation !== "") file["observation"] = observation;
    if (deposeLe !== null) file["deposeLe"] = deposeLe;
    if (etat !== null) {
      file["etat"] = etat;
      file["phase"] = phaseOfState(db, etat) ?? decisionPhase;
    }

    if (found) {
      const current = writer.get("dossier", found.id)!;
      const fault = dateFault(current, deposeLe);
      if (fault) return refused(line, "deposeLe", "date_order", fault);
      let changed = false;
      if (found.deletedAt !== null) changed = untrashRow(ctx, writer, "dossier", found.id);
      if (decides(found.projetId)) {
        const there = writer.get("projet", found.projetId);
        // A list read in Arabic names the project and its holder by their Arabic names.
        if (there?.["intitule_ar"] === intitule) delete project["intituleFr"];
        if (within(there?.["territoire_id"], place.id)) delete project["territoireId"];
        if (porteur !== "" && !bears(there?.["porteur_id"], porteur))
          project["porteurId"] = upsertHolder(writer, porteur);
        changed = writer.update("projet", found.projetId, project) || changed;
      }
      // A phase of its own stays as long as the state does.
      if (file["etat"] === current["etat"]) delete file["phase"];
      changed = writer.update("dossier", found.id, file) || changed;
      return changed ? "updated" : "unchanged";
    }
    const projectReference = reference.replace(/\/C\d{1,2}$/i, "");
    const existing =
      projectReference === reference
        ? undefined
        : (projectByReference.pluck().get(projectReference) as string | undefined);
    let projetId: string;
    if (existing === undefined) {
      const porteurId = upsertHolder(writer, porteur);
      projetId = writer.insert("projet", { ...project, reference: projectReference, porteurId });
      decides(projetId);
    } else {
      projetId = existing;
      if (decides(existing)) {
        const porteurId = upsertHolder(writer, porteur);
        writer.update("projet", existing, { ...project, ...(porteurId ? { porteurId } : {}) });
      }
    }
    writer.insert("dossier", {
      projetId,
      reference,
      etat: stateOnAgenda,
      phase: decisionPhase,
      ...file,
      ordre: nextOrder(),
    });
    return "created";
  };

  return {
    fields,
    required: dossierImporter.required,
    reading: {
      decimal: options.decimal ?? (montants.ambiguous ? null : montants.decimal),
      dateOrder: columns.mapping["deposeLe"] === undefined ? null : dates.order,
    },
    row,
  };
};

/** A deposit date that the dates already recorded contradict, as a phrase. */
function dateFault(dossier: Row, deposeLe: string | null): string | null {
  if (deposeLe === null) return null;
  const text = (key: string) => dossier[key] as string | null;
  const [fault] = checkDossierDates({
    deposeLe,
    valideLe: text("valide_le"),
    diffuseLe: text("diffuse_le"),
    passages: [],
    pvLe: text("pv_le"),
    delivreLe: text("delivre_le"),
  });
  return fault ? `${fault.first.date} > ${fault.second.date}` : null;
}

/** The agenda of the commission, row by row: one dossier each, found again by its reference. */
export const dossierImporter = { fields, required: ["reference", "intitule"], make } as const;
