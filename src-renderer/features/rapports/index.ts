export { ImpressionRapport } from "./impression/ImpressionRapport.tsx";
