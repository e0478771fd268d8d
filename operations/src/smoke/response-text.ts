import type { ApiResponse } from "./call-api.ts";

const maxDetailLength = 200;

/** Formats an unexpected response for an error message: its status and the details in its body and headers. */
export function responseText({ status, headers, body }: ApiResponse): string {
  const problem = (body ?? {}) as { readonly detail?: unknown; readonly message?: unknown };
  const challenge = /error_description="([^"]*)"/.exec(headers.get("www-authenticate") ?? "")?.[1];
  const details = [problem.detail ?? problem.message, challenge].filter(
    (text) => typeof text === "string",
  );
  return details.length > 0
    ? `${status} (${details.join("; ").slice(0, maxDetailLength)})`
    : String(status);
}
