import { expect, test } from "vitest";
import { operationsIn } from "./operations-in.ts";

test.each([
  [
    "a command that is created",
    'import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";\nclient.send(new SendMessageCommand({}));',
    [{ operation: "SendMessage", line: 2 }],
  ],
  [
    "a command under another name",
    'import {\n  PutItemCommand as Put,\n} from "@aws-sdk/client-dynamodb";\nnew Put({});',
    [{ operation: "PutItem", line: 4 }],
  ],
  [
    "a method of an aggregated client",
    'import { SQS } from "@aws-sdk/client-sqs";\nnew SQS({}).sendMessage({});',
    [{ operation: "SendMessage", line: 2 }],
  ],
  [
    "an operation that a call names",
    'const sent = await queues.call(\n  "SendMessage",\n  {},\n);\nlist.call(this, "GetItem");',
    [{ operation: "SendMessage", line: 1 }],
  ],
  [
    "a command that is only imported",
    'import { GetItemCommand } from "@aws-sdk/client-dynamodb";',
    [],
  ],
  [
    "a command of another package",
    'import { SendCommand } from "../../fixtures/iam-faults/src/send.ts";\nnew SendCommand();',
    [],
  ],
])("%s", (_what, source, operations) => {
  expect(operationsIn(source)).toEqual(operations);
});
