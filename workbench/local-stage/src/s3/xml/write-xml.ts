/** The content of an element: text, further elements by name, or several elements of one name. */
export type XmlContent =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlContent[]
  | { readonly [element: string]: XmlContent };

/** S3's namespace: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const namespace = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** A document as S3 writes it. Undefined content leaves the element out. Errors have no namespace. */
export function writeXml(
  root: string,
  content: XmlContent,
  options: { readonly bare?: boolean } = {},
): string {
  const attributes = options.bare ? "" : namespace;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>${inner(content)}</${root}>`;
}

function inner(content: XmlContent): string {
  if (content === undefined) return "";
  if (typeof content !== "object") return escaped(String(content));
  return Object.entries(content)
    .map(([name, item]) => elements(name, item))
    .join("");
}

function elements(name: string, content: XmlContent): string {
  if (content === undefined) return "";
  if (Array.isArray(content)) return content.map((item) => elements(name, item)).join("");
  return `<${name}>${inner(content)}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Control characters are references, as S3 sends them, although XML 1.0 does not allow that. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a key may hold any character
  return text.replace(/[&<>"\u0000-\u001f]/g, (character) => {
    return escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}
