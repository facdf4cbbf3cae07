import type { TFunction } from "i18next";
import type { EcheanceConvention, EcheanceGenre } from "../../src-main/contract/echeances.ts";

const TABS: Record<EcheanceGenre, string> = {
  fin: "synthese",
  preavis: "synthese",
  versement: "versements",
  engagement: "engagements",
  livrable: "livrables",
  rapport: "livrables",
  comite: "comites",
};

/** Address of the tab of its convention that shows a deadline. */
export const echeanceAddress = ({ convention, genre }: EcheanceConvention): string =>
  `/conventions/${convention.id}?onglet=${TABS[genre]}`;

/** What is due, in the language of the interface. */
export function echeanceName(t: TFunction, row: EcheanceConvention, langue: string): string {
  const { genre, suite, tranche, proposee } = row;
  const named = (langue === "ar" && row.libelleAr) || row.libelleFr;
  const name =
    named ??
    (genre === "fin"
      ? t(`echeances:libelle.${suite ?? "fin"}`)
      : genre === "preavis"
        ? t("echeances:libelle.preavis")
        : t("echeances:libelle.tranche", { n: tranche ?? "" }));
  return proposee ? `${name} (${t("echeances:libelle.proposee")})` : name;
}

/** How far it is, in words. */
export function echeanceDelay(t: TFunction, row: EcheanceConvention): string {
  const { etat, genre, jours } = row;
  const count = Math.abs(jours);
  if (etat === "faite") return t("echeances:pastille.faite");
  if (etat === "retard") return t("echeances:pastille.retard", { count });
  if (jours < 0) {
    return genre === "preavis"
      ? t("echeances:pastille.ouvert", { count })
      : t("echeances:pastille.accepter");
  }
  return jours === 0 ? t("echeances:pastille.aujourdhui") : t("echeances:pastille.dans", { count });
}
