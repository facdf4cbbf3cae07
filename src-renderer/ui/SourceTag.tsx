import { IconExternalLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Confidence } from "../../src-main/contract/primitives.ts";
import { shell } from "../data/client.ts";
import { Auto, Iso } from "../lib/bidi.tsx";
import { formatDate } from "../lib/format.ts";
import { Hidden } from "./Hidden.tsx";
import { Tooltip } from "./overlay.tsx";
import classes from "./SourceTag.module.css";

export interface SourceTagProps {
  source: string;
  url?: string | null;
  confidence?: Confidence | null;
  /** Date at which the fact was stated, ISO. */
  asOf?: string | null;
}

/** The mark of how sure a fact is; its meaning is in the tooltip and in the name. */
export function ConfidenceMark({
  confidence,
  plain = false,
}: {
  confidence: Confidence;
  /** The meaning already stands beside it. */
  plain?: boolean;
}) {
  const { t } = useTranslation();
  const meaning = t(`confiance.${confidence}`);
  const look = `${classes.mark} ${classes[confidence]}`;
  if (plain) return <span className={look}>{confidence}</span>;
  return (
    <Tooltip label={meaning} multiline>
      <span className={look} role="img" tabIndex={0} aria-label={meaning}>
        {confidence}
      </span>
    </Tooltip>
  );
}

const isAddress = (text: string): boolean => /^https?:\/\//.test(text);

/** Where a fact comes from: the source (opened in the system's browser), its date, how sure it is. */
export function SourceTag({ source, url, confidence, asOf }: SourceTagProps) {
  const { t } = useTranslation();
  const address = url ?? (isAddress(source) ? source : null);
  const name = isAddress(source) ? new URL(source).hostname.replace(/^www\./, "") : source;
  // The main process opens nothing but encrypted pages; another address is only shown.
  const opens = address?.startsWith("https://") ?? false;
  return (
    <span className={classes.tag}>
      {confidence && (
        <>
          <ConfidenceMark confidence={confidence} />{" "}
        </>
      )}
      {address && opens ? (
        <Tooltip label={<Iso>{address}</Iso>} multiline>
          <a
            href={address}
            className={classes.link}
            onClick={(event) => {
              event.preventDefault();
              void shell.openExternal({ url: address });
            }}
          >
            <Hidden>{t("ouvrirSource", { source: "" })}</Hidden>
            <Auto>{name}</Auto>
            <IconExternalLink size={12} aria-hidden="true" />
          </a>
        </Tooltip>
      ) : (
        <Auto>{address && !isAddress(source) ? `${name} (${address})` : name}</Auto>
      )}
      {asOf && (
        <>
          <span aria-hidden="true"> · </span>
          <Iso>{formatDate(asOf)}</Iso>
        </>
      )}
    </span>
  );
}
