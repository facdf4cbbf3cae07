import type { ComponentType } from "react";
import type { ConventionDetail } from "../../../src-main/contract/conventions.ts";
import { Avenants } from "./Avenants.tsx";
import { Chronologie } from "./Chronologie.tsx";
import { Comites } from "./Comites.tsx";
import { Engagements } from "./Engagements.tsx";
import { Livrables } from "./Livrables.tsx";
import type { OngletProps } from "./parts.tsx";
import { Synthese } from "./Synthese.tsx";
import { Texte } from "./Texte.tsx";
import { Versements } from "./Versements.tsx";

/** What every tab is given. */
export interface TabProps {
  detail: ConventionDetail;
  /** Day it is read as of, when it is not today: nothing is then edited. */
  jour: string | undefined;
}

export interface ConventionTab {
  key: string;
  Panel: ComponentType<TabProps>;
  count?: (detail: ConventionDetail) => number;
  hidden?: (detail: ConventionDetail) => boolean;
}

/** A tab of the execution: it reads by itself what the convention's detail does not hold. */
const execution = (key: string, Onglet: ComponentType<OngletProps>): ConventionTab => ({
  key,
  Panel: ({ detail, jour }) => <Onglet conventionId={detail.ligne.id} jour={jour} />,
  hidden: ({ ligne }) => ligne.type === "avenant",
});

/** Tabs of the page of a convention, in their order. */
export const TABS: readonly ConventionTab[] = [
  { key: "synthese", Panel: Synthese },
  { key: "texte", Panel: Texte },
  {
    key: "avenants",
    Panel: Avenants,
    count: ({ avenants }) => avenants.length,
    hidden: ({ ligne }) => ligne.type === "avenant",
  },
  execution("engagements", Engagements),
  execution("versements", Versements),
  execution("livrables", Livrables),
  execution("comites", Comites),
  { key: "chronologie", Panel: Chronologie },
];
