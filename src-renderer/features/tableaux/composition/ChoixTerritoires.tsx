import { useTranslation } from "react-i18next";
import { useCatalogue, useSession } from "../../../data/index.ts";
import { useLangue } from "../../../i18n/index.ts";
import { pick } from "../../../lib/format.ts";
import { Checkbox } from "../../../ui/index.ts";
import classes from "./composition.module.css";

export interface ChoixTerritoiresProps {
  /** Codes, or `region`, `provinces`, `pays`. */
  value: readonly string[];
  onChange: (codes: readonly string[]) => void;
}

/** Where a published series is read: the region, its provinces together or one by one, the country. */
export function ChoixTerritoires({ value, onChange }: ChoixTerritoiresProps) {
  const { t } = useTranslation("composition");
  const langue = useLangue();
  const { region } = useSession();
  const { territoires } = useCatalogue();
  const provinces = territoires.filter(
    ({ parent, level }) => parent === region?.code && level === "province",
  );
  const choices = [
    { code: "region", label: t("territoire.region") },
    { code: "provinces", label: t("territoire.provinces") },
    { code: "pays", label: t("territoire.pays") },
    ...provinces.map(({ code, label }) => ({ code, label: pick(label, langue) })),
  ];
  return (
    <fieldset className={classes.choix}>
      <legend>{t("territoire.titre")}</legend>
      <div className={classes.cases}>
        {choices.map(({ code, label }) => (
          <Checkbox
            key={code}
            label={label}
            checked={value.includes(code)}
            onChange={(on) => onChange(on ? [...value, code] : value.filter((one) => one !== code))}
          />
        ))}
      </div>
    </fieldset>
  );
}
