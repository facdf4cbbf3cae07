export { FinancementPage } from "./FinancementPage.tsx";
