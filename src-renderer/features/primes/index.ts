export { ImpressionPrimes } from "./ImpressionPrimes.tsx";
export { Simulateur } from "./Simulateur.tsx";
