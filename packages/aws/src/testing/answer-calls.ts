import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { ClientSettings } from "../json-client.ts";

/** A call in AWS's JSON protocol: its operation, such as `SendTaskSuccess`, and its input. */
export type JsonCall<Input> = { readonly operation: string; readonly input: Input };

/** The service's answer; the status is 200 by default. */
export type JsonAnswer = { readonly status?: number; readonly body: object };

/**
 * A fake AWS service that answers calls with `answer` until the test ends. Returns the settings of a client that calls it and does
 * not retry.
 */
export async function answerCalls<Input>(
  answer: (call: JsonCall<Input>) => JsonAnswer,
): Promise<ClientSettings> {
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const { status = 200, body } = answer({ operation, input: JSON.parse(await text(request)) });
    response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    maxAttempts: 1,
    requestTimeoutMs: 10_000,
    environment: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    },
  };
}
