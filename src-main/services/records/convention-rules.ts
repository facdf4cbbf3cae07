import { amendableFields } from "../../contract/conventions.ts";
import type { RecordKey } from "../../contract/fields.ts";
import type { FieldValue } from "../../contract/records.ts";
import { noticeFrom } from "../../domain/conventions.ts";
import { keyBetween } from "../../domain/order-key.ts";
import { prepared } from "../../store/database.ts";
import { deterministicId } from "../../store/ids.ts";
import type { Row, Writer } from "../../store/ledger.ts";
import { referenceRows } from "../../store/queries/reference.ts";
import type { Context } from "../context.ts";
import {
  avenantType,
  conventionStates,
  factsOfValues,
  lastSignature,
  type ConventionState,
} from "../convention-states.ts";
import { inOrder, Invalid, refuse } from "./errors.ts";
import { nextNumber } from "./numbering.ts";
import type { RecordRule, Values } from "./rules.ts";
import { readValues, type Answers } from "./values.ts";

const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** The state of a convention on a day far ahead: every signature and every avenant counts. */
const farAhead = "9999-12-31";

/** @throws Invalid when the convention is not there */
function stateOf(ctx: Context, id: string, day = farAhead): ConventionState {
  const state = conventionStates(ctx.store.db, id, day).get(id);
  return state ?? refuse("conventionId", "unknown_value", { value: id });
}

/** Signed by all its parties, two at least. */
const isSigned = (state: ConventionState): boolean =>
  state.signatures.length > 1 && !state.signatures.includes(null);

/** Day on which the last party signed; null while one has not. */
const signedOn = (state: ConventionState): string | null =>
  isSigned(state) ? lastSignature(state.signatures) : null;

/** What no change reaches once a convention is signed, and what only an avenant changes. */
const textFields: ReadonlySet<string> = new Set(["type", "parentId", ...amendableFields]);

/** The number of a new avenant: its convention's, and its place among its avenants. */
function avenantNumber(ctx: Context, parentId: string): string {
  const parent = prepared(ctx.store, "SELECT numero FROM convention WHERE id = ?")
    .pluck()
    .get(parentId) as string | undefined;
  const count = prepared(
    ctx.store,
    "SELECT count(*) FROM convention WHERE parent_id = ? AND type = ?",
  )
    .pluck()
    .get(parentId, avenantType) as number;
  return `${parent ?? ""}/A${count + 1}`;
}

/** What a convention hangs on: an avenant on a signed convention, a specific agreement on a framework. */
function assertParent(ctx: Context, row: Row): void {
  const parentId = text(row["parent_id"]);
  const type = String(row["type"]);
  if (parentId === null) {
    if (type === avenantType) refuse("parentId", "parent_required");
    return;
  }
  const seen = new Set([String(row["id"])]);
  for (let at: string | null = parentId; at !== null;) {
    if (seen.has(at)) refuse("parentId", "parent_loop");
    seen.add(at);
    at = prepared(ctx.store, "SELECT parent_id FROM convention WHERE id = ?").pluck().get(at) as
      | string
      | null;
  }
  const parent = stateOf(ctx, parentId);
  if (type === avenantType) {
    if (parent.values.type === avenantType) refuse("parentId", "avenant_of_avenant");
    if (!isSigned(parent)) {
      refuse("parentId", "avenant_unsigned", { numero: parent.values.numero });
    }
    return;
  }
  const wanted = referenceRows(ctx.store.db, "type_convention").find(({ key }) => key === type)
    ?.attrs["parent"];
  if (typeof wanted === "string" && parent.values.type !== wanted) {
    refuse("parentId", "parent_type", { numero: parent.values.numero });
  }
}

/** Dates, renewal and notice of a convention hold together, read with its avenants. */
function assertTerms(state: ConventionState): void {
  const facts = factsOfValues(state.values);
  const signed = signedOn(state);
  inOrder(["convention.effetLe", facts.effetLe], ["convention.finLe", facts.finLe]);
  if (facts.effetLe === null) {
    inOrder(["partie.signeLe", signed], ["convention.finLe", facts.finLe]);
  }
  if (facts.reconductionTacite) {
    if (facts.finLe === null) refuse("finLe", "renewal_without_end");
    if (!facts.reconductionMois) refuse("reconductionMois", "renewal_without_period");
    const from = facts.effetLe ?? signed;
    const opens = facts.finLe === null ? null : noticeFrom(facts, facts.finLe);
    if (from !== null && opens !== null && opens <= from) {
      const field = facts.preavisMois ? "preavisMois" : "preavisJours";
      refuse(field, "notice_too_long", { date: opens, effet: from });
    }
  }
  for (const field of ["denonceeLe", "resilieeLe"] as const) {
    if (facts[field] === null) continue;
    if (signed === null) refuse(field, "not_signed_yet");
    inOrder(["partie.signeLe", signed], [`convention.${field}`, facts[field]]);
  }
}

function assertConvention(ctx: Context, writer: Writer, id: string): void {
  assertParent(ctx, writer.get("convention", id)!);
  assertTerms(stateOf(ctx, id));
}

/** @throws Invalid with one fault a field that a signed convention no longer lets change */
function assertUnlocked(ctx: Context, patch: Values, before: Row): void {
  const keys = Object.keys(patch).filter((key) => textFields.has(key));
  if (keys.length === 0 || !isSigned(stateOf(ctx, String(before["id"])))) return;
  throw new Invalid(keys.map((field) => ({ field, code: "signed_text" })));
}

const convention: RecordRule = {
  complete(ctx, values) {
    const parentId = text(values["parentId"]);
    const numero =
      text(values["numero"]) ??
      (values["type"] === avenantType && parentId !== null
        ? avenantNumber(ctx, parentId)
        : nextNumber(ctx, "convention", "numero", `CONV-${ctx.today().slice(0, 4)}-`));
    return { ...values, numero };
  },
  created: (ctx, writer, id) => assertConvention(ctx, writer, id),
  amend(ctx, patch, before) {
    assertUnlocked(ctx, patch, before);
    return patch;
  },
  changed: (ctx, writer, id) => assertConvention(ctx, writer, id),
  removed(ctx, _writer, id) {
    const child = prepared(
      ctx.store,
      "SELECT numero FROM convention WHERE parent_id = ? AND deleted_at IS NULL",
    )
      .pluck()
      .get(id) as string | undefined;
    if (child !== undefined) refuse("id", "convention_has_children", { numero: child });
  },
};

/**
 * The avenant that brings a row in or takes it out: a draft one of the same convention.
 * @throws Invalid when it is none, or is signed
 */
function assertDraftAvenant(ctx: Context, field: string, avenantId: string, owner: string): void {
  const avenant = stateOf(ctx, avenantId);
  if (avenant.values.type !== avenantType || avenant.values.parentId !== owner) {
    refuse(field, "other_convention");
  }
  if (isSigned(avenant)) refuse(field, "avenant_signed", { numero: avenant.values.numero });
}

/**
 * A row of the text of a convention: a signed one takes or loses it through a draft avenant only.
 * @param signedWith day on which a party entered late signed the same text: a fact, not a change
 */
function assertText(
  ctx: Context,
  field: string,
  values: Values,
  owner: string,
  signedWith: string | null = null,
): void {
  const added = text(values["ajouteParId"]);
  if (added !== null) return assertDraftAvenant(ctx, "ajouteParId", added, owner);
  const state = stateOf(ctx, owner);
  if (!isSigned(state) || (signedWith !== null && signedWith <= signedOn(state)!)) return;
  refuse(field, "signed_text");
}

/**
 * The rule of a row of the text of a convention.
 * @param main field that a refusal stands under
 * @param free fields that a signed convention lets change
 */
function textRule(main: string, free: readonly string[], more: RecordRule = {}): RecordRule {
  return {
    ...more,
    // Before the row is there: a party's own signature must not lock it out.
    complete(ctx, values) {
      const owner = text(values["conventionId"]);
      if (owner !== null) assertText(ctx, main, values, owner, text(values["signeLe"]));
      return more.complete?.(ctx, values) ?? values;
    },
    amend(ctx, patch, before) {
      const owner = String(before["convention_id"]);
      const removedBy = text(patch["retireParId"]);
      if (removedBy !== null) assertDraftAvenant(ctx, "retireParId", removedBy, owner);
      const locked = Object.keys(patch).filter(
        (key) => key !== "retireParId" && !free.includes(key),
      );
      const added = text(before["ajoute_par_id"]);
      const draft = added !== null && !isSigned(stateOf(ctx, added));
      if (locked.length > 0 && !draft && isSigned(stateOf(ctx, owner))) {
        throw new Invalid(locked.map((field) => ({ field, code: "signed_text" })));
      }
      return more.amend?.(ctx, patch, before) ?? patch;
    },
    removed(ctx, writer, id, row) {
      const added = text(row["ajoute_par_id"]);
      const owner = String(row["convention_id"]);
      if (added !== null) assertDraftAvenant(ctx, "ajouteParId", added, owner);
      else {
        const state = stateOf(ctx, owner);
        // A party that goes no longer counts: its signature did.
        const own = "signe_le" in row ? [text(row["signe_le"])] : [];
        if (isSigned({ ...state, signatures: [...state.signatures, ...own] })) {
          refuse(main, "signed_text");
        }
      }
      more.removed?.(ctx, writer, id, row);
    },
  };
}

/** Order key of a new row: below the others of its convention. */
const below =
  (table: string) =>
  (ctx: Context, values: Values): Values => {
    const last = prepared(ctx.store, `SELECT max(ordre) FROM "${table}" WHERE convention_id = ?`)
      .pluck()
      .get(String(values["conventionId"] ?? "")) as string | null;
    return { ...values, ordre: keyBetween(last, null) };
  };

function assertPartie(ctx: Context, row: Row): void {
  const twice = prepared(
    ctx.store,
    `SELECT o.nom_fr FROM partie p JOIN organisation o ON o.id = p.organisation_id
     WHERE p.convention_id = ? AND p.organisation_id = ? AND p.id <> ? AND p.deleted_at IS NULL AND p.retire_par_id IS NULL`,
  )
    .pluck()
    .get(row["convention_id"], row["organisation_id"], row["id"]) as string | undefined;
  if (twice !== undefined && row["retire_par_id"] === null) {
    refuse("organisationId", "party_twice", { nom: twice });
  }
  const signed = text(row["signe_le"]);
  if (signed !== null && signed > ctx.today()) {
    refuse("signeLe", "future_date", { date: signed });
  }
  assertTerms(stateOf(ctx, String(row["convention_id"])));
}

const partie = textRule("organisationId", ["signeLe"], {
  complete: below("partie"),
  created: (ctx, writer, id) => assertPartie(ctx, writer.get("partie", id)!),
  changed: (ctx, writer, id) => assertPartie(ctx, writer.get("partie", id)!),
  removed(ctx, _writer, id) {
    const used = prepared(
      ctx.store,
      `SELECT 1 FROM contribution WHERE partie_id = @id AND deleted_at IS NULL
       UNION ALL SELECT 1 FROM engagement WHERE partie_id = @id AND deleted_at IS NULL
       UNION ALL SELECT 1 FROM versement WHERE (payeur_id = @id OR beneficiaire_id = @id) AND deleted_at IS NULL LIMIT 1`,
    ).get({ id });
    if (used) refuse("id", "party_used");
  },
});

/** Dirhams of an amount in centimes, as a sentence counts them. */
const dh = (centimes: number): number => centimes / 100;

/** Contributions do not pass the amount without somebody saying so. */
function assertContribution(ctx: Context, row: Row, answers: Answers | undefined): void {
  const owner = String(row["convention_id"]);
  const part = prepared(ctx.store, "SELECT convention_id FROM partie WHERE id = ?")
    .pluck()
    .get(row["partie_id"]);
  if (part !== owner) refuse("partieId", "other_convention");
  const year = Number(row["annee"]);
  if (year < 1956 || year > 2100) refuse("annee", "year_out_of_range", { annee: year });
  const amount = stateOf(ctx, owner).values.montant;
  const total = prepared(
    ctx.store,
    "SELECT sum(montant) FROM contribution WHERE convention_id = ? AND deleted_at IS NULL AND retire_par_id IS NULL",
  )
    .pluck()
    .get(owner) as number;
  if (amount === null || total <= amount || answers?.sure?.includes("montant")) return;
  refuse("montant", "contributions_exceed", {
    total: dh(total),
    montant: dh(amount),
    difference: dh(total - amount),
  });
}

const contribution = textRule("montant", [], {
  created: (ctx, writer, id, _values, answers) =>
    assertContribution(ctx, writer.get("contribution", id)!, answers),
  changed: (ctx, writer, id, _patch, _before, answers) =>
    assertContribution(ctx, writer.get("contribution", id)!, answers),
});

/** A field of its parent that an avenant changes: one that may be, with a value that fits it. */
function assertModification(ctx: Context, row: Row): void {
  const avenant = stateOf(ctx, String(row["avenant_id"]));
  const { parentId, numero } = avenant.values;
  if (avenant.values.type !== avenantType || parentId === null) {
    refuse("avenantId", "other_convention");
  }
  if (isSigned(avenant)) refuse("avenantId", "avenant_signed", { numero });
  const champ = String(row["champ"]);
  if (!(amendableFields as readonly string[]).includes(champ)) {
    refuse("champ", "unknown_value", { value: champ });
  }
  let value: FieldValue;
  try {
    value = JSON.parse(String(row["valeur"] ?? "null")) as FieldValue;
  } catch {
    refuse("valeur", "unreadable");
  }
  readValues(ctx.store.db, "convention", { [champ]: value }, false, { sure: [champ] });
  const parent = stateOf(ctx, parentId!);
  const changed = { ...parent.values, ...avenantValues(ctx, avenant.id) };
  assertTerms({ ...parent, values: changed });
}

/** New values that an avenant gives, signed or not. */
function avenantValues(ctx: Context, avenantId: string): Record<string, unknown> {
  const rows = prepared(
    ctx.store,
    "SELECT champ, valeur FROM modification WHERE avenant_id = ? AND deleted_at IS NULL",
  ).all(avenantId) as { champ: string; valeur: string | null }[];
  return Object.fromEntries(
    rows.map(({ champ, valeur }) => [champ, JSON.parse(valeur ?? "null") as unknown]),
  );
}

const modification: RecordRule = {
  idOf: (values) =>
    deterministicId("modification", String(values["avenantId"]), String(values["champ"])),
  created: (ctx, writer, id) => assertModification(ctx, writer.get("modification", id)!),
  changed: (ctx, writer, id) => assertModification(ctx, writer.get("modification", id)!),
  removed(ctx, _writer, _id, row) {
    const avenant = stateOf(ctx, String(row["avenant_id"]));
    if (isSigned(avenant)) {
      refuse("avenantId", "avenant_signed", { numero: avenant.values.numero });
    }
  },
};

function assertSuspension(ctx: Context, row: Row): void {
  const state = stateOf(ctx, String(row["convention_id"]));
  const signed = signedOn(state);
  if (signed === null) refuse("duLe", "not_signed_yet");
  inOrder(["partie.signeLe", signed], ["suspension.duLe", row["du_le"]]);
  inOrder(["suspension.duLe", row["du_le"]], ["suspension.auLe", row["au_le"]]);
}

/** Rules of the conventions, their parties and their avenants. */
export const conventionRules: Partial<Record<RecordKey, RecordRule>> = {
  convention,
  partie,
  contribution,
  clause: textRule("titreFr", [], { complete: below("clause") }),
  conventionSecteur: textRule("secteur", [], {
    idOf: (values) =>
      deterministicId(
        "convention_secteur",
        String(values["conventionId"]),
        String(values["secteur"]),
      ),
  }),
  modification,
  suspension: {
    created: (ctx, writer, id) => assertSuspension(ctx, writer.get("suspension", id)!),
    changed: (ctx, writer, id) => assertSuspension(ctx, writer.get("suspension", id)!),
  },
};
