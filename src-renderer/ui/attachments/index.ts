export { Attachments, FileList, Uploads, useChooseFiles } from "./Attachments.tsx";
export { useDropZone } from "./useDropZone.ts";
export { useUploads } from "./useUploads.ts";
