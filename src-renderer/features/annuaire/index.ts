export { AnnuaireList } from "./AnnuaireList.tsx";
export { OrganisationPage } from "./OrganisationPage.tsx";
export { PersonnePage } from "./PersonnePage.tsx";
