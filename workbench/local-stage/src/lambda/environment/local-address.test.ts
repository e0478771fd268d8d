import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";
import { expect, test } from "vitest";
import { type LocalAddresses, localAddress } from "./local-address.ts";

const host = "ledger.cluster-abc.eu-west-1.rds.amazonaws.com";
const addresses: LocalAddresses = {
  region: "eu-west-1",
  endpointUrl: "http://127.0.0.1:4000",
  apis: [
    {
      endpoint: "https://abc123.execute-api.eu-west-1.amazonaws.com",
      url: "http://127.0.0.1:4000",
    },
    {
      endpoint: "https://def456.execute-api.eu-west-1.amazonaws.com",
      url: "http://127.0.0.1:4001",
    },
  ],
  databases: [{ database: { host, port: 5432 } as DatabaseDefinition, port: 40123 }],
  certificateAuthorityFile: "/state/ca.pem",
};

test.each([
  [
    "a queue's URL leads to the endpoint",
    "https://sqs.eu-west-1.amazonaws.com/123456789012/letters.fifo",
    "http://127.0.0.1:4000/123456789012/letters.fifo",
  ],
  [
    "an API's URL leads to its address, path and query kept",
    "https://abc123.execute-api.eu-west-1.amazonaws.com/api-probe?open=1",
    "http://127.0.0.1:4000/api-probe?open=1",
  ],
  [
    "each API's URL leads to its own address, wherever it stands in a text",
    "https://abc123.execute-api.eu-west-1.amazonaws.com,https://def456.execute-api.eu-west-1.amazonaws.com/back",
    "http://127.0.0.1:4000,http://127.0.0.1:4001/back",
  ],
  [
    "a database's URL has the environment's own port",
    `postgresql://keeper:secret@${host}:5432/ledger?sslmode=verify-full`,
    "postgresql://keeper:secret@127.0.0.1:40123/ledger?sslmode=verify-full",
  ],
  [
    "the file of Amazon's authorities is the stage's own",
    "/var/runtime/ca-cert.pem",
    "/state/ca.pem",
  ],
  [
    "another region's queue is nobody's here",
    "https://sqs.us-east-1.amazonaws.com/123456789012/letters",
    "https://sqs.us-east-1.amazonaws.com/123456789012/letters",
  ],
  ["an ARN names, and leads nowhere", "arn:aws:sqs:eu-west-1:1:a", "arn:aws:sqs:eu-west-1:1:a"],
])("%s", (_what, onAws, here) => {
  expect(localAddress(onAws, addresses)).toBe(here);
});

test("a database's host and port in a link move together, and the rest of it stays", () => {
  const link = { host, port: 5432, database: "ledger", username: "keeper" };
  expect(localAddress({ Ledger: link, list: [link] }, addresses)).toEqual({
    Ledger: { ...link, host: "127.0.0.1", port: 40123 },
    list: [{ ...link, host: "127.0.0.1", port: 40123 }],
  });
});

test("another database's host is not changed, nor are other values", () => {
  const value = { host: "db.example.com", port: 5432, count: 3, none: null, on: true };
  expect(localAddress(value, addresses)).toEqual(value);
});
