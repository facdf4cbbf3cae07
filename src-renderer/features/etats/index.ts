export { Etat } from "./Etat.tsx";
