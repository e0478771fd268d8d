/** A drawing's place in a page: between `<!-- system -->` and `<!-- /system -->`. */
const marks = (name: string) => [`<!-- ${name} -->`, `<!-- /${name} -->`] as const;

/**
 * The page with each drawing (Mermaid text) in its place.
 * @throws Error when a drawing has no place in the page.
 */
export function withDrawings(page: string, drawings: { readonly [name: string]: string }): string {
  return Object.entries(drawings).reduce((text, [name, drawing]) => {
    const [open, close] = marks(name);
    const start = text.indexOf(open);
    const end = text.indexOf(close);
    if (start < 0 || end < start)
      throw new Error(`The page has no ${open} with a ${close} after it.`);
    const fenced = `${open}\n\n\`\`\`mermaid\n${drawing}\n\`\`\`\n\n`;
    return text.slice(0, start) + fenced + text.slice(end);
  }, page);
}
