export { References } from "./References.tsx";
