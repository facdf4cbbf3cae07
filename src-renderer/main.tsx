import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { connect, orpc, queryClient, sessionOptions } from "./data/index.ts";
import { startI18n } from "./i18n/index.ts";

// The calls leave before anything is drawn: the first screen waits for them, not for React.
connect();
void queryClient.prefetchQuery(sessionOptions());
void queryClient.prefetchQuery(orpc.references.catalogue.queryOptions({ input: {} }));

const root = document.getElementById("root");
if (!root) throw new Error("no #root in the page");
await startI18n();
createRoot(root).render(<App />);
