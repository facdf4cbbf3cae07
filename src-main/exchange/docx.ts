import Docxtemplater from "docxtemplater";
import PizZip from "pizzip";

/** A Word model that cannot be filled: not a Word file, or its marks do not match. */
export class BadModel extends Error {
  constructor(detail: string) {
    super(`model: ${detail}`);
    this.name = "BadModel";
  }
}

interface TemplateFault {
  message?: string;
  properties?: { explanation?: string; errors?: TemplateFault[] };
}

function explain(error: unknown): string {
  const fault = error as TemplateFault;
  const faults = fault.properties?.errors ?? [fault];
  return faults.map((each) => each.properties?.explanation ?? each.message ?? "").join("; ");
}

/**
 * Fills a Word model. Marks are names in braces, `{#list}…{/list}` repeats; nothing is evaluated.
 * A value that lacks leaves an empty place, a line break in a value is a line break in Word.
 * @throws BadModel
 */
export function fillModel(model: Uint8Array, data: Record<string, unknown>): Uint8Array {
  try {
    const word = new Docxtemplater(new PizZip(model), {
      paragraphLoop: true,
      linebreaks: true,
      nullGetter: () => "",
      errorLogging: false,
    });
    word.render(data);
    return word.getZip().generate({ type: "uint8array", compression: "DEFLATE" });
  } catch (error) {
    throw new BadModel(explain(error));
  }
}
