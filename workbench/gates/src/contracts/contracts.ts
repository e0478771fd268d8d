import type { GateCheck, GateInput } from "../gate.ts";
import { contractFactsOf } from "./contract-facts.ts";
import { readDeclarations } from "./declarations.ts";
import { deliveryDiffers } from "./delivery-differs.ts";
import { eventsWritten } from "./events-written.ts";
import { expiresUnread } from "./expires-unread.ts";
import { forgetsTooSoon } from "./forgets-too-soon.ts";
import { functionCallsFunction } from "./function-calls-function.ts";
import { httpChange } from "./http-change.ts";
import { missingChannel } from "./missing-channel.ts";
import { noDeadLetters } from "./no-dead-letters.ts";
import { openOrigins } from "./open-origins.ts";
import { readReleased } from "./released.ts";
import { changesOf, schemaChange } from "./schema-change.ts";
import { startsLate } from "./starts-late.ts";
import { undeclaredChannel } from "./undeclared-channel.ts";
import { undeclaredEvent, unknownEvent } from "./undeclared-event.ts";
import { undeclaredProducer } from "./undeclared-producer.ts";
import { unlimitedRoute } from "./unlimited-route.ts";
import { versionChange } from "./version-change.ts";

/** Each rule finds one kind of violation. */
export const rules = [
  schemaChange,
  versionChange,
  httpChange,
  deliveryDiffers,
  noDeadLetters,
  forgetsTooSoon,
  undeclaredEvent,
  undeclaredProducer,
  undeclaredChannel,
  missingChannel,
  functionCallsFunction,
  expiresUnread,
  startsLate,
  unlimitedRoute,
  openOrigins,
];

/**
 * Checks that messages between processes are as their contracts declare, and that consumers accept what is in flight. It reads the
 * program, its declarations and its released schemas; nothing is run.
 */
export const contracts: GateCheck<Pick<GateInput, "root" | "plan">> = async ({ root, plan }) => {
  const declared = await readDeclarations(root);
  const [released, written] = await Promise.all([readReleased(root), eventsWritten(root, plan)]);
  const facts = contractFactsOf(plan, { declared, released, written });
  const changes = Map.groupBy(changesOf(facts), (change) => change.class);
  return {
    findings: rules.flatMap((rule) => rule(facts)),
    undecided: unknownEvent(facts),
    examined: declared.contracts.length,
    figures: {
      contracts: String(declared.contracts.length),
      triggers: String(facts.triggers.length),
      "released versions, for each consumer": [...changes]
        .map(([kind, of]) => `${of.length} ${kind}`)
        .join(", "),
      "event literals": String(new Set(written.map(({ type }) => type)).size),
    },
  };
};
