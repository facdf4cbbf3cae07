import type { Context } from "../services/context.ts";
import { placeIndex } from "../services/places.ts";
import { territoires } from "../store/queries/reference.ts";
import { Usage } from "./call.ts";

/**
 * Code of the province or commune that a name or a code means, whatever its accents and variants.
 * @throws Usage when the register knows none, or several.
 */
export function placeCode(ctx: Context, level: "province" | "commune", value: string): string {
  const places = territoires(ctx.store.db).filter((place) =>
    level === "commune"
      ? place.level === "commune"
      : place.level === "province" || place.level === "interprovincial",
  );
  const match = placeIndex(places).find(value, "area");
  if (match.kind === "found") return match.territoire.code;
  throw new Usage(
    match.kind === "ambiguous"
      ? `${level} « ${value} » est ambigu : ${match.candidates.map((each) => each.code).join(", ")}.`
      : `${level} ne connaît pas « ${value} ».`,
  );
}
