import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { cardFields, stageLists, tableauKeys } from "../../../src-main/contract/filieres.ts";
import type { TableauKey } from "../../../src-main/contract/filieres.ts";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { formatNumber } from "../../lib/format.ts";
import { stageColour, stageLimit } from "../../lib/stages.ts";
import { Card, Checkbox, Dot, notify } from "../../ui/index.ts";
import classes from "./Reglages.module.css";

/** Each board: its stages with their colour, limit and days, and what its cards show. */
export function Filieres() {
  const { t } = useTranslation("reglages");
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const cartes = useQuery(orpc.filieres.cartes.queryOptions({ input: {} }));
  const choose = useMutation({
    mutationFn: async (input: { tableau: TableauKey; champs: string[] }) => {
      await data.filieres.setCarte(input);
      await client.invalidateQueries({ queryKey: orpc.filieres.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  return (
    <Card title={t("filieres.titre")}>
      <p className={classes.hint}>{t("filieres.aide")}</p>
      {tableauKeys.map((tableau) => {
        const chosen = cartes.data?.[tableau] ?? [];
        return (
          <section key={tableau} className={classes.filiere} aria-label={t(`filieres.${tableau}`)}>
            <h3>{t(`filieres.${tableau}`)}</h3>
            <div>
              <span className={classes.hint}>{t("filieres.etapes")}</span>
              <ul className={classes.stages}>
                {catalogue.rows(stageLists[tableau]).map((row) => {
                  const limit = stageLimit(row.attrs);
                  const days = row.attrs["sansMouvementJours"];
                  return (
                    <li key={row.key}>
                      <Dot color={stageColour(row.attrs)} />
                      {catalogue.label(stageLists[tableau], row.key)}
                      {limit !== null && (
                        <span className={classes.hint}>
                          {t("filieres.limite", { n: formatNumber(limit, 0) })}
                        </span>
                      )}
                      {typeof days === "number" && (
                        <span className={classes.hint}>
                          {t("filieres.jours", { n: formatNumber(days, 0) })}
                        </span>
                      )}
                    </li>
                  );
                })}
              </ul>
              <Link href={`/references/${stageLists[tableau]}`} className={classes.link}>
                {t("filieres.modifier")}
              </Link>
            </div>
            <div>
              <span className={classes.hint}>{t("filieres.champs")}</span>
              <div className={classes.ticks}>
                {cardFields[tableau].map((field) => (
                  <Checkbox
                    key={field}
                    label={t(`champ.${field}`)}
                    checked={chosen.includes(field)}
                    onChange={(on) =>
                      choose.mutate({
                        tableau,
                        champs: on ? [...chosen, field] : chosen.filter((one) => one !== field),
                      })
                    }
                  />
                ))}
              </div>
            </div>
          </section>
        );
      })}
    </Card>
  );
}
