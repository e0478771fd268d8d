import { expect, test } from "vitest";
import { noTelemetry } from "../../testing/no-telemetry.ts";
import type { Contract } from "../contracts/declarations.ts";
import type { TelemetrySeen } from "../evidence.ts";
import { telemetryRules } from "./operations.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const contract = (name: string, more: Partial<Contract>): Contract => ({
  name,
  via: { kind: "operator" },
  payload: null,
  producers: [],
  consumer: { inside: "Sorter" },
  idempotency: { by: "nature" },
  deadLetters: null,
  ...more,
});

/** Clerk sends parcels to Sorter, which starts the workflow Round, whose tasks are Walk and Ring. */
const contracts: readonly Contract[] = [
  contract("parcels", { producers: [{ inside: "Clerk" }], carriers: ["Cart"] }),
  contract("round", {
    via: { kind: "workflow", machine: "Round", timeoutSeconds: 60 },
    producers: [{ inside: "Sorter" }],
    consumer: { inside: "Round" },
  }),
  ...["Walk", "Ring"].map((state) =>
    contract(`round/${state}`, {
      via: { kind: "task", machine: "Round", state, timeoutSeconds: 60 },
      producers: [{ inside: "Round" }],
      consumer: { inside: state },
    }),
  ),
  contract("answers", {
    producers: [{ outside: "the neighbour" }],
    consumer: { inside: "Door" },
    answersTo: "Ring",
  }),
  contract("forms", { producers: [{ outside: "anyone" }], consumer: { inside: "Clerk" } }),
  contract("elsewhere", { producers: [{ inside: "Clerk" }], notOn: ["local"] }),
];

const cause = (functionName: string, led: string) => ({ functionName, cause: led });
const dimensions = ["service"];
const sound: TelemetrySeen = {
  ...noTelemetry,
  metrics: [{ functionName: "Sorter", name: "Sorted", unit: "Count", dimensions }],
  causes: [
    cause("Sorter", "Clerk"),
    cause("Cart", "Clerk"),
    cause("Walk", "Sorter"),
    cause("Ring", "Walk"),
    cause("Door", "Ring"),
  ],
};

function findings(telemetry: Partial<TelemetrySeen>) {
  const facts: OperationsFacts = {
    stage: "local",
    functions: new Set(["Clerk", "Cart", "Sorter", "Walk", "Ring", "Door"]),
    declared: { contracts, metrics: { Sorted: { unit: "Count" } } },
    telemetry: { ...sound, ...telemetry },
  };
  return telemetryRules.flatMap((rule) => rule(facts));
}

const without = (functionName: string) => ({
  causes: sound.causes.filter((each) => each.functionName !== functionName),
});

test("a program whose functions write what is declared, and whose traces are whole, is clean", () => {
  expect(findings({})).toEqual([]);
});

test.each<[string, Partial<TelemetrySeen>, string, RegExp]>([
  [
    "undeclared-metric",
    {
      metrics: [
        ...sound.metrics,
        { functionName: "Clerk", name: "Stamped", unit: "Count", dimensions },
      ],
    },
    "Clerk",
    /writes the metric Stamped in Count by service, which is not declared/,
  ],
  [
    "undeclared-metric",
    { metrics: [{ functionName: "Sorter", name: "Sorted", unit: "Seconds", dimensions }] },
    "Sorter",
    /writes the metric Sorted in Seconds by service, and it is declared in Count by service/,
  ],
  [
    "undeclared-metric",
    {
      metrics: [
        {
          functionName: "Sorter",
          name: "Sorted",
          unit: "Count",
          dimensions: ["service", "parcel"],
        },
      ],
    },
    "Sorter",
    /in Count by service, parcel, and it is declared in Count by service/,
  ],
  ["unwritten-metric", { metrics: [] }, "Sorted", /no function wrote it/],
  [
    "personal-data",
    {
      personalData: [
        { functionName: "Clerk", sink: "log", what: "an e-mail address", example: "to …" },
      ],
    },
    "Clerk",
    /A log of it contains an e-mail address: to …/,
  ],
  ["broken-trace", without("Sorter"), "Sorter", /The trace breaks at parcels/],
  ["broken-trace", without("Cart"), "Cart", /no span of Cart names one of Clerk/],
  ["broken-trace", without("Walk"), "Walk", /The trace breaks at round\/Walk/],
  ["broken-trace", without("Door"), "Door", /no span of Door names one of Ring/],
  [
    "broken-trace",
    { uncaused: [{ functionName: "Cart", span: "publish parcels" }] },
    "Cart",
    /"publish parcels" publishes an event that does not name what led to it/,
  ],
  [
    "failure-without-error",
    { failuresWithoutError: [{ functionName: "Sorter", message: "message", reason: "internal" }] },
    "Sorter",
    /"message" with the reason internal has no error/,
  ],
])("%s finds %j", (rule, telemetry, resource, message) => {
  expect(findings(telemetry)).toMatchObject([
    { rule: `operations/${rule}`, resource, message: expect.stringMatching(message) },
  ]);
});
