export { Premier } from "./Premier.tsx";
