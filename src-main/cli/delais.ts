import type { Pause } from "../domain/calendar.ts";
import { isIsoDate } from "../domain/dates.ts";
import type { Context } from "../services/context.ts";
import {
  deadline,
  delayRules,
  listHolidays,
  ruleInForce,
  saveHolidays,
} from "../services/delais.ts";
import { localToday } from "../services/paths.ts";
import { Invalid } from "../services/records/errors.ts";
import {
  dateOf,
  noWords,
  print,
  Refused,
  text,
  Usage,
  wholeNumber,
  withStore,
  type Call,
} from "./call.ts";

const many = (call: Call, name: string): string[] =>
  (call.values[name] as string[] | undefined) ?? [];

/** `A..B`, both days included. */
function pauseOf(written: string): Pause {
  const match = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})?$/.exec(written);
  const [, from, to] = match ?? [];
  if (!from || !isIsoDate(from) || (to !== undefined && !isIsoDate(to))) {
    throw new Usage(`--pause attend AAAA-MM-JJ..AAAA-MM-JJ, pas « ${written} ».`);
  }
  if (to !== undefined && to < from) {
    throw new Usage(`--pause ${written} : la fin (${to}) précède le début (${from}).`);
  }
  return { from, to: to ?? null };
}

/** `daftar deadline`: counts a delay, or lists the rules. */
export async function deadlineCommand(call: Call): Promise<number> {
  noWords(call);
  if (call.values["rules"]) {
    return withStore(call, async (ctx) => {
      const rules = delayRules(ctx);
      print(call, { rules }, () =>
        rules
          .map((rule) =>
            [
              rule.key,
              `${rule.days} j ${rule.unit}`,
              `${rule.effectiveFrom}..${rule.effectiveTo ?? ""}`,
              rule.label.fr,
              rule.source,
            ].join("\t"),
          )
          .join("\n"),
      );
      return 0;
    });
  }
  const key = text(call, "rule");
  if (!key) throw new Usage("--rule CLÉ est obligatoire (--rules donne la liste).");
  const from = dateOf(call, "from");
  if (!from) throw new Usage("--from AAAA-MM-JJ est obligatoire.");
  const pauses = many(call, "pause").map(pauseOf);
  const asOf = dateOf(call, "as-of") ?? localToday();
  return withStore(call, async (ctx) => {
    const rules = delayRules(ctx);
    if (!rules.some((rule) => rule.key === key)) {
      const known = [...new Set(rules.map((rule) => rule.key))].join(", ");
      throw new Usage(`Règle inconnue : « ${key} ». Règles connues : ${known}.`);
    }
    if (!ruleInForce(rules, key, from)) {
      throw new Refused(
        "no_rule_in_force",
        `Aucune version de « ${key} » n'était en vigueur le ${from}.`,
      );
    }
    const { rule, due, used, left, skipped } = deadline(ctx, { rule: key, from, pauses, asOf });
    const result = {
      due,
      used,
      left,
      unit: rule.unit,
      asOf,
      skipped,
      rule: {
        key: rule.key,
        days: rule.days,
        unit: rule.unit,
        effectiveFrom: rule.effectiveFrom,
        source: rule.source,
      },
    };
    print(call, result, () =>
      [
        due === null ? "Délai suspendu : pas d'échéance." : `Échéance : ${due}`,
        `${used} j consommés, ${left} j restants (${rule.unit === "working" ? "ouvrables" : "calendaires"}), au ${asOf}`,
        ...skipped.map((day) => `${day.date}\t${day.name ?? day.why}`),
      ].join("\n"),
    );
    return 0;
  });
}

interface Move {
  id: string;
  date: string;
  days: number;
}

function movesOf(ctx: Context, call: Call, annee: number): Move[] {
  const { jours } = listHolidays(ctx, annee);
  return many(call, "move").map((written) => {
    const [key = "", date = ""] = written.split("=");
    if (!isIsoDate(date)) throw new Usage(`--move attend CLÉ=AAAA-MM-JJ, pas « ${written} ».`);
    const religious = jours.filter((jour) => jour.religieux);
    const jour = religious.find((each) => each.key === key || each.key === `${key}_${annee}`);
    if (!jour) {
      const known = religious.map((each) => each.key).join(", ") || "aucun";
      throw new Usage(`Jour férié religieux inconnu en ${annee} : « ${key} ». Connus : ${known}.`);
    }
    return { id: jour.id, date, days: jour.days };
  });
}

/** `daftar holidays`: lists the holidays of a year; moves and confirms the religious ones. */
export async function holidaysCommand(call: Call): Promise<number> {
  noWords(call);
  const annee = wholeNumber(call, "year", 1990, 2100);
  if (annee === undefined) throw new Usage("--year AAAA est obligatoire.");
  return withStore(call, async (ctx) => {
    const jours = movesOf(ctx, call, annee);
    const confirmer = call.values["confirm"] === true;
    if (jours.length > 0 || confirmer) {
      try {
        saveHolidays(ctx, { annee, jours, confirmer });
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        const unknown = error.faults.some((fault) => fault.code === "holiday_unknown_year");
        throw unknown
          ? new Refused("unknown_year", `Aucun jour férié religieux n'est connu pour ${annee}.`)
          : new Usage(`--move : une date n'est pas dans l'année ${annee}.`);
      }
    }
    const { confirmee, jours: listed } = listHolidays(ctx, annee);
    const holidays = listed.map((jour) => ({
      key: jour.key,
      date: jour.date,
      days: jour.days,
      religious: jour.religieux,
      confirmed: jour.confirme,
      name: jour.label.fr,
    }));
    print(call, { year: annee, confirmed: confirmee, holidays }, () =>
      holidays
        .map((day) =>
          [day.date, `${day.days} j`, day.name, day.confirmed ? "" : "à confirmer"].join("\t"),
        )
        .join("\n"),
    );
    return 0;
  });
}
