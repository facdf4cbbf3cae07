import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./theme.css";
import { DirectionProvider, MantineProvider, useDirection } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { LiveRegion } from "./announce.tsx";
import { theme, variables } from "./theme.ts";

/** The nonce that the content security policy asks of every style element. */
const nonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";

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
        <Notifications position="bottom-center" limit={3} autoClose={6000} />
        <LiveRegion />
      </MantineProvider>
    </DirectionProvider>
  );
}
