import { useTranslation } from "react-i18next";
import type { AvenantView } from "../../../src-main/contract/conventions.ts";
import { fieldOf } from "../../../src-main/contract/fields.ts";
import { columnLabel } from "../../lib/actions.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate } from "../../lib/format.ts";
import { Card, FieldText, Pill, Table } from "../../ui/index.ts";
import styles from "./conventions.module.css";
import type { TabProps } from "./tabs.tsx";

/** The avenants of a convention, each with what it changes, before and after. */
export function Avenants({ detail }: TabProps) {
  const { t, i18n } = useTranslation("conventions");
  if (detail.avenants.length === 0)
    return (
      <Card>
        <p className={styles.mut}>{t(detail.signee ? "avenant.aucun" : "avenant.pasSignee")}</p>
      </Card>
    );
  return (
    <div className={styles.column}>
      {detail.avenants.map((one) => (
        <Card
          key={one.id}
          title={
            <a className={styles.link} href={`#/conventions/${one.id}?onglet=texte`}>
              <Iso>{one.numero}</Iso>{" "}
              <Auto>{(i18n.language === "ar" && one.intituleAr) || one.intituleFr}</Auto>
            </a>
          }
          actions={
            <>
              {one.effetLe && (
                <span className={styles.mut}>
                  {t("effet")} <Iso>{formatDate(one.effetLe)}</Iso>
                </span>
              )}{" "}
              <Pill tone={one.enVigueur ? "ok" : "info"}>
                {t(one.enVigueur ? "avenant.enVigueur" : `statut.${one.statut}`)}
              </Pill>
            </>
          }
        >
          <Changements changements={one.changements} />
          {one.ajouts + one.retraits > 0 && (
            <p className={styles.mut}>
              {t("avenant.ajouts", { count: one.ajouts })} ·{" "}
              {t("avenant.retraits", { count: one.retraits })}
            </p>
          )}
        </Card>
      ))}
    </div>
  );
}

/** What an avenant changes, as a table of before and after. */
export function Changements({ changements }: { changements: AvenantView["changements"] }) {
  const { t } = useTranslation("conventions");
  if (changements.length === 0) return <p className={styles.mut}>{t("avenant.sansChangement")}</p>;
  return (
    <Table
      label={t("avenant.changements")}
      rows={changements}
      rowKey={(row) => row.champ}
      dense
      columns={[
        {
          key: "champ",
          header: t("avenant.champ"),
          width: "220px",
          cell: (row) => columnLabel(t, "convention", row.champ),
        },
        ...(["avant", "apres"] as const).map((side) => ({
          key: side,
          header: t(`avenant.${side}`),
          cell: (row: AvenantView["changements"][number]) => {
            const field = fieldOf("convention", row.champ);
            return field ? <FieldText field={field} value={row[side]} /> : "–";
          },
        })),
      ]}
    />
  );
}
