import { createHmac, randomBytes, randomUUID } from "node:crypto";
import type { CloudEventSchema } from "@stagecraft/contracts/events/cloud-event";
import { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import { webhookOperations } from "@stagecraft/contracts/http-operations";
import { mint, type OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { catalogue } from "../telemetry/fake-services.ts";
import { type MeasuredCall, measuredFunctions } from "../telemetry/measured-functions.ts";

/** What first invocations are about. */
export type FirstInvocationFacts = {
  /** An order that has been fulfilled. */
  readonly orderId: OrderId;
  /** A secret of the payments webhook. */
  readonly webhookSecret: string;
};

/** A function's first invocation: its event, and what the result as JSON contains. */
type FirstInvocation = Pick<MeasuredCall, "event" | "answer">;

/**
 * A real first invocation of each function: with its statements in Postgres and its calls of AWS or of the payments provider. A new
 * one is made for each process.
 */
export const firstInvocations: {
  readonly [functionName: string]: (facts: FirstInvocationFacts) => FirstInvocation;
} = {
  OrdersApi: () => measured("OrdersApi", "POST /orders"),
  OrderPipeline: () => {
    const { event, answer } = measured("OrderPipeline", "10 messages");
    const { Records } = JSON.parse(event) as { readonly Records: readonly object[] };
    return { event: JSON.stringify({ Records: Records.slice(0, 1) }), answer };
  },
  OrderStatus: () => measured("OrderStatus", "10 recent orders"),
  ReserveStock: ({ orderId }) => task({ orderId }, '"outcome":"fulfilled"'),
  ChargePayment: ({ orderId }) =>
    task({ orderId, amountMinor: 255, currency: "GBP", taskToken: "token" }, '"outcome":"waiting"'),
  CompleteOrder: ({ orderId }) => task({ orderId }, '"outcome":"fulfilled"'),
  ReleaseStock: ({ orderId }) => task({ orderId }, '"outcome":"released"'),
  RefundPayment: ({ orderId }) => task({ orderId }, '"outcome":"refunded"'),
  FailOrder: ({ orderId }) => task({ orderId, status: "failed" }, '"outcome":"fulfilled"'),
  StopOrder: ({ orderId }) => task({ orderId }, '"outcome":"fulfilled"'),
  DeliverCancellations: ({ orderId }) => ({
    event: JSON.stringify({
      Records: [message(eventOf(OrderCancelRequested, orderId, { orderId }))],
    }),
    answer: '"batchItemFailures":[]',
  }),
  PaymentWebhook: ({ orderId, webhookSecret }) => delivery(orderId, webhookSecret),
  OutboxRelay: () => ({ event: "{}", answer: '"published":' }),
  SalesProjector: () => ({
    event: JSON.stringify({ Records: [streamRecord(orderChanged())] }),
    answer: '"batchItemFailures":[]',
  }),
  SalesRebuild: () => ({ event: "{}", answer: '"rebuilt"' }),
  // A handler of notifications returns nothing.
  CatalogImport: () => ({ event: JSON.stringify({ Records: [uploaded()] }), answer: "" }),
  CatalogContinue: () => ({
    event: JSON.stringify({
      Records: [
        message({
          bucket: "bucket",
          key: "imports/catalogue.csv",
          versionId: randomUUID(),
          offsetBytes: 0,
          rowsIn: 0,
        }),
      ],
    }),
    // Nobody has begun this import: the message fails after the function has looked for it.
    answer: '"itemIdentifier"',
  }),
  CustomerData: () => task({ call: "find", customerId: "cus_1" }, '"orderIds"'),
  DatabaseMigrator: () => ({ event: "{}", answer: '"applied"' }),
};

function measured(functionName: string, callName: string): FirstInvocation {
  const found = measuredFunctions.find(({ name }) => name === functionName);
  const call = found?.calls.find(({ name }) => name === callName);
  if (!call) throw new Error(`There is no call ${callName} of ${functionName}`);
  return { event: call.event, answer: call.answer };
}

function task(input: object, answer: string): FirstInvocation {
  return { event: JSON.stringify(input), answer };
}

function message(body: object) {
  return {
    messageId: "message-1",
    body: JSON.stringify(body),
    eventSourceARN: "arn:aws:sqs:eu-west-2:123456789012:queue",
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: {},
  };
}

function streamRecord(body: object) {
  return {
    eventSourceARN: "arn:aws:kinesis:eu-west-2:123456789012:stream/orders",
    kinesis: {
      sequenceNumber: "1",
      data: Buffer.from(JSON.stringify(body)).toString("base64"),
    },
  };
}

/** An event of this contract about an order. */
function eventOf({ shape }: CloudEventSchema, orderId: OrderId, data: object) {
  return {
    specversion: "1.0",
    id: mint("evt", Date.now(), randomBytes),
    source: shape.source.value,
    type: shape.type.value,
    dataschema: shape.dataschema.value,
    time: new Date().toISOString(),
    subject: orderId,
    data,
  };
}

function orderChanged() {
  const orderId = mint("ord", Date.now(), randomBytes);
  return eventOf(OrderChanged, orderId, {
    orderId,
    version: 1,
    customerId: "cus_bench",
    status: "placed",
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    totalMinor: 255,
    returnedMinor: 0,
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function uploaded() {
  return {
    eventTime: new Date().toISOString(),
    s3: {
      bucket: { name: "bucket" },
      object: {
        key: "imports/catalogue.csv",
        versionId: randomUUID(),
        eTag: "etag",
        size: Buffer.byteLength(catalogue),
      },
    },
  };
}

/** A delivery of the payments provider, with its signature. */
function delivery(orderId: OrderId, secret: string): FirstInvocation {
  const body = JSON.stringify({
    id: randomUUID(),
    type: "charge.succeeded",
    createdAt: new Date().toISOString(),
    data: { reference: chargeIdOf(orderId) },
  });
  const seconds = Math.floor(Date.now() / 1000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  const [{ method, path }] = webhookOperations;
  const event = {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: "",
    headers: { "content-type": "application/json", "payment-signature": `t=${seconds},v1=${mac}` },
    requestContext: {
      requestId: "{{unique}}",
      domainName: "api.example.com",
      http: { method, path },
    },
    isBase64Encoded: false,
    body,
  };
  return { event: JSON.stringify(event), answer: "resumed" };
}
