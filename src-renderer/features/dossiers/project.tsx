import { IconColumns2 } from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ProjetDetail } from "../../../src-main/contract/dossiers.ts";
import { fields } from "../../../src-main/contract/fields.ts";
import type { RecordView } from "../../../src-main/contract/records.ts";
import { useCatalogue } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { openBeside } from "../../lib/pane.ts";
import { Button, Card, entryPath, IconButton } from "../../ui/index.ts";
import { AddAct } from "./AddAct.tsx";
import styles from "./dossiers.module.css";
import { EditField } from "./EditField.tsx";
import { None, Reference, useMarks } from "./marks.tsx";

/** Fields of the project, side by side as they are read: what, where, how much, on which land, what became of it. */
const PROJECT_GROUPS = [
  ["intituleFr", "intituleAr", "description", "composantes"],
  [
    "secteur",
    "sectionNma",
    "territoireId",
    "montant",
    "emploisPrevus",
    "emploisStables",
    "emploisFemmes",
  ],
  ["statutFoncier", "titreFoncier", "superficieM2", "documentUrbanisme"],
  ["lanceLe", "acheveLe", "suivi", "montantRealise", "emploisRealises"],
] as const;

/** What the project is, edited in place. @param linked names the project's own page. */
export function ProjectCard({ projet, linked = false }: { projet: RecordView; linked?: boolean }) {
  const { t } = useTranslation("dossiers");
  const reference = String(projet.values["reference"] ?? "");
  const grouped: readonly string[] = PROJECT_GROUPS.flat();
  const others = fields.projet
    .map(({ key }): string => key)
    .filter((key) => key !== "reference" && !grouped.includes(key));
  return (
    <Card
      title={
        <>
          {t("projet.titre")} <Iso className={styles.mutLight}>{reference}</Iso>
        </>
      }
      actions={
        linked && (
          <>
            <a className={styles.link} href={`#/projets/${projet.id}`}>
              {t("projet.ouvrir")}
            </a>
            <IconButton
              size="sm"
              label={t("vitesse:cote.ouvrirActe", { dossier: reference })}
              icon={<IconColumns2 size={14} />}
              onClick={() => openBeside(`/projets/${projet.id}`)}
            />
          </>
        )
      }
    >
      <div data-project>
        {[...PROJECT_GROUPS, others].map((group, place) => (
          <div key={place} className={place === 0 ? styles.fieldsWide : styles.fields}>
            {group.map((name) => (
              <EditField key={name} record="projet" view={projet} name={name} />
            ))}
          </div>
        ))}
      </div>
    </Card>
  );
}

/** Who holds the project, and the person to speak to. */
export function HolderCard({ detail }: { detail: ProjetDetail }) {
  const { t } = useTranslation("dossiers");
  const { porteur, contact } = detail;
  return (
    <Card
      title={t("porteur.titre")}
      actions={
        porteur && (
          <a className={styles.link} href={`#${entryPath("organisation", porteur.id)}`}>
            {t("porteur.ouvrir")}
          </a>
        )
      }
    >
      {porteur ? (
        <div className={styles.fieldsWide}>
          {fields.organisation.map(({ key }) => (
            <EditField key={key} record="organisation" view={porteur} name={key} />
          ))}
        </div>
      ) : (
        <p className={styles.mut}>{t("porteur.aucun")}</p>
      )}
      {contact && (
        <>
          <h3 className={styles.cardHeading}>{t("porteur.contact")}</h3>
          <div className={styles.fieldsWide}>
            {fields.personne.map(({ key }) => (
              <EditField key={key} record="personne" view={contact} name={key} />
            ))}
          </div>
        </>
      )}
    </Card>
  );
}

/**
 * Every act asked for the project, and what the whole comes to: the worst of their decisions.
 * @param here the dossier whose page it is; on the project's own page each line says everything.
 */
export function ActsCard({ detail, here }: { detail: ProjetDetail; here?: string }) {
  const { t } = useTranslation("dossiers");
  const catalogue = useCatalogue();
  const marks = useMarks();
  const [adding, setAdding] = useState(false);
  const footer: ReactNode = detail.decisionProjet ? (
    <span className={styles.verdict}>
      {t("actes.decision")} {marks.decision(detail.decisionProjet)}
      <span>{t("actes.regle")}</span>
    </span>
  ) : (
    t("actes.sansDecision")
  );
  return (
    <Card
      title={t("actes.titre", { count: detail.actes.length })}
      footer={footer}
      actions={
        <Button size="sm" variant="subtle" onClick={() => setAdding(true)}>
          {t("actes.ajouter")}
        </Button>
      }
    >
      <AddAct projetId={detail.projet.id} opened={adding} onClose={() => setAdding(false)} />
      <ul className={styles.acts} data-acts>
        {detail.actes.map((acte) => {
          const current = acte.id === here;
          return (
            <li key={acte.id} data-here={current || undefined}>
              <span className={styles.actName}>
                {current ? (
                  <b aria-current="page">
                    <Reference>{acte.reference}</Reference>
                  </b>
                ) : (
                  <span className={styles.actLink}>
                    <a href={`#/dossiers/${acte.id}`}>
                      <Reference>{acte.reference}</Reference>
                    </a>
                    <IconButton
                      size="sm"
                      label={t("vitesse:cote.ouvrirActe", { dossier: acte.reference })}
                      icon={<IconColumns2 size={14} />}
                      onClick={() => openBeside(`/dossiers/${acte.id}`)}
                    />
                  </span>
                )}
                <span>{acte.acte ? catalogue.label("acte", acte.acte) : <None />}</span>
              </span>
              <span className={styles.actState}>
                {marks.state(acte.etat)}
                {here === undefined && (
                  <span className={styles.mut}>
                    {acte.officier ? <Auto>{acte.officier}</Auto> : t("actes.sansOfficier")}
                  </span>
                )}
                {acte.delai && (here === undefined || !acte.decision) && marks.delay(acte.delai)}
                {acte.decision && marks.decision(acte.decision)}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
