import { createTheme } from "@mantine/core";
import type { CSSVariablesResolver } from "@mantine/core";

const font = '"IBM Plex Sans", "IBM Plex Sans Arabic", system-ui, sans-serif';

/** One green accent; sizes of a dense office tool. */
export const theme = createTheme({
  primaryColor: "vert",
  primaryShade: { light: 7, dark: 6 },
  colors: {
    vert: [
      "#f0f8f4",
      "#e4f1ec",
      "#c4e2d5",
      "#9fd1bb",
      "#62c9a1",
      "#2f9f77",
      "#118a64",
      "#0b6e4f",
      "#095c42",
      "#064632",
    ],
  },
  fontFamily: font,
  headings: { fontFamily: font },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  defaultRadius: "sm",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "10px", xl: "14px" },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Mantine's own colours follow the tokens of theme.css, in both schemes. */
export const variables: CSSVariablesResolver = () => {
  const both = {
    "--mantine-color-body": "var(--card)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--mut)",
    "--mantine-color-placeholder": "var(--mut)",
    "--mantine-color-default": "var(--card)",
    "--mantine-color-default-hover": "var(--hover)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line)",
    "--mantine-color-error": "var(--late)",
    "--mantine-color-anchor": "var(--acc)",
  };
  return { variables: {}, light: both, dark: both };
};
