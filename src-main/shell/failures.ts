/** Why the register could not be opened, before there is a page to say it: French, then Arabic. */
const sentences: Record<string, [fr: string, ar: string]> = {
  missing: [
    "Le registre attendu n'est plus à sa place. Rien n'a été créé à la place : rebranchez le disque ou remettez le fichier, puis relancez Daftar.",
    "السجل المنتظر لم يعد في مكانه. لم يتم إنشاء أي سجل جديد: أعد الملف إلى مكانه ثم شغل دفتر من جديد.",
  ],
  not_a_register: [
    "Ce fichier n'est pas un registre Daftar. Il n'a pas été modifié.",
    "هذا الملف ليس سجلا لدفتر، ولم يتم تغييره.",
  ],
  damaged: [
    "Le registre est endommagé. Il n'a pas été modifié : gardez ce fichier et rouvrez la dernière sauvegarde.",
    "السجل متضرر ولم يتم تغييره: احتفظ بهذا الملف وافتح آخر نسخة احتياطية.",
  ],
  newer: [
    "Ce registre vient d'une version plus récente de Daftar. Mettez l'application à jour pour l'ouvrir.",
    "أنشئ هذا السجل بإصدار أحدث من دفتر. حدث التطبيق لفتحه.",
  ],
  migration_failed: [
    "La mise à niveau du registre a échoué. Le registre d'avant est gardé à côté, sous le nom « .avant ».",
    "تعذرت ترقية السجل. احتفظ بالسجل السابق بجانبه تحت اسم « avant. ».",
  ],
  store_restarts: [
    "Le registre s'est fermé plusieurs fois de suite. Les changements confirmés sont enregistrés ; relancez Daftar.",
    "أغلق السجل عدة مرات متتالية. التغييرات المؤكدة محفوظة؛ شغل دفتر من جديد.",
  ],
};

const unknown: [string, string] = [
  "Le registre n'a pas pu être ouvert. Le détail est dans le journal technique.",
  "تعذر فتح السجل. التفاصيل في السجل التقني.",
];

/** The dialog that says why the application cannot start. */
export function failureSentence(code: string, path: string): { title: string; body: string } {
  const [fr, ar] = sentences[code] ?? unknown;
  return { title: "Daftar", body: `${fr}\n\n${ar}\n\n${path}` };
}
