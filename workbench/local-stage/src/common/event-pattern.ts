/** Whether an event matches a pattern. */
export type EventMatch = (event: unknown) => boolean;

/**
 * Compiles an event pattern with the operators of Lambda's event filtering.
 * @throws Error saying where the pattern is invalid.
 */
export function compileEventPattern(pattern: string): EventMatch {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch (cause) {
    throw new Error(`The filter pattern is not JSON: ${pattern}`, { cause });
  }
  return compileObject(parsed, "");
}

type JsonObject = { readonly [key: string]: unknown };

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compileObject(pattern: unknown, path: string): EventMatch {
  if (!isObject(pattern)) throw bad(path, "must be an object of fields");
  const fields = Object.entries(pattern).map(([name, rule]) => {
    const at = path === "" ? name : `${path}.${name}`;
    if (name === "$or") return compileOr(rule, at);
    const match = Array.isArray(rule) ? compileRules(rule, at) : compileNested(rule, at);
    return (event: unknown) => {
      const values = valuesAt(event, name);
      return values.length === 0 ? match(undefined) : values.some(match);
    };
  });
  return (event) => fields.every((match) => match(event));
}

/**
 * The values of a field. A dot in a name, of the pattern or of the event, leads into an object: `a.b` and `b` below `a` are the same
 * field.
 */
function valuesAt(event: unknown, name: string): readonly unknown[] {
  if (Array.isArray(event)) return event.flatMap((element) => valuesAt(element, name));
  if (!isObject(event)) return [];
  const own = Object.hasOwn(event, name) ? [event[name]] : [];
  const below = Object.entries(event)
    .filter(([key]) => key.startsWith(`${name}.`))
    .map(([key, value]) => ({ [key.slice(name.length + 1)]: value }));
  const through = [...name.matchAll(/\./g)].flatMap(({ index }) =>
    valuesAt(event, name.slice(0, index)).flatMap((value) =>
      valuesAt(value, name.slice(index + 1)),
    ),
  );
  return [...own, ...below, ...through];
}

function compileOr(alternatives: unknown, path: string): EventMatch {
  if (!Array.isArray(alternatives) || alternatives.length < 2) {
    throw bad(path, "must be a list of at least two patterns");
  }
  const matches = alternatives.map((pattern) => compileObject(pattern, path));
  return (event) => matches.some((match) => match(event));
}

/** A list of objects in the event matches when one of them does. */
function compileNested(pattern: unknown, path: string): EventMatch {
  const match = compileObject(pattern, path);
  return (value) => (Array.isArray(value) ? value.some(match) : match(value));
}

/** The rules of one field: any of them, against the value or any element of a list. */
function compileRules(rules: readonly unknown[], path: string): EventMatch {
  if (rules.length === 0) throw bad(path, "must have at least one rule");
  const matches = rules.map((rule) => compileRule(rule, path));
  return (value) => {
    // An empty list is as good as no value.
    const values = Array.isArray(value) ? (value.length > 0 ? value : [undefined]) : [value];
    return matches.some((match) => values.some(match));
  };
}

function compileRule(rule: unknown, path: string): EventMatch {
  if (!isObject(rule)) {
    if (Array.isArray(rule)) throw bad(path, "a rule cannot be a list");
    return (value) => value === rule;
  }
  const [[operator, operand] = [], ...more] = Object.entries(rule);
  if (more.length > 0) throw bad(path, "a rule has exactly one operator");
  switch (operator) {
    case "prefix":
    case "suffix":
      return compileEnd(operator, operand, `${path}.${operator}`);
    case "equals-ignore-case":
      return compileText(operator, operand, `${path}.${operator}`);
    case "exists":
      if (typeof operand !== "boolean") throw bad(`${path}.exists`, "must be true or false");
      // Only leaves exist: an object is no value.
      return (value) => (value !== undefined && !isObject(value)) === operand;
    case "numeric":
      return compileNumeric(operand, `${path}.numeric`);
    case "anything-but":
      return compileAnythingBut(operand, `${path}.anything-but`);
    default:
      throw bad(path, `has an operator that Lambda's event filters do not: ${operator}`);
  }
}

const textOperators = {
  prefix: (text: string, part: string) => text.startsWith(part),
  suffix: (text: string, part: string) => text.endsWith(part),
  "equals-ignore-case": (text: string, part: string) => text.toLowerCase() === part.toLowerCase(),
} as const;

type TextOperator = keyof typeof textOperators;

function compileText(operator: TextOperator, operand: unknown, path: string): EventMatch {
  if (typeof operand !== "string") throw bad(path, "must be a string");
  const compare = textOperators[operator];
  return (value) => typeof value === "string" && compare(value, operand);
}

/** `prefix` and `suffix`, which may also ignore case: `{ "prefix": { "equals-ignore-case": "a" } }`. */
function compileEnd(operator: "prefix" | "suffix", operand: unknown, path: string): EventMatch {
  if (!isObject(operand)) return compileText(operator, operand, path);
  const { "equals-ignore-case": text, ...others } = operand;
  if (Object.keys(others).length > 0 || typeof text !== "string") {
    throw bad(path, "must be a string, or equals-ignore-case with a string");
  }
  const match = compileText(operator, text.toLowerCase(), path);
  return (value) => typeof value === "string" && match(value.toLowerCase());
}

function compileAnythingBut(operand: unknown, path: string): EventMatch {
  const excluded = isObject(operand)
    ? compileExcludedTexts(operand, path)
    : compileExcludedValues(operand, path);
  return (value) => value !== undefined && !excluded.some((match) => match(value));
}

/** Strings or numbers, one or a list of one type. */
function compileExcludedValues(operand: unknown, path: string): readonly EventMatch[] {
  const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (values.length === 0) throw bad(path, "must have at least one value");
  const types = new Set(values.map((value) => typeof value));
  if (types.size > 1 || !(types.has("string") || types.has("number"))) {
    throw bad(path, "must be strings, or numbers, and not both");
  }
  return values.map((excluded) => (value) => value === excluded);
}

/** An operator of texts with one text or a list of them. */
function compileExcludedTexts(operand: JsonObject, path: string): readonly EventMatch[] {
  const [[operator = "", given] = [], ...more] = Object.entries(operand);
  if (more.length > 0 || !isTextOperator(operator)) {
    throw bad(path, `must have one operator of ${Object.keys(textOperators).join(", ")}`);
  }
  const at = `${path}.${operator}`;
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (texts.length === 0) throw bad(at, "must have at least one text");
  if (operator !== "equals-ignore-case" && texts.includes("")) {
    throw bad(at, "must not be empty: it would exclude every text");
  }
  return texts.map((text) => compileText(operator, text, at));
}

function isTextOperator(operator: string): operator is TextOperator {
  return Object.hasOwn(textOperators, operator);
}

const comparisons: ReadonlyMap<unknown, (value: number, bound: number) => boolean> = new Map([
  ["=", (value, bound) => value === bound],
  ["<", (value, bound) => value < bound],
  ["<=", (value, bound) => value <= bound],
  [">", (value, bound) => value > bound],
  [">=", (value, bound) => value >= bound],
]);

function compileNumeric(operand: unknown, path: string): EventMatch {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw bad(path, "must be pairs of an operator and a number");
  }
  const bounds = Array.from({ length: operand.length / 2 }, (_, index) => {
    const [operator, bound]: readonly unknown[] = operand.slice(index * 2, index * 2 + 2);
    const compare = comparisons.get(operator);
    if (compare === undefined || typeof bound !== "number") {
      throw bad(path, "must be pairs of an operator (=, <, <=, >, >=) and a number");
    }
    return { operator: String(operator), bound, compare };
  });
  if (bounds.length > 1 && !isRange(bounds)) {
    throw bad(path, "must be one comparison, or a lower bound and then a higher upper bound");
  }
  return (value) =>
    typeof value === "number" && bounds.every(({ compare, bound }) => compare(value, bound));
}

type Bound = { readonly operator: string; readonly bound: number };

function isRange([lower, upper, ...more]: readonly Bound[]): boolean {
  if (!lower || !upper || more.length > 0) return false;
  return (
    lower.operator.startsWith(">") && upper.operator.startsWith("<") && lower.bound < upper.bound
  );
}

function bad(path: string, why: string): Error {
  return new Error(`The filter pattern at ${path || "its top"} ${why}.`);
}
