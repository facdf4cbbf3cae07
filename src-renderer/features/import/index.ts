export { Importer } from "./Importer.tsx";
