import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { documentKind } from "../../../src-main/contract/documents.ts";
import type { DocumentKind, DocumentLangue } from "../../../src-main/contract/documents.ts";
import { orpc } from "../../data/index.ts";
import { useHashSearch } from "../../lib/location.ts";
import { PAPER_FAILED, usePaperFonts } from "../../lib/paper.ts";
import { useReady } from "../../lib/ready.ts";
import { ErrorState } from "../../ui/index.ts";
import styles from "./documents.module.css";
import { EtatExecution } from "./EtatExecution.tsx";
import { LettreComplement } from "./LettreComplement.tsx";
import { OrdreDuJour } from "./OrdreDuJour.tsx";
import { Pv } from "./Pv.tsx";
import { PvComite } from "./PvComite.tsx";

/** What a layout is given: the data of the document as the store sent it, and the texts of its language. */
export interface LayoutProps {
  data: Record<string, unknown>;
  langue: DocumentLangue;
  t: TFunction<"documents">;
}

/** The layout of each kind of document. */
const layouts: Partial<Record<DocumentKind, ComponentType<LayoutProps>>> = {
  lettre_complement: LettreComplement,
  ordre_du_jour: OrdreDuJour,
  pv: Pv,
  pv_comite: PvComite,
  etat_execution: EtatExecution,
};

/** A document laid out for A4, in the language of the address: French unless it says Arabic. */
export function Impression({ kind, id }: { kind: string; id: string }) {
  const { i18n } = useTranslation();
  const search = useHashSearch();
  const langue = new URLSearchParams(search).get("langue") === "ar" ? "ar" : "fr";
  const known = documentKind.catch("lettre_complement").parse(kind);
  const query = useQuery(orpc.documents.data.queryOptions({ input: { kind: known, id, langue } }));
  const fonts = usePaperFonts(query.data !== undefined);
  useReady("impression", fonts);
  useReady(PAPER_FAILED, query.isError);
  const Layout = layouts[known];
  return (
    <main
      className={styles.paper}
      data-kind={known}
      dir={langue === "ar" ? "rtl" : "ltr"}
      lang={`${langue}-MA`}
    >
      {query.isError && <ErrorState error={query.error} />}
      {query.data !== undefined && Layout && (
        <Layout data={query.data} langue={langue} t={i18n.getFixedT(langue, "documents")} />
      )}
    </main>
  );
}
