import type { Finding } from "./fuzz-api.ts";

const maxBodyLength = 1_000;

/** Formats a finding: the operation, the problems, the request and the response. */
export function findingText({ operationId, problems, request, response }: Finding): string {
  const { method, target, headers, body } = request;
  return [
    `${operationId} returned ${response.status} with ${problems.join("; ")}`,
    `  ${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${truncate(value, 80)}`),
    ...(body ? [`  ${truncate(body.toString(), maxBodyLength)}`] : []),
    `  -> ${truncate(response.body, maxBodyLength)}`,
  ].join("\n");
}

function truncate(text: string, maxLength: number): string {
  return text.length <= maxLength
    ? text
    : `${text.slice(0, maxLength)}... (${text.length} characters)`;
}
