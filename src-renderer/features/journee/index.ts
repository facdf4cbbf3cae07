export { Calendrier } from "./Calendrier.tsx";
export { MaJournee } from "./MaJournee.tsx";
