export { ModeSeance } from "./ModeSeance.tsx";
export { SeancePage } from "./SeancePage.tsx";
export { Seances } from "./Seances.tsx";
