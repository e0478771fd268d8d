import { expect, test } from "vitest";
import { checkPayload } from "./check-payload.ts";
import type { Contract, Payload } from "./contract.ts";

const schema = (version: number) => `https://example.com/schemas/job.created/${version}`;

const payload: Payload = {
  schema: "job.created",
  versions: [{ version: 1 }, { version: 2 }],
  writes: 2,
  redact: (value) => value,
  accept(input) {
    const { dataschema } = input as { dataschema?: string };
    return dataschema === schema(1) || dataschema === schema(2)
      ? { ok: true, value: { dataschema: schema(2), data: "known" } }
      : { ok: false, errors: [{ path: "dataschema", message: "Must be known" }] };
  },
};

const contract = (given: Partial<Contract> = {}): Contract => ({
  name: "jobs",
  via: { kind: "queue", queue: "Jobs" },
  consumer: {},
  deadLetters: null,
  payload,
  ...given,
});

const event = (version: number) => JSON.stringify({ dataschema: schema(version), data: "more" });

test("a payload in the newest version is sent unchanged, with its unknown fields", () => {
  expect(checkPayload(event(2), contract())).toEqual({ verdict: "accepted", text: event(2) });
});

test("an old version is upgraded to the newest", () => {
  expect(checkPayload(event(1), contract())).toEqual({
    verdict: "accepted",
    text: JSON.stringify({ dataschema: schema(2), data: "known" }),
    upcast: "job.created/1 to job.created/2",
  });
});

test("an old version is sent unchanged while producers still write it", () => {
  const written = contract({ payload: { ...payload, writes: 1 } });
  expect(checkPayload(event(1), written)).toEqual({ verdict: "accepted", text: event(1) });
});

test.each([
  ["an unknown version", event(3), "jobs: dataschema: Must be known"],
  ["a text that is not JSON", "{", "jobs: it is not JSON"],
])("%s is rejected", (_what, text, why) => {
  expect(checkPayload(text, contract())).toEqual({ verdict: "rejected", why });
});

test("without a contract the answer is unknown", () => {
  expect(checkPayload(event(1), undefined)).toMatchObject({ verdict: "unknown" });
});

test.each<[string, Partial<Contract>]>([
  ["the payload of a contract without a payload", { payload: null }],
  ["S3's event about an object", { via: { kind: "object" } }],
  ["Scheduler's call", { via: { kind: "schedule" } }],
])("%s is not checked", (_what, given) => {
  expect(checkPayload("anything", contract(given))).toEqual({
    verdict: "accepted",
    text: "anything",
  });
});
