import {
  DeleteParameterCommand,
  GetParametersByPathCommand,
  PutParameterCommand,
  SSMClient,
} from "@aws-sdk/client-ssm";
import type { Plan } from "@stagecraft/plan/plan";
import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { clientOf } from "../../testing/client-of.ts";
import { stateDirectory } from "../../testing/probe-stage.ts";
import { startStage } from "../start-stage.ts";

const programOf = (values: { readonly [name: string]: string }): Plan =>
  planOf(
    ...Object.entries(values).map(
      ([name, value]) =>
        [
          "aws:ssm/parameter:Parameter",
          name,
          { name: `/app/${name}`, type: "String", value },
        ] as const,
    ),
  );

async function open(plan: Plan, directory = stateDirectory()) {
  const stage = await startStage(plan, { root: directory, directory, seed: 1 });
  const client = new SSMClient({ ...clientOf(stage), maxAttempts: 1 });
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stage.stop());
  onTestFinished(async () => {
    client.destroy();
    await stop();
  });
  return {
    directory,
    stop,
    put: (name: string, Value: string) =>
      client.send(
        new PutParameterCommand({ Name: `/app/${name}`, Value, Type: "String", Overwrite: true }),
      ),
    remove: (name: string) => client.send(new DeleteParameterCommand({ Name: `/app/${name}` })),
    async values() {
      const { Parameters = [] } = await client.send(
        new GetParametersByPathCommand({ Path: "/app" }),
      );
      return Parameters.map(({ Name, Value, Version }) => `${Name} ${Value} ${Version}`);
    },
  };
}

test("what calls have written and deleted outlives a restart", async () => {
  const program = programOf({ kept: "1", changed: "1", removed: "1" });
  const first = await open(program);
  await first.put("changed", "2");
  await first.put("created", "3");
  await first.put("created", "4");
  await first.remove("removed");
  await first.stop();
  const second = await open(program, first.directory);
  const values = ["/app/changed 2 2", "/app/created 4 2", "/app/kept 1 1"];
  expect(await second.values()).toEqual(values);
});

test("a parameter that the program changes has the program's value again", async () => {
  const first = await open(programOf({ rate: "1", other: "1" }));
  await first.put("rate", "2");
  await first.remove("other");
  await first.stop();
  const second = await open(programOf({ rate: "3", other: "1" }), first.directory);
  expect(await second.values()).toEqual(["/app/rate 3 1"]);
});
