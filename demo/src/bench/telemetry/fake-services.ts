import { createHash } from "node:crypto";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { CertificateAuthority } from "@stagecraft/local-stage/rds/certificates/certificate-authority";

/** A fake of what the measured functions call: AWS, and the payments provider. */
export type FakeServices = { readonly url: string; close(): void };

/** What a call in AWS's JSON protocol sends, as far as its answer depends on it. */
type Input = {
  readonly MessageBody?: string;
  readonly Entries?: readonly { readonly Id: string; readonly MessageBody: string }[];
  readonly Records?: readonly object[];
};

/**
 * Answers each call at once, so that a function's processor time is its own. It speaks TLS, as AWS does: a function that calls an
 * address with http would also load what it never needs there.
 */
export async function startFakeServices({
  cert,
  key,
}: Pick<CertificateAuthority, "cert" | "key">): Promise<FakeServices> {
  const server = createServer({ cert, key }, async (request, response) => {
    const { method, url = "", headers } = request;
    const body = await text(request);
    const operation = String(headers["x-amz-target"]).split(".")[1];
    const answer = operation
      ? JSON.stringify(answerTo(operation, JSON.parse(body) as Input))
      : method === "POST"
        ? JSON.stringify(providerAnswer(url, body))
        : catalogue;
    response.writeHead(200, {
      "content-type": operation ? "application/x-amz-json-1.0" : "application/json",
      "content-length": Buffer.byteLength(answer),
      etag: '"etag"',
    });
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file of every bucket. */
export const catalogue =
  "code,description,price_min,price_max,on_hand\n85123A,HEART,2.55,2.95,1000\n";

/** A payment's wait, whose token ends it. */
const wait = { chargeId: { S: "chg" }, taskToken: { S: "token" } };

function answerTo(operation: string, { MessageBody, Entries = [], Records = [] }: Input): object {
  switch (operation) {
    case "SendMessage":
      return sentMessage(MessageBody ?? "");
    case "SendMessageBatch":
      return {
        Successful: Entries.map((entry) => ({ Id: entry.Id, ...sentMessage(entry.MessageBody) })),
      };
    case "PutRecords":
      return {
        FailedRecordCount: 0,
        Records: Records.map(() => ({ SequenceNumber: "1", ShardId: "0" })),
      };
    case "StartExecution":
      return { executionArn: "arn:aws:states:eu-west-2:123456789012:execution:w:1", startDate: 0 };
    case "GetItem":
      return { Item: wait };
    case "UpdateItem":
      return { Attributes: { chargeId: wait.chargeId } };
    case "PutItem":
    case "SendTaskSuccess":
    case "SendTaskFailure":
    case "SendTaskHeartbeat":
      return {};
    default:
      throw new Error(`The measured functions call ${operation}, which has no answer here`);
  }
}

/** The SDK compares the digest: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function sentMessage(body: string) {
  return { MessageId: "1", MD5OfMessageBody: createHash("md5").update(body).digest("hex") };
}

/** The provider's charges stay pending, and its refunds are made. */
function providerAnswer(url: string, body: string): object {
  const request = JSON.parse(body) as { readonly reference: string };
  return url.endsWith("/refunds")
    ? { reference: request.reference, outcome: "refunded", refundedMinor: 255 }
    : { id: "charge", status: "pending", ...request };
}
