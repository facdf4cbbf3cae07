/** The objects of a PDF that Chromium made, which leaves them plain: only streams are packed. */
const plain = (pdf: Uint8Array): string => Buffer.from(pdf).toString("latin1");

/** Number of pages of a PDF that Chromium made. */
export function pageCount(pdf: Uint8Array): number {
  return plain(pdf).match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/**
 * The page, from 1, of each place of a PDF that Chromium made and that a link leads to.
 * @returns by the id of the element; empty when nothing leads anywhere.
 */
export function placesOf(pdf: Uint8Array): Map<string, number> {
  const text = plain(pdf);
  const kids = new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n<<\/Type \/Pages\b[^>]*?\/Kids \[([^\]]*)\]/g)].map(
      ([, object, list]) => [object!, [...list!.matchAll(/(\d+) 0 R/g)].map(([, kid]) => kid!)],
    ),
  );
  const children = new Set([...kids.values()].flat());
  const pages: string[] = [];
  const walk = (object: string): void => {
    const below = kids.get(object);
    if (below) for (const kid of below) walk(kid);
    else pages.push(object);
  };
  for (const object of kids.keys()) if (!children.has(object)) walk(object);
  return new Map(
    [...text.matchAll(/\/([\w-]+) \[(\d+) 0 R \/XYZ/g)].map(([, id, object]) => [
      id!,
      pages.indexOf(object!) + 1,
    ]),
  );
}
