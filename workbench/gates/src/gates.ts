import { budget } from "./budget/budget.ts";
import { recordUsage } from "./budget/record-usage.ts";
import { contracts } from "./contracts/contracts.ts";
import { evidenceStage } from "./evidence-stage.ts";
import type { Gate } from "./gate.ts";
import { governance } from "./governance/governance.ts";
import { gateIam } from "./iam/gate-iam.ts";
import { compareCounts } from "./latency/compare-counts.ts";
import { latency } from "./latency/latency.ts";
import { recordLatency } from "./latency/record-latency.ts";
import { network } from "./network/network.ts";
import { operations } from "./operations/operations.ts";

/** All gates by name, in the order in which they run. */
export const gates: { readonly [name: string]: Gate } = {
  iam: { exitCondition: 3, check: gateIam, evidenceStage },
  network: { exitCondition: 3, check: network },
  contracts: { exitCondition: 2, check: contracts },
  operations: { exitCondition: 5, check: operations, evidenceStage },
  latency: { exitCondition: 4, check: latency, record: recordLatency, compare: compareCounts },
  budget: { exitCondition: 6, check: budget, evidenceStage, record: recordUsage },
  governance: { exitCondition: 6, check: governance },
};
