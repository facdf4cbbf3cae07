export { Modeles } from "./Modeles.tsx";
