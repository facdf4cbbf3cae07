import Holidays from "date-holidays";

const feasts: Record<string, { key: string; days: number; fr: string; ar: string; en: string }> = {
  "1 Muharram": {
    key: "premier_moharram",
    days: 1,
    fr: "1er Moharram",
    ar: "فاتح محرم",
    en: "Islamic New Year (1 Muharram)",
  },
  "12 Rabi al-awwal": {
    key: "aid_al_mawlid",
    days: 2,
    fr: "Aïd Al Mawlid",
    ar: "عيد المولد النبوي",
    en: "Prophet's Birthday (Al Mawlid)",
  },
  "1 Shawwal": {
    key: "aid_al_fitr",
    days: 2,
    fr: "Aïd Al Fitr",
    ar: "عيد الفطر",
    en: "Eid Al Fitr",
  },
  "10 Dhu al-Hijjah": {
    key: "aid_al_adha",
    days: 2,
    fr: "Aïd Al Adha",
    ar: "عيد الأضحى",
    en: "Eid Al Adha",
  },
};

/** Days of the library's Moroccan calendar in a year: `YYYY-MM-DD`, and the rule each comes from. */
export function libraryDays(year: number): { date: string; rule: string }[] {
  return new Holidays("MA")
    .getHolidays(year)
    .map((each) => ({ date: each.date.slice(0, 10), rule: each.rule }));
}

/** The shipped list of religious holidays as the library computes it, years both included. */
export function religiousHolidays(fromYear: number, toYear: number) {
  const rows = [];
  for (let year = fromYear; year <= toYear; year++) {
    const seen = new Map<string, number>();
    for (const { date, rule } of libraryDays(year)) {
      const feast = feasts[rule];
      if (!feast) continue;
      const times = (seen.get(feast.key) ?? 0) + 1;
      seen.set(feast.key, times);
      rows.push({
        key: `${feast.key}_${year}${times > 1 ? `_${times}` : ""}`,
        label: { fr: `${feast.fr} ${year}`, ar: `${feast.ar} ${year}`, en: `${feast.en} ${year}` },
        effectiveFrom: `${year}-01-01`,
        effectiveTo: `${year}-12-31`,
        source: "Calendrier hégirien calculé (date-holidays), à confirmer chaque année",
        url: null,
        confidence: "D",
        note: "Date calculée : la date officielle dépend de l'observation de la lune. Libellé arabe à faire vérifier.",
        attrs: { year, fete: feast.key, date, days: feast.days, confirme: false },
      });
    }
  }
  return {
    list: "jour_ferie_religieux",
    title: { fr: "Jours fériés religieux", ar: "أيام العطل الدينية", en: "Religious holidays" },
    rows,
  };
}
