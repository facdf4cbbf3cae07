export { Journal } from "./Journal.tsx";
