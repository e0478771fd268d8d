import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** A call in AWS's JSON protocol: `SendTaskSuccess`, and what it was given. */
export type JsonCall<Input> = { readonly operation: string; readonly input: Input };

/** What the service answers: 200 unless told. */
export type JsonAnswer = { readonly status?: number; readonly body: object };

/**
 * An AWS service that answers each call with what `answer` makes of it, until the test ends. Gives what a client of the
 * SDK needs to reach it and to fail at once.
 */
export async function answerCalls<Input>(answer: (call: JsonCall<Input>) => JsonAnswer) {
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
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  };
}
