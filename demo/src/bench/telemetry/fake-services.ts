import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A fake of the AWS services that the measured functions call. */
export type FakeServices = { readonly url: string; close(): void };

/** Answers SendMessage and StartExecution at once, so that a function's processor time is its own. */
export async function startFakeServices(): Promise<FakeServices> {
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1];
    const input = JSON.parse(await text(request)) as { readonly MessageBody?: string };
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify(answerTo(operation, input.MessageBody ?? "")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answerTo(operation: string | undefined, messageBody: string): object {
  switch (operation) {
    case "SendMessage": {
      // The SDK compares it: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
      const digest = createHash("md5").update(messageBody).digest("hex");
      return { MessageId: "1", MD5OfMessageBody: digest };
    }
    case "StartExecution":
      return { executionArn: "arn:aws:states:eu-west-2:123456789012:execution:w:1", startDate: 0 };
    default:
      throw new Error(`The measured functions call ${operation}, which has no answer here`);
  }
}
