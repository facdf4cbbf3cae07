export { errorSentence, faultSentence, faultsOf, hasCode, supportId } from "../lib/errors.ts";
export { useCatalogue } from "./catalogue.ts";
export type { CatalogueView } from "./catalogue.ts";
export { useChanges } from "./changes.ts";
export { connect, data, orpc, shell } from "./client.ts";
export { queryClient } from "./query.ts";
export { sessionOptions, useSession, useSetLangue } from "./session.ts";
export { takeMode, useUndo } from "./undo.ts";
