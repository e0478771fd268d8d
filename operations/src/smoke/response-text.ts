import type { ApiResponse } from "./call-api.ts";

const longestDetail = 200;

/** An answer that was not the expected one, for a person: its status, and what it says of itself. */
export function responseText({ status, headers, body }: ApiResponse): string {
  const said = (body ?? {}) as { readonly detail?: unknown; readonly message?: unknown };
  const challenge = /error_description="([^"]*)"/.exec(headers.get("www-authenticate") ?? "")?.[1];
  const details = [said.detail ?? said.message, challenge].filter(
    (text) => typeof text === "string",
  );
  return details.length > 0
    ? `${status} (${details.join("; ").slice(0, longestDetail)})`
    : String(status);
}
