export { Fiche } from "./Fiche.tsx";
export { Filiere } from "./Filiere.tsx";
