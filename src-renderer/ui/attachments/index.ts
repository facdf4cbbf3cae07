export { Attachments, FileList } from "./Attachments.tsx";
