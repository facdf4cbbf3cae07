export { Financements } from "./Financements.tsx";
