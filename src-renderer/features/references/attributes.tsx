import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import type { Langue } from "../../../src-main/contract/primitives.ts";
import type { CatalogueView } from "../../data/index.ts";
import { Auto, Iso } from "../../lib/bidi.tsx";
import { formatDate, formatMonthDay, formatNumber, formatPercent } from "../../lib/format.ts";
import classes from "./References.module.css";

type Attrs = Record<string, unknown>;

/** Attributes that serve the machine only: order, matching of sources. */
const HIDDEN = new Set([
  "rank",
  "order",
  "ordre",
  "match",
  "numero",
  "unit",
  "minInclusive",
  "maxInclusive",
]);
/** Lists in which the code of an attribute may be found. */
const LISTS: Record<string, string> = {
  phase: "phase",
  regime: "regime",
  barometre: "secteur_barometre",
  sector: "secteur_barometre",
  supervisor: "superviseur",
  parent: "programme",
  secteursExclus: "secteur_barometre",
  secteursPlafonnes: "secteur_barometre",
  secteursRatioReduit: "secteur_barometre",
  categories: "plafond_collaboratif",
  children: "type_convention",
  actes: "acte",
};

interface Reader {
  t: TFunction;
  langue: Langue;
  catalogue: CatalogueView;
}

interface Attribute {
  key: string;
  label: string;
  value: ReactNode;
}

const percent = (basisPoints: number): string =>
  formatPercent(basisPoints / 100, basisPoints % 100 === 0 ? 0 : 2);

/** A step as texts of law write it: `2 ≤ r ≤ 5 : 5 %`. */
function stepText({ minRatio, maxRatio, minInclusive, maxInclusive, rateBp }: Attrs): string {
  const low =
    typeof minRatio === "number"
      ? `${formatNumber(minRatio)} ${minInclusive === false ? "<" : "≤"} `
      : "";
  const high =
    typeof maxRatio === "number" ? ` ${maxInclusive ? "≤" : "<"} ${formatNumber(maxRatio)}` : "";
  return `${low}r${high} : ${typeof rateBp === "number" ? percent(rateBp) : "–"}`;
}

/** A code as a label: of the attribute's own list, of a territory, of the catalogue of values. */
function codeText(key: string, code: string, { t, catalogue }: Reader): ReactNode {
  const list = LISTS[key];
  if (list) {
    const label = catalogue.label(list, code);
    if (label && label !== code) return label;
  }
  if (/^\d{2}(\.|$)/.test(code) && catalogue.territoireRow(code)) return catalogue.territoire(code);
  return valueWord(t, code) || <Auto>{code}</Auto>;
}

/** A code of no list as a word; empty when it has none. */
export function valueWord(t: TFunction, code: string): string {
  const word = code.replace(/[^A-Za-z0-9]+/g, "_").replace(/_$/, "");
  return t(`references:valeur.${word}`, { defaultValue: "" });
}

function scalar(key: string, value: unknown, reader: Reader): ReactNode {
  const { t, langue } = reader;
  if (typeof value === "boolean") return t(value ? "commun:oui" : "commun:non");
  if (typeof value === "number") {
    if (key.endsWith("Centimes")) return <Iso>{`${formatNumber(value / 100)}\u00a0DH`}</Iso>;
    if (key.endsWith("Bp")) return <Iso>{percent(value)}</Iso>;
    return <Iso>{formatNumber(value)}</Iso>;
  }
  if (typeof value !== "string") return null;
  if (key === "monthDay") return formatMonthDay(value, langue);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return <Iso>{formatDate(value)}</Iso>;
  if (key === "divisions") return <Iso>{value}</Iso>;
  return codeText(key, value, reader);
}

const joined = (parts: ReactNode[]): ReactNode =>
  parts.map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts never move
    <span key={index}>
      {index > 0 && " · "}
      {part}
    </span>
  ));

function shown(key: string, value: unknown, reader: Reader): ReactNode {
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    if (typeof value[0] !== "object") return joined(value.map((one) => scalar(key, one, reader)));
    return (
      <>
        {value.map((one: Attrs, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- steps never move
          <div key={index} className={classes.part}>
            {key === "steps" ? (
              <Iso>{stepText(one)}</Iso>
            ) : (
              attributesOf(one, reader).map((part) => (
                <div key={part.key}>
                  <span className={classes.hint}>{part.label}</span> {part.value}
                </div>
              ))
            )}
          </div>
        ))}
      </>
    );
  }
  if (value !== null && typeof value === "object") {
    const unit = key === "byCategory" ? "rateBp" : key;
    return joined(
      Object.entries(value as Attrs).map(([code, one]) => (
        <>
          {codeText("", code, reader)} {scalar(unit, one, reader)}
        </>
      )),
    );
  }
  return scalar(key, value, reader);
}

/** The attributes of a reference row as a person reads them; what has no value is left out. */
export function attributesOf(attrs: Attrs, reader: Reader): Attribute[] {
  const { t } = reader;
  const found: Attribute[] = [];
  for (const [key, value] of Object.entries(attrs)) {
    if (HIDDEN.has(key) || value === null || value === undefined || value === "") continue;
    if (key === "days" && typeof value === "number") {
      const unit = attrs.unit === "calendar" || attrs.unit === "working" ? attrs.unit : "inconnu";
      found.push({
        key,
        label: t("references:attr.days"),
        value: t(`references:jours.${unit}`, { count: value }),
      });
      continue;
    }
    // `steps` is a scale of rates in one list and a number of stages in another.
    const name = key === "steps" && typeof value === "number" ? "etapes" : key;
    const text = shown(key, value, reader);
    if (text !== null) found.push({ key, label: t(`references:attr.${name}`, key), value: text });
  }
  const unit = attrs.days === undefined ? attrs.unit : undefined;
  if (typeof unit === "string")
    found.push({ key: "unit", label: t("references:attr.unit"), value: <Auto>{unit}</Auto> });
  return found;
}

/** Attributes and their values, a line each. */
export function AttributeList({ attributes }: { attributes: readonly Attribute[] }) {
  return (
    <dl className={classes.attributes}>
      {attributes.map((one) => (
        <div key={one.key}>
          <dt>{one.label}</dt>
          <dd>{one.value}</dd>
        </div>
      ))}
    </dl>
  );
}
