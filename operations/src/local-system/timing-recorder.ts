import type { TimingSeen } from "@stagecraft/gates/evidence";
import type { HttpApiReport } from "@stagecraft/local-stage/api-gateway/http-api-report";
import type { InvocationEnded } from "@stagecraft/local-stage/lambda/lambda-report";
import type { ExecutionEnded } from "@stagecraft/local-stage/step-functions/execution-ended";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { stateMachinesOf } from "@stagecraft/plan/resources/step-functions/state-machines";

/** Collects how long the functions of a stage compute, and how long requests take. */
export type TimingRecorder = {
  readonly onInvocation: (ended: InvocationEnded) => void;
  /** To be called after the end of the request's invocation. */
  readonly onRequest: (request: HttpApiReport) => void;
  readonly onExecution: (ended: ExecutionEnded) => void;
  seen(): TimingSeen;
};

type Lists<Name extends string> = { readonly [name in Name]: number[] };

/** Creates a recorder for a stage of the Plan. What fails says nothing about what succeeds, and is left out. */
export function createTimingRecorder(plan: Plan): TimingRecorder {
  const names = new Map(functionsOf(plan).map(({ name, logicalName }) => [name, logicalName]));
  const functions: { [functionName: string]: Lists<"initCpuMs" | "warmCpuMs"> } = {};
  const routes: {
    [route: string]: Lists<"warmCpuMs" | "durationMs"> & { readonly functionName: string };
  } = {};
  const machines = new Map(stateMachinesOf(plan).map(({ arn, logicalName }) => [arn, logicalName]));
  const workflows: { [machine: string]: Lists<"durationMs"> } = {};
  /** Warm invocations whose request is not answered yet, by request id; those without a request stay. */
  const unanswered = new Map<string, { functionName: string; cpuMs: number }>();

  return {
    onInvocation({ functionName: physical, requestId, status, isFunctionError, cpuMs, initCpuMs }) {
      const functionName = names.get(physical);
      if (functionName === undefined) return;
      functions[functionName] ??= { initCpuMs: [], warmCpuMs: [] };
      const lists = functions[functionName];
      if (initCpuMs !== undefined) lists.initCpuMs.push(rounded(initCpuMs));
      if (status !== "success" || isFunctionError || cpuMs === undefined) return;
      if (initCpuMs !== undefined) return;
      lists.warmCpuMs.push(rounded(cpuMs));
      unanswered.set(requestId, { functionName, cpuMs });
    },
    onRequest({ routeKey, invocationId, status, durationMs }) {
      const invocation = unanswered.get(invocationId ?? "");
      unanswered.delete(invocationId ?? "");
      if (routeKey === undefined || !invocation || status >= 400) return;
      const { functionName, cpuMs } = invocation;
      routes[routeKey] ??= { functionName, warmCpuMs: [], durationMs: [] };
      routes[routeKey].warmCpuMs.push(rounded(cpuMs));
      routes[routeKey].durationMs.push(rounded(durationMs));
    },
    onExecution({ machineArn, status, durationMs }) {
      const machine = machines.get(machineArn);
      if (machine === undefined || status !== "SUCCEEDED") return;
      workflows[machine] ??= { durationMs: [] };
      workflows[machine].durationMs.push(rounded(durationMs));
    },
    seen: () => ({ functions, routes, workflows }),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
