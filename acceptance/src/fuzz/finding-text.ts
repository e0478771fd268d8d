import type { Finding } from "./fuzz-api.ts";

const shownCharacters = 1_000;

/** A finding for a person: the operation, what is wrong, and the request that shows it. */
export function findingText({ operationId, wrong, request, answer }: Finding): string {
  const { method, target, headers, body } = request;
  return [
    `${operationId} answered ${answer.status} with ${wrong.join("; ")}`,
    `  ${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${cut(value, 80)}`),
    ...(body ? [`  ${cut(body.toString(), shownCharacters)}`] : []),
    `  -> ${cut(answer.body, shownCharacters)}`,
  ].join("\n");
}

function cut(text: string, characters: number): string {
  return text.length <= characters
    ? text
    : `${text.slice(0, characters)}... (${text.length} characters)`;
}
