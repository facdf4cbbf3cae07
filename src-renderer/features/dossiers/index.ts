export { BoardScreen as DossiersBoard } from "./BoardScreen.tsx";
export { DossierPage } from "./DossierPage.tsx";
export { ProjetPage } from "./ProjetPage.tsx";
export { ListScreen as DossiersList } from "./ListScreen.tsx";
