export * from "./dossier.ts";
export * from "./indicateur.ts";
export * from "./ledger.ts";
export * from "./projection.ts";
export * from "./reference.ts";
