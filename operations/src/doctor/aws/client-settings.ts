import type { ClientSettings } from "../context.ts";

/** Short timeouts, because a person is waiting. */
const timeouts = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

/** Settings of clients in a region. The default credentials are those that the SDK finds. */
export function clientSettings(
  given: Omit<ClientSettings, "maxAttempts" | "requestHandler">,
): ClientSettings {
  return { ...given, ...timeouts };
}
