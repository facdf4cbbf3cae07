export { ProgrammePage } from "./ProgrammePage.tsx";
export { Programmes } from "./Programmes.tsx";
