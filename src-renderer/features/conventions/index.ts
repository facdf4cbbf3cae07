export { Conventions } from "./Conventions.tsx";
