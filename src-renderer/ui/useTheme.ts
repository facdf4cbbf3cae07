import { useMantineColorScheme } from "@mantine/core";

export type Theme = "light" | "dark" | "auto";

/** Light, dark or as the system; kept in the browser's storage. */
export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return { theme: colorScheme, setTheme: setColorScheme };
}
