import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Lambda } from "../lambda/lambda.ts";
import type { FaultDraws } from "./draw-faults.ts";
import type { InvocationFault } from "./fault.ts";

/** Lambda's `run` with the planned faults. `onInvocation` is called first, for each invocation. */
export function injectInvocationFaults(
  run: Lambda["run"],
  context: {
    readonly functions: readonly FunctionDefinition[];
    readonly draws: FaultDraws;
    /** Those that are in force now. */
    faults(): readonly InvocationFault[];
    onInvocation(): void;
  },
): Lambda["run"] {
  const { draws } = context;
  const logicalNames = new Map(
    context.functions.flatMap(({ arn, name, logicalName }) => [
      [arn, logicalName],
      [name, logicalName],
    ]),
  );
  return async (functionArn, event, options = {}) => {
    context.onInvocation();
    const name = logicalNames.get(functionArn) ?? functionArn;
    const concerning = context.faults().filter((fault) => (fault.function ?? name) === name);
    const drawn = draws.draw(name, concerning);
    if (!drawn) return run(functionArn, event, options);
    const { fault, chance } = drawn;
    switch (fault.kind) {
      case "invocation-throttled":
        draws.count(fault.kind);
        return { kind: "throttled", reason: "ConcurrentInvocationLimitExceeded" };
      case "invocation-failed":
        draws.count(fault.kind);
        if (fault.done) await run(functionArn, event, options);
        return {
          kind: "unavailable",
          reason: "An error occurred and the request cannot be processed.",
        };
      case "memory-taken":
      case "slow":
        draws.count(fault.kind);
        return run(functionArn, event, { ...options, runtimeFault: fault });
      case "killed":
      case "hanging": {
        const { kind, withinMs } = fault;
        const happened = () => draws.count(kind);
        const interruption = { kind, afterMs: withinMs * chance, happened };
        return run(functionArn, event, { ...options, interruption });
      }
    }
  };
}
