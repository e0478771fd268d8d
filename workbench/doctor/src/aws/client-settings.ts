import type { ClientSettings } from "../context.ts";

/** A person waits: what does not answer in this time does not answer. */
const patience = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

/** Clients in a region, with the credentials that the SDK finds when none are given. */
export function clientSettings(
  given: Omit<ClientSettings, "maxAttempts" | "requestHandler">,
): ClientSettings {
  return { ...given, ...patience };
}
