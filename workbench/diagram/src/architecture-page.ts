/** A drawing's place in a page: between `<!-- system -->` and `<!-- /system -->`. */
const marks = (name: string) => [`<!-- ${name} -->`, `<!-- /${name} -->`] as const;

/** A picture's files, as the page names them, and what is said to those who cannot see it. */
export type Picture = { readonly light: string; readonly dark: string; readonly title: string };

/**
 * The page with the pictures of each drawing in their place.
 * @throws Error when a drawing has no place in the page.
 */
export function withPictures(
  page: string,
  drawings: { readonly [name: string]: readonly Picture[] },
): string {
  return Object.entries(drawings).reduce((text, [name, pictures]) => {
    const [open, close] = marks(name);
    const start = text.indexOf(open);
    const end = text.indexOf(close);
    if (start < 0 || end < start)
      throw new Error(`The page has no ${open} with a ${close} after it.`);
    const shown = pictures.map((picture) => `${pictureTag(picture)}\n\n`).join("");
    return `${text.slice(0, start)}${open}\n\n${shown}${text.slice(end)}`;
  }, page);
}

function pictureTag({ light, dark, title }: Picture): string {
  return [
    "<picture>",
    `  <source media="(prefers-color-scheme: dark)" srcset="${dark}">`,
    `  <img alt="${title}" src="${light}">`,
    "</picture>",
  ].join("\n");
}
