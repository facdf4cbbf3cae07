export { ImpressionListe } from "./ImpressionListe.tsx";
