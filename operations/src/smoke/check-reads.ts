import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";

/** Checks that `GET /health` returns ok. */
export async function checkHealth(call: CallApi): Promise<void> {
  const response = await call({ method: "GET", path: "/health" });
  const { status } = (response.body ?? {}) as { status?: unknown };
  if (response.status === 200 && status === "ok") return;
  throw new SmokeFailure(
    `GET /health returned ${responseText(response)} instead of 200 with "ok".`,
  );
}

/** Checks that the API's OpenAPI document has `POST /orders`. */
export async function checkDocument(call: CallApi): Promise<void> {
  const response = await call({ method: "GET", path: "/openapi.json" });
  if (response.status !== 200) {
    throw new SmokeFailure(`GET /openapi.json returned ${responseText(response)} instead of 200.`);
  }
  const { openapi, paths } = (response.body ?? {}) as {
    openapi?: unknown;
    paths?: { readonly [path: string]: { readonly post?: unknown } | undefined };
  };
  if (String(openapi).startsWith("3.1") && paths?.["/orders"]?.post) return;
  throw new SmokeFailure(
    "GET /openapi.json did not return an OpenAPI 3.1 document with POST /orders: this is the URL of another API.",
  );
}
