export { useDebouncedValue, useHotkeys } from "@mantine/hooks";
