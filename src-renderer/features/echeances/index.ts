export { Echeances } from "./Echeances.tsx";
