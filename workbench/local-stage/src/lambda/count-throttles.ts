import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Lambda } from "./lambda.ts";
import { putLambdaMetric } from "./put-lambda-metric.ts";

/** Lambda's `run`, with its throttles counted; planned ones are among them. */
export function countThrottles(
  run: Lambda["run"],
  functions: readonly FunctionDefinition[],
  metrics: MetricSink,
): Lambda["run"] {
  const names = new Map(functions.map(({ arn, name }) => [arn, name]));
  return async (functionArn, event, options) => {
    const outcome = await run(functionArn, event, options);
    const functionName = names.get(functionArn) ?? functionArn;
    const qualifier = options?.qualifier;
    putLambdaMetric(
      metrics,
      functionName,
      "Throttles",
      outcome.kind === "throttled" ? 1 : 0,
      undefined,
      // A throttled invocation has executed no version.
      qualifier === undefined ? undefined : { resource: `${functionName}:${qualifier}` },
    );
    return outcome;
  };
}
