export { Composition } from "./composition/Composition.tsx";
export { ImpressionRegionale } from "./impression/ImpressionRegionale.tsx";
export { TableauPage } from "./TableauPage.tsx";
export { Tableaux } from "./Tableaux.tsx";
