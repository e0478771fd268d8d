import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { testCall } from "../../../testing/call-operation.ts";
import { listen } from "../../../testing/listen.ts";
import { AwsError } from "../../common/aws-error.ts";
import type { Sqs } from "../sqs.ts";

/** Serves the operations over AWS JSON 1.0 on loopback, without signatures. Gives its URL. */
export async function serveOperations(operations: Sqs["operations"]): Promise<string> {
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const name = String(request.headers["x-amz-target"]).replace("AmazonSQS.", "");
    const traceHeader = request.headers["x-amzn-trace-id"];
    const answer = (status: number, body: object, headers = {}) =>
      response
        .writeHead(status, { "content-type": "application/x-amz-json-1.0", ...headers })
        .end(JSON.stringify(body));
    try {
      const input: unknown = JSON.parse(await text(request));
      const operation = operations[name];
      if (operation === undefined) throw new AwsError("UnknownOperationException", name);
      operation.permissions(input);
      const output = await operation.run(input, {
        ...testCall,
        signal: gone.signal,
        ...(typeof traceHeader === "string" && { traceHeader }),
      });
      answer(200, output as object);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer(
        error.status,
        { __type: `com.amazonaws.sqs#${error.code}`, message: error.message },
        error.queryCode !== undefined && { "x-amzn-query-error": `${error.queryCode};Sender` },
      );
    }
  });
  return await listen(server);
}
