import { refuse } from "../refuse.ts";
import { choices } from "./choices.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * Settings with other values, by the path of each: `{ "database.capacity.min": "0.5 ACU" }`. A list is written with commas.
 * @throws for a setting that does not exist, naming those that do, and for a value that it cannot have
 */
export function withOtherValues<Settings extends object>(
  settings: Settings,
  given: Readonly<Record<string, string>>,
): Settings {
  let changed: Values = Object.fromEntries(Object.entries(settings));
  const paths = pathsOf(changed).toSorted();
  for (const [path, text] of Object.entries(given)) {
    if (!paths.includes(path)) {
      refuse(`There is no setting "${path}" in infra/stages.ts. There are ${paths.join(", ")}.`);
    }
    changed = withValue(changed, path.split("."), path, text);
  }
  return changed as Settings;
}

function pathsOf(values: Values): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    isGroup(value) ? pathsOf(value).map((path) => `${key}.${path}`) : [key],
  );
}

function isGroup(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withValue(values: Values, keys: readonly string[], path: string, text: string): Values {
  const [key = "", ...rest] = keys;
  const old = values[key];
  return {
    ...values,
    [key]: isGroup(old) ? withValue(old, rest, path, text) : read(path, old, text),
  };
}

/** A text as a value of the kind that the setting has now. */
function read(path: string, old: unknown, text: string): unknown {
  if (Array.isArray(old)) {
    const names = text.split(",").map((name) => name.trim());
    for (const name of names) checkChoice(path, name);
    return names;
  }
  checkChoice(path, text);
  if (typeof old === "string") return text;
  const isRight = typeof old === "number" ? /^\d+(\.\d+)?$/ : /^(true|false)$/;
  if (!isRight.test(text)) {
    refuse(
      `"${text}" is no value of the setting "${path}", which is ${typeof old === "number" ? "a number" : "true or false"}.`,
    );
  }
  return JSON.parse(text);
}

function checkChoice(path: string, value: string) {
  const known: readonly string[] | undefined = choices[path as keyof typeof choices];
  if (known === undefined || known.includes(value)) return;
  refuse(`"${value}" is no value of the setting "${path}". There are ${known.join(", ")}.`);
}
