import { endpointNameOfHost } from "@stagecraft/plan/network/endpoint-name";
import type { Network } from "@stagecraft/plan/network/network";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Notice, Reports } from "../stage/report.ts";
import type { LambdaReport } from "./lambda-report.ts";

type ReportContext = {
  readonly functions: readonly FunctionDefinition[];
  readonly network: Network;
  readonly reports: Reports;
  readonly reservedOf: (functionName: string) => number | undefined;
};

/** Reports what a person should know of what happens inside Lambda. */
export function reportLambda({ functions, network, reports, reservedOf }: ReportContext) {
  const definitionOf = (functionName: string) =>
    functions.find(({ name }) => name === functionName);
  return (event: LambdaReport) => {
    if (event.kind === "invocation-waiting") {
      reports.add({
        kind: "waiting",
        key: "waiting",
        message: `invocations wait: this machine runs at most ${event.maxBusy} at once (on AWS they would not wait)`,
      });
      const reserved = reservedOf(event.functionName);
      if (reserved !== undefined && event.wanted > reserved) {
        reports.add({
          kind: "waiting",
          key: `wanted ${event.functionName}`,
          message: `${event.functionName}: more invocations run or wait for this machine than its reserved concurrency of ${reserved}; AWS throttles those above it if they come at once, here they wait`,
        });
      }
    }
    if (event.kind === "invocation-ended") {
      const notice = lostInvocation(event);
      if (notice) reports.add(notice);
    }
    if (event.kind === "recursive-loop-stopped") {
      reports.add({
        kind: "lost",
        key: `recursive loop ${event.functionName}`,
        message: `${event.reason}, and Lambda stops the next invocation: if that is no loop, give the function an aws.lambda.FunctionRecursionConfig with recursiveLoop: "Allow"`,
      });
    }
    if (event.kind !== "outside-call") return;
    const from = definitionOf(event.functionName);
    if (from) reports.add(outsideCall(event, from, network));
  };
}

/** The notice of an invocation that was killed or timed out; errors that the code throws are not reported. */
function lostInvocation(event: Extract<LambdaReport, { kind: "invocation-ended" }>) {
  const { functionName, status, errorType, durationMs, maxMemoryMb } = event;
  if (status === "success") return undefined;
  const what = status === "timeout" ? "ran into its timeout" : `ended with ${errorType}`;
  return {
    kind: "lost",
    key: `lost ${functionName} ${what}`,
    message: `${functionName} ${what} after ${Math.round(durationMs)} ms, with ${maxMemoryMb} MB in memory`,
  } as const;
}

type OutsideCall = Extract<LambdaReport, { kind: "outside-call" }>;

function outsideCall(call: OutsideCall, from: FunctionDefinition, network: Network): Notice {
  const { functionName, host, port } = call;
  const key = `outside ${functionName} ${host}:${port}`;
  const awsService = endpointNameOfHost(host);
  const path = awsService ? network.toService(from, awsService) : network.toOutside(from);
  if (!path.open) {
    const message = `${functionName} calls ${host}:${port} and gets no answer: ${path.because}`;
    return { kind: "unreachable", key, message };
  }
  if (awsService) {
    const message = `${functionName} calls ${host}, which is AWS itself: here AWS is at AWS_ENDPOINT_URL, so leave the address to the SDK`;
    return { kind: "unreachable", key, message };
  }
  const message = `${functionName} calls ${host}:${port} through a NAT, which is paid for by the hour and by the GB`;
  return { kind: "nat", key, message };
}
