import { UsageError } from "@stagecraft/cli/usage-error";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Checks the base URL of an API and removes a slash at its end.
 * @throws UsageError for a URL to which no token may be sent
 */
export function apiUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url needs a URL such as https://api.example.com, not "${text}".`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new UsageError("--url must not have a user name, password, query or fragment.");
  }
  if (url.protocol === "http:" && !loopback.has(url.hostname)) {
    throw new UsageError(
      `The customer's token would be sent to ${url.origin} unencrypted. http is only allowed for this machine.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}
