export { Indicateurs } from "./Indicateurs.tsx";
