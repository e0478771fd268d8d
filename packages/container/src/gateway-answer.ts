import type { HttpResponse } from "@stagecraft/lambda/lean-response";

/** What an HTTP API answers by itself, which a container answers in its place, word for word. */
const messages = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  413: "Request Too Long",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;

/** The answer to a request that is refused before the app sees it. */
export function gatewayAnswer(
  status: keyof typeof messages,
  headers: HttpResponse["headers"] = {},
): HttpResponse {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ message: messages[status] }),
  };
}
