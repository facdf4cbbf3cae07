export { SeriePage } from "./SeriePage.tsx";
