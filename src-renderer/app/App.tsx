import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Router } from "wouter";
import { queryClient, sessionOptions } from "../data/index.ts";
import { Premier } from "../features/premier/index.ts";
import { directionOf, setLangue, useLangue } from "../i18n/index.ts";
import { hashRouting, useHashLocation } from "../lib/location.ts";
import { EmptyState, ErrorState, UiProvider } from "../ui/index.ts";
import { Boundary } from "./Boundary.tsx";
import { Frame } from "./Frame.tsx";
import classes from "./App.module.css";
import { isPaper, isPaperAlone, Screens } from "./router.tsx";
import { Split } from "./Split.tsx";

/** Everything the page shows, under its providers. */
export function App() {
  const langue = useLangue();
  return (
    <QueryClientProvider client={queryClient}>
      <UiProvider dir={directionOf(langue)}>
        <Router {...hashRouting}>
          <Boundary>
            <Start />
          </Boundary>
        </Router>
      </UiProvider>
    </QueryClientProvider>
  );
}

/** Waits for the session, then the first run, the paper, or the frame. */
function Start() {
  const { t } = useTranslation();
  const [path] = useHashLocation();
  const { data: session, error, refetch } = useQuery(sessionOptions());
  const kept = session?.langue;
  const paper = isPaper(path);
  const setupNeeded = session?.setupNeeded;

  useEffect(() => {
    // Before the first run the language is the one the user picks on that screen.
    if (kept && setupNeeded === false && !paper) void setLangue(kept);
  }, [kept, setupNeeded, paper]);

  if (isPaperAlone(path)) return <Screens />;
  if (error)
    return (
      <main className={classes.alone}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </main>
    );
  if (!session)
    return (
      <main className={classes.alone} aria-busy="true">
        <div className={classes.late}>
          <EmptyState title={t("registre.ouverture")} />
        </div>
      </main>
    );
  if (session.setupNeeded) return <Premier session={session} />;
  if (paper) return <Screens />;
  return (
    <Frame>
      <Split>
        <Screens />
      </Split>
    </Frame>
  );
}
