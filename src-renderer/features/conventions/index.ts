export { Execution } from "./Execution.tsx";
