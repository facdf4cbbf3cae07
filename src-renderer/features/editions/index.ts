export { EditionPage } from "./EditionPage.tsx";
export { Editions } from "./Editions.tsx";
