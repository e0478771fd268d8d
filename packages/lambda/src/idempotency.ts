import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import type { DynamoDb } from "@stagecraft/aws/dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import type { Context } from "aws-lambda";
import { IdempotencyRecords } from "./idempotency-records.ts";
import type { Deadline } from "./invocation.ts";

/**
 * Runs the work once for its key, and returns the stored result to later calls. Work that throws leaves the key unused. While
 * another call runs, and when the table cannot be reached, it throws a Fault `idempotency.*`, to retry. When a call did not finish
 * before its deadline, its invocation has ended, and the next call runs the work again.
 */
export type RunOnce = <Result extends { readonly [name: string]: string }>(
  key: string,
  work: () => Promise<Result>,
  deadline: Deadline,
) => Promise<{ readonly result: Result; readonly repeated: boolean }>;

/**
 * Stores idempotency records in a DynamoDB table with the key `id` and the time to live `expiration`.
 *
 * @param keptSeconds how long a record is stored
 */
export function dynamoIdempotency({
  client,
  tableName,
  keptSeconds,
}: {
  client: DynamoDb;
  tableName: string;
  keptSeconds: number;
}): RunOnce {
  const persistenceStore = new IdempotencyRecords(client, tableName);
  const config = new IdempotencyConfig({ expiresAfterSeconds: keptSeconds });

  return async (key, work, { remainingMs }) => {
    config.registerLambdaContext({ getRemainingTimeInMillis: remainingMs } as Context);
    let repeated = true;
    const worked = makeIdempotent(
      async (_key: string) => {
        repeated = false;
        return work();
      },
      { persistenceStore, config },
    );
    try {
      return { result: await worked(key), repeated };
    } catch (thrown) {
      throw isOwn(thrown) ? asFault(thrown) : thrown;
    }
  };
}

function isOwn(thrown: unknown): thrown is Error {
  return thrown instanceof Error && /^Idempotency\w+Error$/.test(thrown.name);
}

function asFault(error: Error): Fault {
  const inProgress = error.name === "IdempotencyAlreadyInProgressError";
  const code = inProgress ? "idempotency.in-progress" : "idempotency.unreachable";
  return new Fault(code, { retry: true, cause: error });
}
