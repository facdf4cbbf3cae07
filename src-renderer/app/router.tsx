import { lazy, Suspense, useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect, Route, Switch } from "wouter";
import { AnnuaireList, OrganisationPage, PersonnePage } from "../features/annuaire/index.ts";
import {
  DossierPage,
  DossiersBoard,
  DossiersList,
  ProjetPage,
} from "../features/dossiers/index.ts";
import { Echeances } from "../features/echeances/index.ts";
import { Fiche, Filiere } from "../features/filieres/index.ts";
import { Financements } from "../features/financements/index.ts";
import { Conventions } from "../features/conventions/index.ts";
import { Etat } from "../features/etats/index.ts";
import { Indicateurs } from "../features/indicateurs/index.ts";
import { Importer } from "../features/import/index.ts";
import { Calendrier, MaJournee } from "../features/journee/index.ts";
import { Modeles } from "../features/modeles/index.ts";
import { Journal } from "../features/journal/index.ts";
import { ProgrammePage, Programmes } from "../features/programmes/index.ts";
import { References } from "../features/references/index.ts";
import { Reglages } from "../features/reglages/index.ts";
import { nameHere } from "../lib/history.ts";
import { ModeSeance, SeancePage, Seances } from "../features/seances/index.ts";
import { useHashLocation, useHashSearch } from "../lib/location.ts";
import { EmptyState, Skeleton } from "../ui/index.ts";
import { Boundary } from "./Boundary.tsx";
import { placeOf } from "./navigation.ts";

// Charts are half of the bundle and the first screen has none.
const Tableaux = lazy(() =>
  import("../features/tableaux/index.ts").then((all) => ({ default: all.Tableaux })),
);
const Composition = lazy(() =>
  import("../features/tableaux/index.ts").then((all) => ({ default: all.Composition })),
);
const TableauPage = lazy(() =>
  import("../features/tableaux/index.ts").then((all) => ({ default: all.TableauPage })),
);

const Rapports = lazy(() =>
  import("../features/rapports/index.ts").then((all) => ({ default: all.Rapports })),
);
const ImpressionRapport = lazy(() =>
  import("../features/rapports/index.ts").then((all) => ({ default: all.ImpressionRapport })),
);

const SeriePage = lazy(() =>
  import("../features/indicateurs/page.ts").then((all) => ({ default: all.SeriePage })),
);

const FinancementPage = lazy(() =>
  import("../features/financements/page.ts").then((all) => ({ default: all.FinancementPage })),
);

const ConventionPage = lazy(() =>
  import("../features/conventions/page.ts").then((all) => ({ default: all.ConventionPage })),
);
const Impression = lazy(() =>
  import("../features/documents/index.ts").then((all) => ({ default: all.Impression })),
);

const Editions = lazy(() =>
  import("../features/editions/index.ts").then((all) => ({ default: all.Editions })),
);
const EditionPage = lazy(() =>
  import("../features/editions/index.ts").then((all) => ({ default: all.EditionPage })),
);

const Simulateur = lazy(() =>
  import("../features/primes/index.ts").then((all) => ({ default: all.Simulateur })),
);
const ImpressionListe = lazy(() =>
  import("../features/exports/index.ts").then((all) => ({ default: all.ImpressionListe })),
);
const ImpressionPrimes = lazy(() =>
  import("../features/primes/index.ts").then((all) => ({ default: all.ImpressionPrimes })),
);

/** True for the layouts made for paper, which stand without the frame. */
export const isPaper = (path: string): boolean => path.startsWith("/impression/");

/** True for a layout that shows what the main process holds: it stands without a register. */
export const isPaperAlone = (path: string): boolean => path === "/impression/rapport";

/** The screen that the address names. */
export function Screens() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/journee" replace />
      </Route>
      <Route path="/journee">
        <Screen>
          <MaJournee />
        </Screen>
      </Route>
      <Route path="/calendrier">
        <Screen>
          <Calendrier />
        </Screen>
      </Route>
      <Route path="/dossiers">
        <Screen>
          <DossiersList />
        </Screen>
      </Route>
      <Route path="/dossiers/tableau">
        <Screen>
          <DossiersBoard />
        </Screen>
      </Route>
      <Route path="/dossiers/:id">
        {({ id }) => (
          <Screen key={id}>
            <DossierPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/projets/:id">
        {({ id }) => (
          <Screen key={id}>
            <ProjetPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/seances">
        <Screen>
          <Seances />
        </Screen>
      </Route>
      <Route path="/seances/:id">
        {({ id }) => (
          <Screen key={id}>
            <SeancePage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/seances/:id/mode">
        {({ id }) => (
          <Screen key={id}>
            <ModeSeance id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/demandes">
        <Screen>
          <Filiere key="demande" filiere="demande" />
        </Screen>
      </Route>
      <Route path="/demandes/:id">
        {({ id }) => (
          <Screen key={id}>
            <Fiche filiere="demande" id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/accompagnements">
        <Screen>
          <Filiere key="accompagnement" filiere="accompagnement" />
        </Screen>
      </Route>
      <Route path="/accompagnements/:id">
        {({ id }) => (
          <Screen key={id}>
            <Fiche filiere="accompagnement" id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/conventions">
        <Screen>
          <Conventions />
        </Screen>
      </Route>
      <Route path="/conventions/:id">
        {({ id }) => (
          <Screen key={id}>
            <ConventionPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/etats/:sur/:id">
        {({ sur, id }) => (
          <Screen key={`${sur}${id}`}>
            <Etat sur={sur} id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/echeances">
        <Screen>
          <Echeances />
        </Screen>
      </Route>
      <Route path="/programmes">
        <Screen>
          <Programmes />
        </Screen>
      </Route>
      <Route path="/programmes/:cle">
        {({ cle }) => (
          <Screen key={cle}>
            <ProgrammePage cle={cle} />
          </Screen>
        )}
      </Route>
      <Route path="/financements">
        <Screen>
          <Financements />
        </Screen>
      </Route>
      <Route path="/financements/:id">
        {({ id }) => (
          <Screen key={id}>
            <FinancementPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/annuaire">
        <Screen>
          <AnnuaireList />
        </Screen>
      </Route>
      <Route path="/annuaire/organisation/:id">
        {({ id }) => (
          <Screen key={id}>
            <OrganisationPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/annuaire/personne/:id">
        {({ id }) => (
          <Screen key={id}>
            <PersonnePage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/tableaux">
        <Screen>
          <Tableaux />
        </Screen>
      </Route>
      <Route path="/indicateurs">
        <Screen>
          <Indicateurs />
        </Screen>
      </Route>
      <Route path="/indicateurs/:id">
        {({ id }) => (
          <Screen key={id}>
            <SeriePage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/rapports">
        <Screen>
          <Rapports />
        </Screen>
      </Route>
      <Route path="/editions">
        <Screen>
          <Editions />
        </Screen>
      </Route>
      <Route path="/editions/:id">
        {({ id }) => (
          <Screen key={id}>
            <EditionPage id={id} />
          </Screen>
        )}
      </Route>
      <Route path="/tableaux/regional">
        <FormerTableau />
      </Route>
      <Route path="/tableaux/:cle/composer">
        {({ cle }) => (
          <Screen key={cle}>
            <Composition cle={cle} />
          </Screen>
        )}
      </Route>
      <Route path="/tableaux/:cle">
        {({ cle }) => (
          <Screen key={cle}>
            <TableauPage cle={cle} />
          </Screen>
        )}
      </Route>
      <Route path="/primes">
        <Screen>
          <Simulateur />
        </Screen>
      </Route>
      <Route path="/impression/primes">
        <Screen>
          <ImpressionPrimes />
        </Screen>
      </Route>
      <Route path="/impression/liste">
        <Screen>
          <ImpressionListe />
        </Screen>
      </Route>
      <Route path="/impression/rapport">
        <Screen>
          <ImpressionRapport />
        </Screen>
      </Route>
      <Route path="/impression/:kind/:id">
        {({ kind, id }) => (
          <Screen>
            <Impression kind={kind} id={decodeURIComponent(id)} />
          </Screen>
        )}
      </Route>
      <Route path="/modeles">
        <Screen>
          <Modeles />
        </Screen>
      </Route>
      <Route path="/importer">
        <Screen>
          <Importer />
        </Screen>
      </Route>
      <Route path="/references/:list?">
        {({ list }) => (
          <Screen>
            <References list={list} />
          </Screen>
        )}
      </Route>
      <Route path="/journal/:tab?">
        {({ tab }) => (
          <Screen>
            <Journal tab={tab === "corbeille" ? "corbeille" : "actions"} />
          </Screen>
        )}
      </Route>
      <Route path="/reglages">
        <Screen>
          <Reglages />
        </Screen>
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

/** An address of the regional dashboard kept from before: the barometer, with the edition it asked for. */
function FormerTableau() {
  const search = useHashSearch();
  return <Redirect to={`/tableaux/barometre${search && `?${search}`}`} replace />;
}

/** One screen: its title in the window, its own error boundary. */
function Screen({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [path] = useHashLocation();
  const place = placeOf(path);
  const address = `${path}?${useHashSearch()}`;
  const name = place ? t(`nav.${place.key}`) : t("produit");
  const title = place ? `${t(`nav.${place.key}`)} · ${t("produit")}` : t("produit");
  useEffect(() => {
    document.title = title;
    // The record of the screen, once read, gives its own name.
    nameHere(name, address);
  }, [title, name, address]);
  return (
    <Boundary>
      <Suspense fallback={<Skeleton lines={6} />}>{children}</Suspense>
    </Boundary>
  );
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t("pageInconnue")}
      hint={t("pageInconnueAide")}
      action={<Link href="/dossiers">{t("retourDossiers")}</Link>}
    />
  );
}
