import { type Contract, insideOf } from "../contracts/declarations.ts";
import type { Finding } from "../finding.ts";
import type { OperationsFacts } from "./operations-facts.ts";

const rule = "operations/broken-trace";

/** A channel between functions, over which a trace must continue. */
type Channel = {
  readonly contract: string;
  readonly functionName: string;
  readonly causes: readonly string[];
};

/**
 * Channels over which the trace of an order breaks: no span of the consumer names a span of the producer as what led to it, or a
 * function publishes an event without naming what led to it.
 */
export function brokenTrace(facts: OperationsFacts): readonly Finding[] {
  const { telemetry } = facts;
  const known = new Set(
    telemetry.causes.map(({ functionName, cause }) => `${functionName} ${cause}`),
  );
  const broken = channelsOf(facts).filter(
    ({ functionName, causes }) => !causes.some((cause) => known.has(`${functionName} ${cause}`)),
  );
  return [
    ...broken.map(
      ({ contract, functionName, causes }): Finding => ({
        rule,
        severity: "error",
        resource: functionName,
        message: `The trace breaks at ${contract}: no span of ${functionName} names one of ${causes.join(" or ")}.`,
        fix: "Send the traceparent with the message, and link the consumer's span to it: docs/observability.md, context.",
      }),
    ),
    ...telemetry.uncaused.map(
      ({ functionName, span }): Finding => ({
        rule,
        severity: "error",
        resource: functionName,
        message: `Its span "${span}" publishes an event that does not name what led to it: the trace breaks there.`,
        fix: "Store the traceparent with the event, and link the publishing span to it.",
      }),
    ),
  ];
}

function channelsOf({ stage, functions, declared }: OperationsFacts): readonly Channel[] {
  const inPlan = (name: string | undefined) => name !== undefined && functions.has(name);
  const starters = Map.groupBy(
    declared.contracts.filter(({ via }) => via.kind === "workflow"),
    ({ consumer }) => insideOf(consumer),
  );

  /** The functions that send the contract's payload. For a task those that start its workflow. */
  const producersOf = (contract: Contract): string[] =>
    contract.producers.flatMap((party) => {
      const name = insideOf(party);
      if (name === undefined) return [];
      return starters.get(name)?.flatMap(producersOf) ?? [name];
    });

  /** A task may follow from any other of its workflow, and from what answered the call of one. */
  const alsoLeadTo = (contract: Contract): string[] => {
    const { via } = contract;
    if (via.kind !== "task") return [];
    const tasks = declared.contracts
      .filter((other) => other.via.kind === "task" && other.via.machine === via.machine)
      .flatMap((other) => insideOf(other.consumer) ?? []);
    const answering = declared.contracts
      .filter(({ answersTo }) => answersTo !== undefined && tasks.includes(answersTo))
      .flatMap((other) => insideOf(other.consumer) ?? []);
    return [...tasks, ...answering];
  };

  return declared.contracts
    .filter(({ notOn = [] }) => !notOn.includes(stage))
    .flatMap((contract): Channel[] => {
      const functionName = insideOf(contract.consumer);
      const senders = contract.answersTo ? [contract.answersTo] : producersOf(contract);
      const causes = [...senders, ...alsoLeadTo(contract)].filter(
        (cause) => inPlan(cause) && cause !== functionName,
      );
      if (functionName === undefined || !inPlan(functionName) || causes.length === 0) return [];
      const { name, carriers = [] } = contract;
      return [
        { contract: name, functionName, causes },
        ...carriers
          .filter(inPlan)
          .map((carrier) => ({ contract: name, functionName: carrier, causes })),
      ];
    });
}
