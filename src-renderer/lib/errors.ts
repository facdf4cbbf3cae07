import { ORPCError } from "@orpc/client";
import type { TFunction } from "i18next";
import { recordKeys } from "../../src-main/contract/fields.ts";
import type { ErrorCode, FieldFault } from "../../src-main/contract/errors.ts";
import { formatDate, formatDh } from "./format.ts";

/** True when an error carries this code of the contract. */
export function hasCode(error: unknown, code: ErrorCode): error is ORPCError<ErrorCode, unknown> {
  return error instanceof ORPCError && error.code === code;
}

/** Number to quote to support, when the error was not foreseen. */
export function supportId(error: unknown): string | null {
  if (!(error instanceof ORPCError)) return null;
  const data = error.data as { supportId?: unknown } | undefined;
  return typeof data?.supportId === "string" ? data.supportId : null;
}

/** Fields at fault of a refused change; empty for any other error. */
export function faultsOf(error: unknown): FieldFault[] {
  if (!hasCode(error, "VALIDATION")) return [];
  const data = error.data as { faults?: FieldFault[] } | undefined;
  return data?.faults ?? [];
}

/** Parameters as they read in a sentence: dates in dd/mm/yyyy, `…Centimes` in DH, field keys as labels. */
function readable(t: TFunction, params: FieldFault["params"]): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([key, value]) => [
      key,
      typeof value !== "string"
        ? key.endsWith("Centimes")
          ? formatDh(value)
          : value
        : key === "first" || key === "second"
          ? t(
              recordKeys.map((record) => `champs:${record}.${value}`),
              { defaultValue: value },
            )
          : formatDate(value),
    ]),
  );
}

/** The sentence for one field at fault, in the language of `t`. */
export function faultSentence(fault: FieldFault, t: TFunction): string {
  return t([`erreurs:faute.${fault.code}`, "erreurs:faute.inconnue"], {
    ...readable(t, fault.params),
    code: fault.code,
  });
}

/**
 * The sentence that tells the user what went wrong and what to do.
 * @param error what a call rejected with.
 * @param t translator of the current language.
 */
export function errorSentence(error: unknown, t: TFunction): string {
  if (!(error instanceof ORPCError)) return t("erreurs:UNEXPECTED", { supportId: "–" });
  const faults = faultsOf(error);
  if (faults.length > 0) return faults.map((fault) => faultSentence(fault, t)).join(" ");
  const data = (error.data ?? {}) as Record<string, unknown>;
  const reason = typeof data.reason === "string" ? data.reason : "";
  return t([`erreurs:${error.code}_${reason}`, `erreurs:${error.code}`, "erreurs:UNEXPECTED"], {
    ...data,
    reason,
    supportId: supportId(error) ?? "–",
  } as Record<string, string>);
}
