import { compileEventPattern } from "../../common/event-pattern.ts";

/** Decides by a message's body whether the function gets it. */
export type MessageFilter = (body: string) => boolean;

/**
 * A message passes when one of the patterns matches it, or when there is none. Lambda filters SQS messages by `body`
 * alone: a pattern of fields needs a JSON body, a pattern of rules needs plain text, and the other kind never matches.
 * @throws Error when a pattern is not valid.
 */
export function createMessageFilter(patterns: readonly string[]): MessageFilter {
  if (patterns.length === 0) return () => true;
  const filters = patterns.map(compileBodyPattern);
  return (body) => {
    const json = parseObject(body);
    return filters.some((filter) => filter(body, json));
  };
}

function compileBodyPattern(pattern: string) {
  const match = compileEventPattern(pattern);
  const parsed: Readonly<Record<string, unknown>> = JSON.parse(pattern);
  const unsupported = Object.keys(parsed).find((key) => key !== "body");
  if (unsupported !== undefined) {
    throw new Error(
      `The filter pattern names ${unsupported}: Lambda filters SQS messages by body only. Move the rule into body.`,
    );
  }
  const wantsText = Array.isArray(parsed.body);
  return (body: string, json: object | undefined) => {
    if (parsed.body === undefined) return true;
    if (wantsText) return json === undefined && match({ body });
    return json !== undefined && match({ body: json });
  };
}

function parseObject(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
