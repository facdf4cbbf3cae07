import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { data, errorSentence, orpc, useCatalogue } from "../../data/index.ts";
import { Card, notify, Select } from "../../ui/index.ts";
import classes from "./Reglages.module.css";

/** Who heads each pôle at this desk: whom its overdue commitments climb to. */
export function Chefs() {
  const { t } = useTranslation("reglages");
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const found = useQuery(orpc.execution.chefs.queryOptions({ input: {} }));
  const choose = useMutation({
    mutationFn: async (input: { pole: string; utilisateurId: string | null }) => {
      await data.execution.setChef(input);
      await client.invalidateQueries({ queryKey: orpc.execution.key() });
    },
    onError: (error) => notify({ tone: "error", message: errorSentence(error, t) }),
  });
  const users = catalogue.utilisateurs.map(({ id, nom }) => ({ value: id, label: nom }));
  return (
    <Card title={t("chefs.titre")}>
      <p className={classes.hint}>{t("chefs.aide")}</p>
      {catalogue.options("pole").map(({ value: pole, label }) => (
        <div key={pole} className={classes.row}>
          <div>{label}</div>
          <Select
            ariaLabel={label}
            placeholder={t("chefs.personne")}
            value={found.data?.chefs.find((each) => each.pole === pole)?.utilisateurId ?? null}
            options={users}
            clearable
            searchable={users.length > 8}
            onChange={(utilisateurId) => choose.mutate({ pole, utilisateurId })}
          />
        </div>
      ))}
      <Link href="/references/escalade_engagement" className={classes.link}>
        {t("chefs.delais")}
      </Link>
    </Card>
  );
}
