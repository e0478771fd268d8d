import type { CallApi } from "./call-api.ts";
import { responseText } from "./response-text.ts";
import { SmokeFailure } from "./smoke-failure.ts";

/** Whether an order without a token is refused. Were it let in, it would still be none: its body is empty. */
export async function checkRefusal(call: CallApi, key: string): Promise<void> {
  const answer = await call({ method: "POST", path: "/orders", key, body: {} });
  if (answer.status === 401) return;
  throw new SmokeFailure(
    `POST /orders without a token was answered ${responseText(answer)}, and not 401: the API may be open to anybody.`,
    ["infra/orders-api.ts: which routes ask for a token"],
  );
}
