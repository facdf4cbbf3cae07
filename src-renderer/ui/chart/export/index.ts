export { svgToPng } from "./png.ts";
export { chartToSvg } from "./svg.ts";
