import { useTranslation } from "react-i18next";
import { Kbd, Modal } from "../ui/index.ts";
import classes from "./Help.module.css";
import { PLACES } from "./navigation.ts";

/** Every shortcut of the application. */
export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const shift = t("raccourcis.maj");
  const enter = t("raccourcis.entree");
  const groups: { title: string; rows: [string, string[]][] }[] = [
    {
      title: t("raccourcis.general"),
      rows: [
        [t("raccourcis.palette"), ["Ctrl", "K"]],
        [t("raccourcis.recherche"), ["/"]],
        [t("defaireCourt"), ["Ctrl", "Z"]],
        [t("refaireCourt"), ["Ctrl", "Y"]],
        [t("refaireCourt"), ["Ctrl", shift, "Z"]],
        [t("raccourcis.aide"), ["?"]],
      ],
    },
    {
      title: t("raccourcis.liste"),
      rows: [
        [t("raccourcis.parcourir"), ["↑", "↓"]],
        [t("raccourcis.ouvrirFiche"), [enter]],
        [t("raccourcis.modifier"), ["F2"]],
        [t("raccourcis.deplacer"), ["D"]],
        [t("raccourcis.nouveau"), ["N"]],
        [t("raccourcis.passage"), ["P"]],
        [t("raccourcis.fermer"), [t("raccourcis.echap")]],
      ],
    },
    {
      title: t("raccourcis.navigation"),
      rows: PLACES.map((place): [string, string[]] => [
        t(`nav.${place.key}`),
        ["G", place.letter.toUpperCase()],
      ]),
    },
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t("raccourcis.titre")} size="lg">
      <div className={classes.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3 className={classes.title}>{group.title}</h3>
            <dl className={classes.rows}>
              {group.rows.map(([name, keys]) => (
                <div key={keys.join()} className={classes.row}>
                  <dt>{name}</dt>
                  <dd dir="ltr" className={classes.keys}>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
