import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { jsonService } from "../endpoint/json-protocol.ts";
import type { LocalService } from "../stage/local-service.ts";
import { createKinesis, type Kinesis } from "./kinesis.ts";

export const localKinesis: LocalService<Kinesis> = {
  name: "Kinesis",
  resourceTypes: [/^aws:kinesis\/(stream|resourcePolicy):/],
  open({ plan, state, clock }) {
    const { region, accountId } = plan;
    const kinesis = createKinesis({ state, clock, streams: streamsOf(plan), accountId, region });
    return {
      internal: kinesis,
      operations: { kinesis: jsonService("Kinesis", "kinesis-streams", kinesis.operations) },
    };
  },
};
