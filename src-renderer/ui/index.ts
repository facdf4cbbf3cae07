export { announce } from "./announce.tsx";
export { Button, IconButton } from "./Button.tsx";
export { Conflict } from "./Conflict.tsx";
export { ChangeList } from "./ChangeList.tsx";
export { DocumentMenu } from "./DocumentMenu.tsx";
export { delayTones, useDeadlines } from "./Deadline.tsx";
export { EcheancePill } from "./EcheancePill.tsx";
export { ExportButton } from "./exports/ExportButton.tsx";
export { FieldInput, fromDraft, toDraft } from "./FieldInput.tsx";
export { FieldText } from "./FieldText.tsx";
export { Hidden } from "./Hidden.tsx";
export { useDebouncedValue, useHotkeys } from "./hooks.ts";
export { InlineEdit } from "./InlineEdit.tsx";
export {
  Checkbox,
  DateInput,
  NumberInput,
  SegmentedControl,
  Select,
  Textarea,
  TextInput,
} from "./inputs.tsx";
export { Kbd } from "./Kbd.tsx";
export { ListSearch } from "./ListSearch.tsx";
export { notify } from "./notify.tsx";
export { Drawer, Menu, Modal, Popover, Stage, Tooltip } from "./overlay.tsx";
export type { MenuItem } from "./overlay.tsx";
export { entryPath, NewEntry } from "./NewEntry.tsx";
export { MonthBar, MonthGrid, MonthKeys } from "./calendar/Month.tsx";
export { Palette } from "./Palette.tsx";
export { financingTone, NewFinancing, PlanCard } from "./financing/index.ts";
export { PeriodText, Publication } from "./Publication.tsx";
export { Progress } from "./Progress.tsx";
export { UiProvider } from "./Provider.tsx";
export { RecordField } from "./RecordField.tsx";
export { RecordForm } from "./RecordForm.tsx";
export { RecordName, RecordPicker } from "./RecordPicker.tsx";
export { RecordSheet } from "./RecordSheet.tsx";
export { SearchList } from "./SearchList.tsx";
export type { SearchGroup, SearchItem } from "./SearchList.tsx";
export { SimulationsCard } from "./SimulationsCard.tsx";
export { SortableTable } from "./sortable/SortableTable.tsx";
export { ConfidenceMark, SourceTag } from "./SourceTag.tsx";
export {
  Card,
  Dot,
  EmptyState,
  ErrorState,
  PageHeader,
  Pill,
  SidePanel,
  Skeleton,
  StatusBar,
  Table,
} from "./surfaces.tsx";
export type { Tone } from "./surfaces.tsx";
export { Star } from "./Star.tsx";
export { TasksCard } from "./TasksCard.tsx";
export { TaskAdd, TaskList } from "./TaskList.tsx";
export { SurvivalTable } from "./SurvivalTable.tsx";
export { TabsBar } from "./TabsBar.tsx";
export { useTheme } from "./useTheme.ts";
export type { Theme } from "./useTheme.ts";
export { useAsking } from "./useAsking.tsx";
