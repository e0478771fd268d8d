import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { AwsError } from "../common/aws-error.ts";
import type { Call, Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { FaultDraws } from "./draw-faults.ts";
import type { CallFault } from "./fault.ts";
import { faultErrorsOf } from "./service-faults.ts";

export type CallFaultContext = {
  readonly draws: FaultDraws;
  /** Those that are in force now. */
  faults(): readonly CallFault[];
  logicalNameOf(functionName: string): string;
  kill(environmentId: string): void;
};

/** The same services with the planned faults injected into calls of functions. */
export function injectCallFaults(
  services: { readonly [signingName: string]: AwsService },
  context: CallFaultContext,
): typeof services {
  const injected = Object.entries(services).map(([signingName, service]) => {
    const operations = Object.entries(service.operations).map(
      ([name, operation]): [string, Operation] => [
        name,
        { ...operation, run: injectFaults(service.name, name, operation.run, context) },
      ],
    );
    return [signingName, { ...service, operations: Object.fromEntries(operations) }];
  });
  return Object.fromEntries(injected);
}

/** The same for services whose bodies are streamed. */
export function injectStreamingCallFaults(
  services: { readonly [signingName: string]: StreamingService },
  context: CallFaultContext,
): typeof services {
  const injected = Object.entries(services).map(([signingName, service]) => [
    signingName,
    {
      ...service,
      read(head) {
        const operation = service.read(head);
        return {
          ...operation,
          run: injectFaults(service.name, operation.name, operation.run, context),
        };
      },
    } satisfies StreamingService,
  ]);
  return Object.fromEntries(injected);
}

function injectFaults<Input, Output, C extends Call>(
  service: string,
  operation: string,
  run: (input: Input, call: C) => Output | Promise<Output>,
  context: CallFaultContext,
): (input: Input, call: C) => Promise<Output> {
  const concerns = (fault: CallFault, from: string) =>
    (fault.function ?? from) === from &&
    (fault.service ?? service) === service &&
    (fault.operation ?? operation) === operation;
  return async (input: Input, call: C): Promise<Output> => {
    const { caller } = call;
    if (caller.kind !== "role" || caller.functionName === undefined) return run(input, call);
    const from = context.logicalNameOf(caller.functionName);
    const drawn = context.draws.draw(
      `${from} ${service}.${operation}`,
      context.faults().filter((fault) => concerns(fault, from)),
    );
    if (!drawn) return run(input, call);
    const { fault } = drawn;
    context.draws.count(fault.kind);
    switch (fault.kind) {
      case "call-throttled":
        throw faultErrorsOf(service).throttled();
      case "call-failed":
        if (fault.done) await run(input, call);
        throw faultErrorsOf(service).failed();
      case "call-slow":
        await delay(fault.delayMs);
        return run(input, call);
      case "killed-at-call":
        return await killAt(
          fault.when,
          () => run(input, call),
          call,
          () => {
            if (caller.environmentId !== undefined) context.kill(caller.environmentId);
          },
        );
    }
  };
}

async function killAt<Output>(
  when: "before" | "during" | "after",
  run: () => Output | Promise<Output>,
  { signal }: Call,
  kill: () => void,
): Promise<Output> {
  if (when === "before") {
    kill();
    return await never(signal);
  }
  const output = await run();
  if (when === "after") {
    // The answer has been written by then.
    setImmediate(kill);
    return output;
  }
  kill();
  return await never(signal);
}

/** The caller is dead: there is no answer. */
async function never(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw new AwsError("ServiceUnavailable", "The environment that called was killed", {
    status: 503,
  });
}
