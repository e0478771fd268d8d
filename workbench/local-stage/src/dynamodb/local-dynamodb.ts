import { tablesOf } from "@stagecraft/plan/resources/dynamodb/tables";
import { meterDynamodb } from "../metering/meter-dynamodb.ts";
import type { LocalService } from "../stage/local-service.ts";
import { createDynamodb } from "./create-dynamodb.ts";
import { measureCalls } from "./measure-calls.ts";

export const localDynamodb: LocalService = {
  name: "DynamoDB",
  resourceTypes: [/^aws:dynamodb\/(table|resourcePolicy|tag):/],
  async open({ plan, options, clock, metrics, meter, log }) {
    const { service: unmetered, stop } = await createDynamodb({
      directory: options.directory,
      region: plan.region,
      accountId: plan.accountId,
      clock,
      tables: tablesOf(plan),
      log,
    });
    const service = meterDynamodb(unmetered, meter);
    return {
      internal: undefined,
      operations: { dynamodb: { ...service, measure: measureCalls(metrics) } },
      close: stop,
    };
  },
};
