import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { type Declarations, readDeclarations } from "../contracts/declarations.ts";
import { evidenceStage } from "../evidence-stage.ts";
import type { Finding } from "../finding.ts";
import type { GateCheck } from "../gate.ts";
import { checkAlarms } from "./alarms/check-alarms.ts";
import { brokenTrace } from "./broken-trace.ts";
import { failureWithoutError } from "./failure-without-error.ts";
import type { OperationsFacts } from "./operations-facts.ts";
import { personalData } from "./personal-data.ts";
import { undeclaredMetric } from "./undeclared-metric.ts";
import { unwatchedServices } from "./unwatched-services.ts";
import { unwrittenMetric } from "./unwritten-metric.ts";

/** Each rule finds one kind of violation in what functions wrote about themselves. */
export const telemetryRules: readonly ((facts: OperationsFacts) => readonly Finding[])[] = [
  undeclaredMetric,
  unwrittenMetric,
  personalData,
  brokenTrace,
  failureWithoutError,
];

/**
 * Checks that operators can see what the program does: alarms for everything that can be in trouble, metrics as declared, no personal data, traces that do not break, failures with their error. What functions write is checked on the evidence's stage; the others run the same code.
 */
export const operations: GateCheck = async ({ root, plan, evidence }) => {
  const declared = await readDeclarations(root);
  const alarms = await checkAlarms(root, plan, declared);
  const functions = functionsOf(plan);
  if (plan.stage !== evidenceStage) {
    return {
      findings: alarms.findings,
      undecided: unwatchedServices(plan),
      examined: functions.length,
      figures: {
        functions: String(functions.length),
        ...alarms.figures,
        telemetry: `checked on stage ${evidenceStage}, which runs the same code`,
      },
    };
  }
  const { telemetry } = await evidence();
  const facts = {
    stage: plan.stage,
    functions: new Set(functions.map(({ logicalName }) => logicalName)),
    declared,
    telemetry,
  };
  return {
    findings: [...alarms.findings, ...telemetryRules.flatMap((rule) => rule(facts))],
    undecided: unwatchedServices(plan),
    examined: functions.length,
    figures: {
      functions: String(functions.length),
      ...alarms.figures,
      "metrics written": String(new Set(telemetry.metrics.map(({ name }) => name)).size),
      "metrics declared": String(Object.keys(declared.metrics).length),
      "links between functions": String(telemetry.causes.length),
      "personal fields": String(countPersonal(declared)),
    },
  };
};

/** In every version of every schema, and in every operation. */
function countPersonal({ personal }: Declarations): number {
  const versions = Object.values(personal.schemas).flatMap((schema) => Object.values(schema));
  return [...versions, ...Object.values(personal.operations)].flat().length;
}
