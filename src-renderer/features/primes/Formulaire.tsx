import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { LignePrime, ProjetSimule } from "../../../src-main/contract/primes.ts";
import { useCatalogue } from "../../data/index.ts";
import { useLangue } from "../../i18n/index.ts";
import { formatMdh, pick } from "../../lib/format.ts";
import { Checkbox, NumberInput, SegmentedControl, Select } from "../../ui/index.ts";
import classes from "./primes.module.css";

interface Asked {
  projet: ProjetSimule;
  onChange: (patch: ProjetSimule) => void;
}

type NumberKey = {
  [K in keyof ProjetSimule]-?: NonNullable<ProjetSimule[K]> extends number ? K : never;
}[keyof ProjetSimule];

/** A number of the project; `scale` is what the store counts one unit as: centimes, basis points. */
function Figure({
  name,
  projet,
  onChange,
  scale,
  unit,
  most,
  fault,
  note,
}: Asked & {
  name: NumberKey;
  scale: number;
  unit?: string;
  most?: number;
  fault: "pourcent" | "entier" | "montant";
  note?: ReactNode;
}) {
  const { t } = useTranslation("primes");
  const [wrong, setWrong] = useState(false);
  const value = projet[name] ?? null;
  const read = (typed: number | null): void => {
    const scaled = typed === null ? null : Math.round(typed * scale);
    const bad =
      scaled !== null &&
      (scaled < 0 ||
        scaled > (most ?? Number.MAX_SAFE_INTEGER) ||
        (scale === 1 && !Number.isInteger(typed)));
    setWrong(bad);
    // What cannot be is not known: a result must not rest on it.
    onChange({ [name]: bad ? null : scaled });
  };
  return (
    <NumberInput
      label={t(`champ.${name}`)}
      name={name}
      value={value === null ? null : value / scale}
      onChange={read}
      onValid={(valid) => {
        if (!valid) onChange({ [name]: null });
      }}
      {...(unit ? { unit } : {})}
      {...(wrong ? { error: t(`faute.${fault}`) } : {})}
      {...(note ? { description: note } : {})}
    />
  );
}

/** Yes, no, or not stated. */
function Tri({
  label,
  value,
  onChange,
}: {
  label: string;
  value: boolean | null;
  onChange: (value: boolean | null) => void;
}) {
  const { t } = useTranslation("primes");
  return (
    <div className={classes.tri}>
      <span>{label}</span>
      <SegmentedControl
        size="xs"
        label={label}
        value={value === null ? "inconnu" : value ? "oui" : "non"}
        onChange={(next) => onChange(next === "inconnu" ? null : next === "oui")}
        options={[
          { value: "inconnu", label: t("inconnu") },
          { value: "oui", label: t("commun:oui") },
          { value: "non", label: t("commun:non") },
        ]}
      />
    </div>
  );
}

function Group({
  title,
  folded,
  children,
}: {
  title: string;
  folded?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={classes.group} open={!folded}>
      <summary>{title}</summary>
      <div className={classes.fields}>{children}</div>
    </details>
  );
}

/** What is asked of the project: all of it may stay « not stated ». */
export function Formulaire({
  projet,
  onChange,
  declarees,
}: Asked & {
  /** Primes that rest on the holder's word, as the lists have them. */
  declarees: readonly LignePrime[];
}) {
  const { t } = useTranslation("primes");
  const langue = useLangue();
  const catalogue = useCatalogue();
  const provinces = catalogue.territoires
    .filter(({ level }) => level === "province" || level === "interprovincial")
    .map(({ code }) => ({ value: code, label: catalogue.territoire(code) }));
  const share = {
    projet,
    onChange,
    scale: 100,
    unit: "%",
    most: 10_000,
    fault: "pourcent",
  } as const;
  const money = { projet, onChange, scale: 100, unit: "DH", fault: "montant" } as const;
  const count = { projet, onChange, scale: 1, fault: "entier" } as const;
  const criteria = catalogue
    .rows("regime")
    .flatMap(({ attrs }) =>
      Array.isArray(attrs["criteres"]) ? (attrs["criteres"] as string[]) : [],
    );
  const held = projet.criteres ?? null;
  const declare = (key: string, value: boolean | null): void => {
    const { [key]: _, ...others } = projet.declarations ?? {};
    onChange({ declarations: value === null ? others : { ...others, [key]: value } });
  };
  return (
    <div className={classes.form}>
      <Group title={t("groupe.projet")}>
        <Figure
          {...money}
          name="montant"
          note={
            <>
              {t("champ.montantAide")}
              {projet.montant != null && (
                <b className={classes.mdh}>
                  {" · "}
                  <bdi dir="ltr">
                    {formatMdh(projet.montant, projet.montant % 100_000_000 === 0 ? 0 : 3)} MDH
                  </bdi>
                </b>
              )}
            </>
          }
        />
        <Figure {...count} name="emplois" most={10_000_000} />
        <Select
          label={t("champ.territoire")}
          value={projet.territoire ?? null}
          onChange={(territoire) => onChange({ territoire })}
          options={provinces}
          placeholder={t("inconnu")}
          searchable
          clearable
        />
        <Select
          label={t("champ.secteur")}
          value={projet.secteur ?? null}
          onChange={(secteur) => onChange({ secteur })}
          options={catalogue.options("secteur_barometre")}
          placeholder={t("inconnu")}
          searchable
          clearable
        />
      </Group>
      <Group title={t("groupe.primes")}>
        {declarees.map((ligne) => (
          <Tri
            key={ligne.prime}
            label={pick(ligne.label, langue)}
            value={projet.declarations?.[ligne.prime] ?? null}
            onChange={(value) => declare(ligne.prime, value)}
          />
        ))}
        <Figure {...share} name="partFemmes" />
        <Figure {...share} name="integrationLocale" />
        <Select
          label={t("champ.brancheIntegration")}
          value={projet.brancheIntegration ?? null}
          onChange={(branche) =>
            onChange({ brancheIntegration: branche as ProjetSimule["brancheIntegration"] })
          }
          options={(["agro_pharma", "autre_industrie"] as const).map((value) => ({
            value,
            label: t(`branche.${value}`),
          }))}
          placeholder={t("inconnu")}
          clearable
        />
      </Group>
      <Group title={t("groupe.entreprise")} folded>
        <Figure {...share} name="fondsPropres" />
        <Figure {...money} name="chiffreAffaires" />
        <Figure {...count} name="ancienneteAns" most={200} unit={t("unite.ans")} />
        <Figure {...share} name="partGrandeEntreprise" />
        <Tri
          label={t("champ.actionnairePublic")}
          value={projet.actionnairePublic ?? null}
          onChange={(actionnairePublic) => onChange({ actionnairePublic })}
        />
        <Tri
          label={t("champ.activiteListee")}
          value={projet.activiteListee ?? null}
          onChange={(activiteListee) => onChange({ activiteListee })}
        />
      </Group>
      {criteria.length > 0 && (
        <Group title={t("groupe.strategique")} folded>
          {criteria.map((key) => (
            <Checkbox
              key={key}
              label={t(`critere.${key}`, { defaultValue: key })}
              checked={held?.includes(key) ?? false}
              onChange={(checked) => {
                const others = (held ?? []).filter((each) => each !== key);
                const next = checked ? [...others, key] : others;
                onChange({ criteres: next.length > 0 ? next : null });
              }}
            />
          ))}
          <Checkbox
            label={t("aucunCritere")}
            checked={held?.length === 0}
            onChange={(checked) => onChange({ criteres: checked ? [] : null })}
          />
        </Group>
      )}
    </div>
  );
}
