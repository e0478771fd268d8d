import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Fault } from "@stagecraft/contracts/fault";
import type { Context } from "aws-lambda";
import type { Deadline } from "./schedule.ts";

/**
 * Does the work once for its key, and answers later calls with the first one's result. Work that throws leaves the
 * key free. While another is at it, and when the records cannot be reached, this is a Fault `idempotency.*` to retry.
 * Work that has passed its deadline without a word died with its invocation: the next call takes it over.
 */
export type Once = <Result extends { readonly [name: string]: string }>(
  key: string,
  work: () => Promise<Result>,
  deadline: Deadline,
) => Promise<{ readonly result: Result; readonly repeated: boolean }>;

/**
 * Keeps the records in a DynamoDB table with the key `id` and the time to live `expiration`.
 *
 * @param keptSeconds for how long a key is known
 */
export function idempotency({
  client,
  tableName,
  keptSeconds,
}: {
  client: DynamoDBClient;
  tableName: string;
  keptSeconds: number;
}): Once {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
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
