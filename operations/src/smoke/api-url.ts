import { UsageError } from "@stagecraft/cli/usage-error";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * An API's address, without a slash at its end.
 * @throws UsageError for one that no token may be sent to
 */
export function apiUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url takes an address such as https://api.example.com, not "${text}".`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw new UsageError("--url takes an address alone, without a name, a password or a query.");
  }
  if (url.protocol === "http:" && !loopback.has(url.hostname)) {
    throw new UsageError(
      `${url.origin} would be sent the customer's token in clear: only this machine is called over http.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}
