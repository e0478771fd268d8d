import { metricsNamespace } from "../packages/contracts/src/system.ts";

/** The CloudWatch namespace of this stage's own metrics: stages of one account do not mix. */
export function metricsNamespaceOf(part?: string): string {
  return [metricsNamespace, $app.stage, ...(part ? [part] : [])].join("/");
}
