import type { Declarations, DeclaredContract, JsonObject } from "../declarations.ts";
import { addressOf, idempotencyText, nameOf } from "./contract-text.ts";

/** AsyncAPI describes messages, not calls. */
const kinds = new Set(["queue", "stream", "object", "workflow"]);

/** The messages between processes as an AsyncAPI 3 document. https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApiDocument({ contracts, schemas }: Declarations): JsonObject {
  const described = contracts.filter(({ via }) => kinds.has(via.kind));
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Stagecraft messages",
      version: "1.0.0",
      description: "The messages between functions. The HTTP API is in openapi.json.",
    },
    defaultContentType: "application/json",
    channels: Object.fromEntries(described.map((contract) => [contract.name, channelOf(contract)])),
    operations: Object.fromEntries(described.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(described.flatMap((contract) => messagesOf(contract, schemas))),
    },
  };
}

function channelOf({ name, summary, via, payload }: DeclaredContract): JsonObject {
  return {
    address: addressOf(via),
    title: name,
    summary,
    messages: Object.fromEntries(
      (payload?.accepts ?? []).map((version) => [
        messageId(payload?.schema ?? "", version),
        { $ref: `#/components/messages/${messageId(payload?.schema ?? "", version)}` },
      ]),
    ),
  };
}

function operationsOf(contract: DeclaredContract): [string, JsonObject][] {
  const { name, via, payload, producers, carriers = [], consumer, deadLetters } = contract;
  if (!payload) return [];
  const channel = { $ref: `#/channels/${name}` };
  const message = (version: number) => ({
    $ref: `#/channels/${name}/messages/${messageId(payload.schema, version)}`,
  });
  const receive: [string, JsonObject] = [
    `${name}.receive`,
    {
      action: "receive",
      channel,
      title: nameOf(consumer),
      description: [
        `Idempotency: ${idempotencyText(contract)}.`,
        `Ordering: ${contract.ordering}`,
        `Refused: ${contract.poison}.`,
        ...(deadLetters
          ? [`Dead-letter messages: ${deadLetters.source}, for ${deadLetters.owner}.`]
          : []),
      ].join("\n"),
      messages: payload.accepts.map(message),
      ...(via.kind === "queue" && { bindings: { sqs: sqsBinding(contract) } }),
    },
  ];
  const sends = producers.map((producer): [string, JsonObject] => [
    `${name}.send.${nameOf(producer).replaceAll(" ", "-")}`,
    {
      action: "send",
      channel,
      title: nameOf(producer),
      ...(carriers.length > 0 && { description: `Forwarded by ${carriers.join(", ")} as well.` }),
      messages: [message(payload.writes)],
    },
  ]);
  return [receive, ...sends];
}

/** https://github.com/asyncapi/bindings/blob/master/sqs/README.md */
function sqsBinding({ via, deadLetters }: DeclaredContract): JsonObject {
  if (via.kind !== "queue" || !deadLetters) return {};
  return {
    queues: [
      {
        name: via.queue,
        fifoQueue: false,
        visibilityTimeout: via.visibilityTimeoutSeconds,
        messageRetentionPeriod: via.retentionSeconds,
        redrivePolicy: {
          deadLetterQueue: { name: deadLetters.source },
          maxReceiveCount: via.deliveries,
        },
      },
      {
        name: deadLetters.source,
        fifoQueue: false,
        messageRetentionPeriod: deadLetters.retentionSeconds,
      },
    ],
    bindingVersion: "0.2.0",
  };
}

function messagesOf(
  { payload }: DeclaredContract,
  schemas: Declarations["schemas"],
): [string, JsonObject][] {
  return (payload?.accepts ?? []).map((version) => [
    messageId(payload?.schema ?? "", version),
    {
      name: payload?.schema,
      title: `${payload?.schema}, version ${version}`,
      contentType: payload?.mediaType,
      ...(version !== payload?.writes && { summary: "No longer written, still accepted." }),
      payload: {
        schemaFormat: "application/schema+json;version=draft-2020-12",
        schema: schemas[payload?.schema ?? ""]?.[version],
      },
    },
  ]);
}

function messageId(schema: string, version: number): string {
  return `${schema}.${version}`;
}
