export { ImpressionRapport } from "./impression/ImpressionRapport.tsx";
export { Rapports } from "./Rapports.tsx";
