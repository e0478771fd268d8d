import { S3Error } from "../s3-error.ts";

/** An element with its text and its children; attributes and namespaces are left out. */
export type XmlElement = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
};

type Open = { name: string; text: string; children: XmlElement[] };

const token = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w.:-]*)(?:\s[^<>]*?)?(\/?)>|([^<]+)/y;

/** Reads the small documents that S3 accepts. @throws S3Error MalformedXML */
export function readXml(document: string, root: string): XmlElement {
  const outside: Open = { name: "", text: "", children: [] };
  const open: Open[] = [outside];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const match = token.exec(document);
    if (!match) throw malformedXml();
    const [, closes, name, isEmpty, text] = match;
    const parent = open.at(-1) as Open;
    if (text !== undefined) parent.text += unescaped(text);
    if (name === undefined) continue;
    if (closes) {
      open.pop();
      if (parent.name !== localName(name) || open.length === 0) throw malformedXml();
      continue;
    }
    const element: Open = { name: localName(name), text: "", children: [] };
    parent.children.push(element);
    if (!isEmpty) open.push(element);
  }
  const [found] = outside.children;
  if (open.length !== 1 || found?.name !== root) throw malformedXml();
  return found;
}

/** The text of a child; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

export function malformedXml(): S3Error {
  return new S3Error(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|\w+);/g, (_reference, name: string) => {
    const known = named[name];
    if (known !== undefined) return known;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    if (!name.startsWith("#") || !(code <= 0x10ffff)) throw malformedXml();
    return String.fromCodePoint(code);
  });
}
