import type { Operation } from "../common/operation.ts";
import type { AwsService } from "../endpoint/aws-service.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Meter } from "./meter.ts";

const readers = ["GetItem", "BatchGetItem", "Query", "Scan"];
const writers = ["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"];

/**
 * DynamoDB whose consumed units are counted as its engine computes them, by the size of items. A condition that fails consumes the
 * units of a write; here it is the least, one.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function meterDynamodb(service: AwsService, meter: Meter): AwsService {
  const operations = Object.entries(service.operations).map(([name, operation]) => {
    const isRead = readers.includes(name);
    if (!isRead && !writers.includes(name)) return [name, operation] as const;
    const metered: Operation = {
      permissions: operation.permissions,
      async run(given, call) {
        const input = given as Fields;
        const tables = operation.permissions(input).map(({ resource }) => tableArnOf(resource));
        const unit = isRead ? "dynamodb-read-units" : "dynamodb-write-units";
        try {
          const wanted = {
            ...input,
            ReturnConsumedCapacity: input.ReturnConsumedCapacity ?? "TOTAL",
          };
          const { ConsumedCapacity, ...output } = (await operation.run(wanted, call)) as Fields;
          const consumed = [ConsumedCapacity].flat() as ({ CapacityUnits?: number } | undefined)[];
          consumed.forEach((each, index) => {
            meter.add(tables[index] ?? "", unit, each?.CapacityUnits ?? 0);
          });
          return input.ReturnConsumedCapacity === undefined
            ? output
            : { ...output, ConsumedCapacity };
        } catch (error) {
          const failed = (error as { code?: string }).code === "ConditionalCheckFailedException";
          if (failed) for (const table of tables) meter.add(table, unit, 1);
          throw error;
        }
      },
    };
    return [name, metered] as const;
  });
  return { ...service, operations: Object.fromEntries(operations) };
}

/** A read of an index is billed to its table. */
function tableArnOf(resource: string): string {
  return resource.replace(/\/index\/.*$/, "");
}
