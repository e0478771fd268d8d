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
    return (event: unknown) => match(isObject(event) ? event[name] : undefined);
  });
  return (event) => fields.every((match) => match(event));
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
    const values = Array.isArray(value) && value.length > 0 ? value : [value];
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
      return compileText(operand, `${path}.prefix`, (text, part) => text.startsWith(part));
    case "suffix":
      return compileText(operand, `${path}.suffix`, (text, part) => text.endsWith(part));
    case "equals-ignore-case":
      return compileText(
        operand,
        `${path}.equals-ignore-case`,
        (text, part) => text.toLowerCase() === part.toLowerCase(),
      );
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

function compileText(
  operand: unknown,
  path: string,
  compare: (text: string, part: string) => boolean,
): EventMatch {
  if (typeof operand !== "string") throw bad(path, "must be a string");
  return (value) => typeof value === "string" && compare(value, operand);
}

function compileAnythingBut(operand: unknown, path: string): EventMatch {
  const rules = Array.isArray(operand) ? operand : [operand];
  if (rules.length === 0) throw bad(path, "must have at least one value");
  const excluded = rules.map((rule) => compileRule(rule, path));
  return (value) => value !== undefined && !excluded.some((match) => match(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
};

function compileNumeric(operand: unknown, path: string): EventMatch {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0) {
    throw bad(path, "must be pairs of an operator and a number");
  }
  const checks: ((value: number) => boolean)[] = [];
  for (let index = 0; index < operand.length; index += 2) {
    const compare = comparisons[operand[index]];
    const bound: unknown = operand[index + 1];
    if (compare === undefined || typeof bound !== "number") {
      throw bad(path, "must be pairs of an operator (=, <, <=, >, >=) and a number");
    }
    checks.push((value) => compare(value, bound));
  }
  return (value) => typeof value === "number" && checks.every((check) => check(value));
}

function bad(path: string, why: string): Error {
  return new Error(`The filter pattern at ${path || "its top"} ${why}.`);
}
