export { financingTone } from "./tone.ts";
export { NewFinancing } from "./NewFinancing.tsx";
export { PlanCard } from "./PlanCard.tsx";
