import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fold } from "../../lib/fold.ts";
import { Checkbox, TextInput } from "../inputs.tsx";
import type { Option } from "../inputs.tsx";
import classes from "./filters.module.css";

/** Beyond this many choices a search field comes above them. */
const SEARCHED = 10;

export interface ChoiceListProps {
  options: readonly Option[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Several of a list of choices, with a search field above a long one. */
export function ChoiceList({ options, chosen, onChange }: ChoiceListProps) {
  const { t } = useTranslation("filtres");
  const [sought, setSought] = useState("");
  const found = sought
    ? options.filter(({ label }) => fold(label).includes(fold(sought)))
    : options;
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value]);
  return (
    <div className={classes.choices}>
      {options.length > SEARCHED && (
        <TextInput
          ariaLabel={t("chercher")}
          placeholder={t("chercher")}
          value={sought}
          onChange={setSought}
          autoFocus
        />
      )}
      <ul>
        {found.map(({ value, label }) => (
          <li key={value}>
            <Checkbox
              label={label}
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
            />
          </li>
        ))}
        {found.length === 0 && <li className={classes.none}>{t("aucunChoix")}</li>}
      </ul>
    </div>
  );
}
