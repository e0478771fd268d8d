import type { LocalService } from "../stage/local-service.ts";
import { logsService } from "./logs-service.ts";

export const localCloudwatchLogs: LocalService = {
  name: "CloudWatch Logs",
  resourceTypes: [/^aws:cloudwatch\/(logGroup|logResourcePolicy):/],
  open({ plan, options, functions }) {
    const { region, accountId } = plan;
    const { directory } = options;
    const logs = logsService(functions, { directory, region, accountId });
    return { internal: undefined, operations: { logs } };
  },
};
