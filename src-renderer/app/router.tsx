import { lazy, Suspense, useEffect } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect, Route, Switch } from "wouter";
import { DossierPage, DossiersBoard, DossiersList } from "../features/dossiers/index.ts";
import { Importer } from "../features/import/index.ts";
import { Journal } from "../features/journal/index.ts";
import { References } from "../features/references/index.ts";
import { Reglages } from "../features/reglages/index.ts";
import { useHashLocation } from "../lib/location.ts";
import { EmptyState, Skeleton } from "../ui/index.ts";
import { Boundary } from "./Boundary.tsx";
import { placeOf } from "./navigation.ts";

// Charts are half of the bundle and the first screen has none.
const TableauRegional = lazy(() =>
  import("../features/tableaux/index.ts").then((all) => ({ default: all.TableauRegional })),
);
const ImpressionRegionale = lazy(() =>
  import("../features/tableaux/index.ts").then((all) => ({ default: all.ImpressionRegionale })),
);

/** True for the layouts made for paper, which stand without the frame. */
export const isPaper = (path: string): boolean => path.startsWith("/impression/");

/** The screen that the address names. */
export function Screens() {
  return (
    <Switch>
      <Route path="/">
        <Redirect to="/dossiers" replace />
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
      <Route path="/tableaux/regional">
        <Screen>
          <TableauRegional />
        </Screen>
      </Route>
      <Route path="/impression/regional">
        <Screen>
          <ImpressionRegionale />
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

/** One screen: its title in the window, its own error boundary. */
function Screen({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [path] = useHashLocation();
  const place = placeOf(path);
  const title = place ? `${t(`nav.${place.key}`)} · ${t("produit")}` : t("produit");
  useEffect(() => {
    document.title = title;
  }, [title]);
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
