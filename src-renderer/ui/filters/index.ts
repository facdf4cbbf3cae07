export { AddFilter } from "./AddFilter.tsx";
export { useFilterOptions, useFilterText } from "./choices.ts";
export { ChoiceList } from "./ChoiceList.tsx";
export { DateRange, useDaysText } from "./DateRange.tsx";
export type { Days } from "./DateRange.tsx";
export { DaysFilter, ListFilter } from "./ListFilter.tsx";
export { FilterChip } from "./FilterChip.tsx";
