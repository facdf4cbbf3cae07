import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./fonts.ts";
import "./theme.css";
import { DirectionProvider, MantineProvider, useDirection } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { ReactNode } from "react";
import classes from "./Provider.module.css";
import { LiveRegion } from "./announce.tsx";
import { theme, variables } from "./theme.ts";

/** The nonce that the content security policy asks of every style element. */
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

// What locks the page's scroll under a dialog writes its own style element and looks here.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

function Direction({ dir }: { dir: "rtl" | "ltr" }) {
  const { setDirection } = useDirection();
  useEffect(() => setDirection(dir), [dir, setDirection]);
  return null;
}

/** Theme, direction, toasts and the live region: around everything the page shows. */
export function UiProvider({ dir, children }: { dir: "rtl" | "ltr"; children: ReactNode }) {
  return (
    <DirectionProvider initialDirection={dir} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={nonce}
      >
        <Direction dir={dir} />
        {children}
        <Notifications
          position="bottom-center"
          limit={3}
          autoClose={6000}
          // Above a dialog (200), under the menu or the list (300) that was opened after the notice came.
          zIndex={250}
          classNames={{ root: classes.notices }}
        />
        <LiveRegion />
      </MantineProvider>
    </DirectionProvider>
  );
}
