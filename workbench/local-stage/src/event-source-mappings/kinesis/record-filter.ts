import { compileEventPattern } from "../../common/event-pattern.ts";
import type { StoredRecord } from "../../kinesis/record-store.ts";

/**
 * Decides by a record's data whether the function gets it: one of the patterns matches, or there is none. Lambda filters
 * Kinesis records by `data` only; data that is not JSON does not match a pattern on it.
 * @throws Error when a pattern is not valid.
 */
export function createRecordFilter(
  patterns: readonly string[],
): (record: Pick<StoredRecord, "data">) => boolean {
  if (patterns.length === 0) return () => true;
  const matches = patterns.map(compileDataPattern);
  return ({ data }) => {
    const event = parsed(data);
    return matches.some((match) => match(event));
  };
}

function compileDataPattern(pattern: string) {
  const match = compileEventPattern(pattern);
  const unsupported = Object.keys(JSON.parse(pattern)).find((key) => key !== "data");
  if (unsupported !== undefined) {
    throw new Error(
      `The filter pattern names ${unsupported}: Lambda filters Kinesis records by data only. Move the rule into data.`,
    );
  }
  return match;
}

function parsed(data: Uint8Array): { readonly data?: unknown } {
  try {
    return { data: JSON.parse(Buffer.from(data).toString()) };
  } catch {
    return {};
  }
}
