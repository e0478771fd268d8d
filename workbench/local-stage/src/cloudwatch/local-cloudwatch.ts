import type { LocalService } from "../stage/local-service.ts";
import { cloudwatchService } from "./cloudwatch-service.ts";

export const localCloudwatch: LocalService = {
  name: "CloudWatch",
  resourceTypes: [],
  open({ metrics, clock }) {
    const monitoring = cloudwatchService({ metrics, nowMs: clock.nowMs });
    return { internal: undefined, operations: { monitoring } };
  },
};
