export { Impression } from "./Impression.tsx";
