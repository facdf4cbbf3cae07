export { RecordField as EditField } from "../../ui/index.ts";
