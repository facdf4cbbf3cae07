export { ConventionPage } from "./ConventionPage.tsx";
