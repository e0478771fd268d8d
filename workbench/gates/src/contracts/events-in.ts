import { parseSync } from "oxc-parser";
import { type Node, walk } from "../syntax/node.ts";

/** A CloudEvents event that source code creates as an object literal. */
export type EventLiteral = {
  /** Undefined when it is not a literal. */
  readonly type: string | undefined;
  /** The version at the end of its `dataschema`. Undefined when it is not a literal. */
  readonly version: number | undefined;
  readonly line: number;
};

const dotted = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+$/;

/**
 * The events that source code creates: objects with a `specversion` or `dataschema` that is a string, and copies of an object with
 * another `type` that contains a dot. A schema is not an event: its fields are not strings.
 */
export function eventsIn(path: string, source: string): readonly EventLiteral[] {
  // Parsing is slow.
  if (!/specversion|dataschema|\.\.\./.test(source)) return [];
  const { program } = parseSync(path, source);
  const constants = new Map<string, string>();
  const objects: Node[] = [];
  walk(program, (node) => {
    if (node.type === "ObjectExpression") objects.push(node);
    if (node.type === "VariableDeclarator") {
      const text = textOf(node.init as Node | null, constants);
      const { name } = node.id as Node;
      if (text !== undefined && typeof name === "string") constants.set(name, text);
    }
  });
  return objects.flatMap((object) => {
    const fields = fieldsOf(object, constants);
    const type = fields.texts.get("type");
    const isEvent = fields.texts.has("specversion") || fields.texts.has("dataschema");
    const isCopy = fields.isCopy && type !== undefined && dotted.test(type);
    if (!isEvent && !isCopy) return [];
    const version = /\/(\d+)$/.exec(fields.texts.get("dataschema") ?? "")?.[1];
    const line = source.slice(0, object.start).split("\n").length;
    return [{ type, version: version === undefined ? undefined : Number(version), line }];
  });
}

function fieldsOf(object: Node, constants: ReadonlyMap<string, string>) {
  const texts = new Map<string, string>();
  let isCopy = false;
  for (const property of object.properties as readonly Node[]) {
    if (property.type === "SpreadElement") isCopy = true;
    else {
      const key = property.key as Node;
      const name = String(key.name ?? key.value);
      const text = textOf(property.value as Node, constants);
      if (text !== undefined) texts.set(name, text);
    }
  }
  return { texts, isCopy };
}

/** A string literal, or a constant of the same file with one. */
function textOf(node: Node | null, constants: ReadonlyMap<string, string>): string | undefined {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : undefined;
    case "Identifier":
      return constants.get(String(node.name));
    case "TSAsExpression":
    case "TSSatisfiesExpression":
      return textOf(node.expression as Node, constants);
    case "TemplateLiteral": {
      const quasis = node.quasis as readonly { value: { cooked: string } }[];
      return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
    }
    default:
      return undefined;
  }
}
