import type { Operation } from "../common/operation.ts";
import { readFields } from "../endpoint/read-fields.ts";
import type { Engine } from "./engine.ts";
import type { TableDirectory } from "./table-directory.ts";

/** DescribeTable and DescribeTimeToLive. Counts and sizes stay 0; on AWS they lag behind by hours. */
export function describeOperations(
  directory: TableDirectory,
  engine: Engine,
): { readonly [name: string]: Operation } {
  const tableIn = (input: unknown) => directory.find(String(readFields(input).TableName));
  const permissions = (operation: string) => (input: unknown) =>
    directory.permissions(operation, readFields(input));
  return {
    DescribeTable: {
      permissions: permissions("DescribeTable"),
      run: async (input) => ({ Table: await engine.tableOf(tableIn(input).name) }),
    },
    DescribeTimeToLive: {
      permissions: permissions("DescribeTimeToLive"),
      run(input) {
        const { timeToLiveAttribute } = tableIn(input);
        return {
          TimeToLiveDescription: timeToLiveAttribute
            ? { TimeToLiveStatus: "ENABLED", AttributeName: timeToLiveAttribute }
            : { TimeToLiveStatus: "DISABLED" },
        };
      },
    },
  };
}
