/** What a person must not see: the parts of data that its redacted form does not have. */
export type HiddenValues = {
  readonly values: readonly string[];
  /** Names of fields. Programmers use the same words in their messages, where they say nothing about a customer. */
  readonly names: readonly string[];
};

export const nothingHidden: HiddenValues = { values: [], names: [] };

/** What the redacted form does not have. Both are JSON values; of a text that is no JSON, the text itself is a value. */
export function hiddenValues(original: unknown, shown: unknown): HiddenValues {
  const all = partsOf(original);
  const known = partsOf(shown);
  const without = (parts: readonly string[], others: readonly string[]) => {
    const left = new Set(others);
    return [...new Set(parts)].filter((part) => part !== "" && !left.has(part));
  };
  const names = without(all.names, known.names);
  // Keys of a record are data as well.
  const isWord = (name: string) => /^[a-z_$][\w$]*$/i.test(name);
  return {
    values: [...without(all.values, known.values), ...names.filter((name) => !isWord(name))],
    names: names.filter(isWord),
  };
}

export function joinHidden(all: readonly HiddenValues[]): HiddenValues {
  return {
    values: all.flatMap(({ values }) => values),
    names: all.flatMap(({ names }) => names),
  };
}

function partsOf(value: unknown): HiddenValues {
  if (value === null || value === undefined) return nothingHidden;
  if (typeof value !== "object") return { values: [String(value)], names: [] };
  const inner = joinHidden(Object.values(value).map(partsOf));
  return Array.isArray(value)
    ? inner
    : { values: inner.values, names: [...Object.keys(value), ...inner.names] };
}
