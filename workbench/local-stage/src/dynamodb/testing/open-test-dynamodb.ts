import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableDefinition } from "@stagecraft/plan/resources/dynamodb/table-definition";
import { onTestFinished } from "vitest";
import { createManualClock } from "../../common/testing/manual-clock.ts";
import type { AwsService } from "../../endpoint/aws-service.ts";
import { createDynamodb } from "../create-dynamodb.ts";
import { type Statement, serveServices, testAccountId, testRegion } from "./serve-services.ts";

/** DynamoDB over a folder of its own and behind the stage's endpoint, with an SDK client of a function's role. */
export async function openTestDynamodb(
  tables: readonly TableDefinition[],
  statements: readonly Statement[] = [{ Action: "dynamodb:*", Resource: "*" }],
) {
  const directory = mkdtempSync(join(tmpdir(), "dynamodb-"));
  // First, since opening may fail.
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const clock = createManualClock(Date.UTC(2026, 10, 23));
  const logged: string[] = [];
  const open = (wanted: readonly TableDefinition[]) =>
    createDynamodb({
      directory,
      clock,
      tables: wanted,
      region: testRegion,
      accountId: testAccountId,
      log: (line) => logged.push(line),
    });
  let dynamodb = await open(tables);
  const forward: AwsService = {
    ...dynamodb.service,
    get operations() {
      return dynamodb.service.operations;
    },
  };
  onTestFinished(() => dynamodb.stop());
  const config = await serveServices({ dynamodb: forward }, statements);
  const client = new DynamoDBClient(config);
  onTestFinished(() => client.destroy());
  return {
    client,
    clock,
    logged,
    directory,
    config,
    /** Stops, and starts again on the same folder with these tables. */
    async restart(wanted = tables) {
      await dynamodb.stop();
      dynamodb = await open(wanted);
    },
  };
}
