import { useTranslation } from "react-i18next";
import type { Libelle } from "../../../../src-main/contract/primitives.ts";
import { Textarea, TextInput } from "../../../ui/index.ts";
import classes from "./composition.module.css";

const langues = ["fr", "ar", "en"] as const;

export interface LibellesProps {
  /** What the three texts are: « Titre ». */
  label: string;
  value: Libelle;
  onChange: (value: Libelle) => void;
  /** What stands where nothing is typed. */
  placeholder?: Libelle | null;
  /** French must be given; the two others fall back to it. */
  required?: boolean;
  maxLength: number;
  /** Several lines. */
  long?: boolean;
  autoFocus?: boolean;
}

/** One text in the three languages of the interface. */
export function Libelles({
  label,
  value,
  onChange,
  placeholder,
  required = false,
  maxLength,
  long = false,
  autoFocus = false,
}: LibellesProps) {
  const { t } = useTranslation("composition");
  const Field = long ? Textarea : TextInput;
  return (
    <div className={classes.libelles}>
      {langues.map((langue) => (
        <Field
          key={langue}
          label={t(`langue.${langue}`, { quoi: label })}
          value={value[langue]}
          onChange={(text) => onChange({ ...value, [langue]: text })}
          dir={langue === "ar" ? "rtl" : "ltr"}
          maxLength={maxLength}
          required={required && langue === "fr"}
          autoFocus={autoFocus && langue === "fr"}
          {...(placeholder ? { placeholder: placeholder[langue] } : {})}
        />
      ))}
    </div>
  );
}
