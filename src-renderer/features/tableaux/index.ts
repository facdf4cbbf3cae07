export { ImpressionRegionale } from "./impression/ImpressionRegionale.tsx";
export { TableauRegional } from "./TableauRegional.tsx";
