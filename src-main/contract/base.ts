import { oc } from "@orpc/contract";
import { errors } from "./errors.ts";

/** Every route starts here, so that every route may raise the typed errors. */
export const route = oc.errors(errors);
