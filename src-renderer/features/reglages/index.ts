export { Reglages } from "./Reglages.tsx";
