export { Composition } from "./composition/Composition.tsx";
export { TableauPage } from "./TableauPage.tsx";
export { Tableaux } from "./Tableaux.tsx";
