import type { ExitCondition } from "../../review/exit-conditions.ts";
import type { Fit } from "../fit-of.ts";
import type { Workload } from "./workload.ts";

/** A decision to take, with a record of how this repository took it, relative to docs/. */
export type Decision = { readonly text: string; readonly record?: string };

/** What a workload must decide in each stage. */
export const decisions: {
  readonly [stage in ExitCondition["stage"]]: (workload: Workload, fit: Fit) => readonly Decision[];
} = {
  1: (_workload, { checks }) =>
    checks
      .filter(({ verdict }) => verdict !== "yes")
      .map(({ aspect, instead }) => ({ text: `${aspect}: ${instead ?? "to be measured"}` })),
  2: ({ isRepeatable, needsOrder, owner, start }) => [
    {
      text: `Who looks at its dead-letter messages, how long they are kept, and how they are sent again (${owner}).`,
      record: "dead-letters.md",
    },
    ...(isRepeatable
      ? [{ text: "Show with a test that a second delivery changes nothing." }]
      : [
          {
            text: "Which key tells a second delivery of the same unit, where it is stored with the effect, and for how long.",
            record: "adr/0010-idempotency.md",
          },
        ]),
    ...(needsOrder
      ? [
          {
            text: "What keeps the order of a key: a Kinesis partition key, or the group of a FIFO queue; and what waits behind a unit that fails.",
            record: "adr/0008-projection-by-relay.md",
          },
        ]
      : []),
    ...(start === "request"
      ? [
          {
            text: "How a caller repeats a request (an idempotency key), and what is published after the commit.",
            record: "adr/0007-outbox.md",
          },
        ]
      : []),
    { text: "How a message changes while older ones wait.", record: "adr/0009-event-versions.md" },
  ],
  3: ({ inNetwork, callsOutside }) => [
    {
      text: "Which actions it needs on which resources: one grant for each purpose in infra/capability.ts.",
    },
    inNetwork
      ? {
          text: "Its subnets, security group and endpoints, and how it logs in to the database.",
          record: "adr/0004-private-network.md",
        }
      : { text: "It stays outside the VPC.", record: "adr/0004-private-network.md" },
    ...(callsOutside
      ? [
          {
            text: `How it reaches the third party${inNetwork ? " (a NAT gateway costs by the hour; a second function outside the VPC costs none)" : ""}, and where the secret is.`,
            record: "adr/0021-payments-sandbox.md",
          },
        ]
      : []),
  ],
  4: ({ callerWaitsMs, peakPerSecond }) => [
    {
      text: "Its memory, from a measurement, and its timeout: below its caller's, above its slowest call with retries.",
    },
    ...(callerWaitsMs > 0
      ? [
          {
            text: "What a first invocation may take, and what is imported for it.",
            record: "adr/0026-how-functions-call-aws.md",
          },
        ]
      : []),
    {
      text: `Its concurrency for ${peakPerSecond} a second, and what protects the database and the third party from more.`,
    },
  ],
  5: ({ hasPersonalData, owner }) => [
    {
      text: `Its alarms, each with a severity, ${owner} as the owner, and a runbook.`,
      record: "adr/0025-alarms.md",
    },
    {
      text: "How its spans continue the trace of what started it.",
      record: "adr/0023-traces-over-udp.md",
    },
    ...(hasPersonalData
      ? [
          {
            text: "Which fields are personal: they are marked in the contract, and stay out of logs.",
            record: "adr/0012-personal-data.md",
          },
        ]
      : []),
  ],
  6: () => [
    { text: "What a unit may cost, and a budget for a month." },
    {
      text: "What stops a loop: Lambda's recursion stop, a maximum concurrency, a limit for retries.",
      record: "runbooks/recursion.md",
    },
  ],
};
