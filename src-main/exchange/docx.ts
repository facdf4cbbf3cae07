import Docxtemplater from "docxtemplater";
import InspectModule from "docxtemplater/js/inspect-module.js";
import PizZip from "pizzip";

/** Why a Word model cannot be filled: a code that the interface puts into words, and the mark at fault. */
export interface ModelFault {
  code:
    | "model_corrupt"
    | "model_not_word"
    | "mark_unclosed"
    | "mark_unopened"
    | "loop_unclosed"
    | "loop_unopened"
    | "loop_crossed"
    | "loop_misplaced"
    | "mark_raw"
    | "mark_malformed";
  mark: string;
}

/** A Word model that cannot be filled: not a Word file, or its marks do not match. */
export class BadModel extends Error {
  readonly faults: readonly ModelFault[];
  constructor(faults: readonly ModelFault[], detail: string) {
    super(`model: ${detail}`);
    this.name = "BadModel";
    this.faults = faults;
  }
}

interface TemplateFault {
  message?: string;
  properties?: {
    id?: string;
    xtag?: string;
    openingtag?: string;
    closingtag?: string;
    explanation?: string;
    errors?: TemplateFault[];
  };
}

/** What the library calls a fault, in our words. */
const codes: Record<string, ModelFault["code"]> = {
  unclosed_tag: "mark_unclosed",
  duplicate_open_tag: "mark_unclosed",
  unopened_tag: "mark_unopened",
  duplicate_close_tag: "mark_unopened",
  unclosed_loop: "loop_unclosed",
  unopened_loop: "loop_unopened",
  closing_tag_does_not_match_opening_tag: "loop_crossed",
  unbalanced_loop_tags: "loop_crossed",
  loop_position_invalid: "loop_misplaced",
  filetype_not_identified: "model_not_word",
  filetype_not_handled: "model_not_word",
  file_has_invalid_xml: "model_corrupt",
  malformed_xml: "model_corrupt",
};

/** A fault of the library told as ours; each mark once. */
function badModel(error: unknown): BadModel {
  if (error instanceof BadModel) return error;
  const fault = error as TemplateFault;
  const faults = fault.properties?.errors ?? [fault];
  const told = faults.map(({ properties }): ModelFault => {
    const code = properties?.id ? (codes[properties.id] ?? "mark_malformed") : "model_corrupt";
    const mark = properties?.xtag ?? properties?.openingtag ?? properties?.closingtag ?? "";
    return { code, mark: mark.trim().slice(0, 80) };
  });
  const once = new Map(told.map((each) => [`${each.code} ${each.mark}`, each]));
  const detail = faults.map((each) => each.properties?.explanation ?? each.message ?? "");
  return new BadModel([...once.values()], detail.join("; "));
}

/** Bytes that the parts of a model may hold once unpacked: a small archive can hide gigabytes. */
const mostUnpacked = 200 * 1024 * 1024;

/** @throws BadModel when the bytes are no archive, or one that unpacks to too much. */
function unpacked(model: Uint8Array): PizZip {
  let zip: PizZip;
  try {
    zip = new PizZip(model);
  } catch (error) {
    throw new BadModel([{ code: "model_corrupt", mark: "" }], (error as Error).message);
  }
  const sizes = Object.values(zip.files).map(
    (file) =>
      (file as unknown as { _data?: { uncompressedSize?: number } })._data?.uncompressedSize ?? 0,
  );
  if (sizes.reduce((sum, size) => sum + size, 0) > mostUnpacked) {
    throw new BadModel([{ code: "model_corrupt", mark: "" }], "too large once unpacked");
  }
  const body = zip.file("word/document.xml");
  if (!body) {
    throw new BadModel([{ code: "model_not_word", mark: "" }], "no word/document.xml");
  }
  // The library takes a body cut short; Word does not open what would come out.
  if (!/<\/(?:\w+:)?document>\s*$/.test(body.asText())) {
    throw new BadModel([{ code: "model_corrupt", mark: "" }], "word/document.xml is cut short");
  }
  return zip;
}

/** A mark is the name of a value of the data and nothing else: no property of the engine, no expression. */
const namesOnly = (tag: string) => ({
  get: (scope: unknown): unknown =>
    tag === "."
      ? scope
      : typeof scope === "object" && scope !== null && Object.hasOwn(scope, tag)
        ? (scope as Record<string, unknown>)[tag]
        : undefined,
});

const options = {
  paragraphLoop: true,
  linebreaks: true,
  nullGetter: () => "",
  errorLogging: false as const,
  parser: namesOnly,
};

/** A mark of a model; a list or a condition holds the marks inside it. */
export interface ModelMark {
  name: string;
  /** `{#name}…{/name}` or `{^name}…{/name}`. */
  block: boolean;
  /** `{^name}…{/name}`: shown when there is nothing. */
  inverted: boolean;
  marks: ModelMark[];
}

interface Part {
  type: string;
  value?: string;
  module?: string;
  inverted?: boolean;
  subparsed?: Part[];
}

function marksOf(parts: readonly Part[]): ModelMark[] {
  return parts
    .filter((part) => part.type === "placeholder")
    .map((part) => {
      if (part.module === "rawxml") {
        throw new BadModel(
          [{ code: "mark_raw", mark: part.value ?? "" }],
          `raw mark ${part.value}`,
        );
      }
      return {
        name: part.value ?? "",
        block: part.subparsed !== undefined,
        inverted: part.inverted === true,
        marks: marksOf(part.subparsed ?? []),
      };
    });
}

/**
 * The marks of a Word model, headers and footers included.
 * @throws BadModel when it is not a Word file, is damaged, or its marks do not match
 */
export function readModel(model: Uint8Array): ModelMark[] {
  try {
    const inspector = new InspectModule();
    // Its making parses the model, which the inspector then holds.
    void new Docxtemplater(unpacked(model), { ...options, modules: [inspector] });
    return inspector
      .getTemplatedFiles()
      .flatMap((file) => marksOf(inspector.getStructuredTags(file) as Part[]));
  } catch (error) {
    throw badModel(error);
  }
}

/**
 * Fills a Word model. Marks are names in braces, `{#list}…{/list}` repeats; nothing is evaluated.
 * A value that lacks leaves an empty place, a line break in a value is a line break in Word.
 * @throws BadModel
 */
export function fillModel(model: Uint8Array, data: Record<string, unknown>): Uint8Array {
  try {
    const word = new Docxtemplater(unpacked(model), options);
    word.render(data);
    return word.getZip().generate({ type: "uint8array", compression: "DEFLATE" });
  } catch (error) {
    throw badModel(error);
  }
}
