import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { jsonService } from "../endpoint/json-protocol.ts";
import { meterKinesis } from "../metering/meter-kinesis.ts";
import type { LocalService } from "../stage/local-service.ts";
import { createKinesis, type Kinesis } from "./kinesis.ts";
import { measureCalls } from "./measure-calls.ts";

export const localKinesis: LocalService<Kinesis> = {
  name: "Kinesis",
  resourceTypes: [/^aws:kinesis\/(stream|resourcePolicy):/],
  open(context) {
    const { region, accountId } = context.plan;
    const streams = streamsOf(context.plan);
    const kinesis = createKinesis({ ...context, streams, accountId, region });
    const operations = meterKinesis(kinesis.operations, context.meter);
    const service = jsonService("Kinesis", "kinesis-streams", operations);
    return {
      internal: kinesis,
      operations: { kinesis: { ...service, measure: measureCalls(kinesis.context) } },
    };
  },
};
