export { ImpressionRegionale } from "./impression/ImpressionRegionale.tsx";
export { TableauPage } from "./TableauPage.tsx";
export { Tableaux } from "./Tableaux.tsx";
