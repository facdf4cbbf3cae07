/** Where a dashboard is looked at. @param query of the address, with its question mark */
export const adresseTableau = (key: string, query = ""): string => `/tableaux/${key}${query}`;

/** Where a composed dashboard is changed, under the same filter. */
export const adresseAtelier = (id: string, query = ""): string =>
  `/tableaux/${id}/composer${query}`;
