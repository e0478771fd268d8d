import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";

/** Checks that an order without a token is refused. Its body is empty, so it is never placed. */
export async function checkRefusal(call: CallApi, key: string): Promise<void> {
  const response = await call({ method: "POST", path: "/orders", key, body: {} });
  if (response.status === 401) return;
  throw new SmokeFailure(
    `POST /orders without a token returned ${responseText(response)} instead of 401: the API may be open to everyone.`,
    ["infra/orders-api.ts: which routes require a token"],
  );
}
