import { useTranslation } from "react-i18next";
import { Kbd, Modal } from "../ui/index.ts";
import classes from "./Help.module.css";
import { PLACES } from "./navigation.ts";

/** Every shortcut of the application. */
export function Help({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation();
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
        [t("raccourcis.pieces"), ["I"]],
        [t("raccourcis.statutPiece"), ["R", "M", "F", "S", "A"]],
        [t("raccourcis.fermer"), [t("raccourcis.echap")]],
      ],
    },
    {
      title: t("vitesse:touches.titre"),
      rows: [
        [t("vitesse:touches.marquer"), [shift, "↑", "↓"]],
        [t("vitesse:touches.marquerUn"), ["Ctrl", t("vitesse:touches.espace")]],
        [t("vitesse:touches.marquerTout"), ["Ctrl", "A"]],
        [t("vitesse:touches.masse"), ["M"]],
        [t("vitesse:touches.favori"), ["F"]],
        [t("vitesse:touches.voisins"), ["J", "K"]],
        [t("vitesse:touches.cote"), [shift, enter]],
        [t("vitesse:touches.coteLien"), ["Ctrl", t("vitesse:touches.clic")]],
        [t("vitesse:touches.panneau"), ["F6"]],
        [t("vitesse:pas.retour"), ["Alt", i18n.dir() === "rtl" ? "→" : "←"]],
        [t("vitesse:pas.avance"), ["Alt", i18n.dir() === "rtl" ? "←" : "→"]],
        [t("vitesse:palette.fenetre"), ["Ctrl", shift, "N"]],
      ],
    },
    {
      title: t("tableaux:touches.titre"),
      rows: [
        [t("tableaux:touches.restreindre"), [t("vitesse:touches.clic")]],
        [t("tableaux:touches.ouvrir"), ["Ctrl", t("vitesse:touches.clic")]],
        [t("tableaux:touches.marques"), ["←", "→", enter]],
        [t("tableaux:touches.ouvrirMarque"), ["Ctrl", enter]],
        [t("tableaux:touches.presenter"), ["P"]],
        [t("tableaux:touches.pages"), ["←", "→", "Home", "End"]],
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
