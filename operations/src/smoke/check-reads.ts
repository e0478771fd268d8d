import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";

/** Whether the API says that it runs. */
export async function checkHealth(call: CallApi): Promise<void> {
  const answer = await call({ method: "GET", path: "/health" });
  const { status } = (answer.body ?? {}) as { status?: unknown };
  if (answer.status === 200 && status === "ok") return;
  throw new SmokeFailure(
    `GET /health was answered ${responseText(answer)}, and not 200 with "ok".`,
  );
}

/** Whether the API describes itself, and how orders are placed. */
export async function checkDocument(call: CallApi): Promise<void> {
  const answer = await call({ method: "GET", path: "/openapi.json" });
  if (answer.status !== 200) {
    throw new SmokeFailure(`GET /openapi.json was answered ${responseText(answer)}, and not 200.`);
  }
  const { openapi, paths } = (answer.body ?? {}) as {
    openapi?: unknown;
    paths?: { readonly [path: string]: { readonly post?: unknown } | undefined };
  };
  if (String(openapi).startsWith("3.1") && paths?.["/orders"]?.post) return;
  throw new SmokeFailure(
    "What GET /openapi.json answers is no OpenAPI 3.1 document with POST /orders: another API is at this address.",
  );
}
