export { DocumentsCard } from "./DocumentsCard.tsx";
