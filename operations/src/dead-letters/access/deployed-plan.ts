import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import { paginateListStateMachines } from "@aws-sdk/client-sfn";
import { paginateListQueues } from "@aws-sdk/client-sqs";
import { namePrefix } from "@stagecraft/plan/generated-name";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Clients } from "../../access/clients.ts";
import type { DeadLetterSource } from "../sources/dead-letter-source.ts";
import { sourcesOf } from "../sources/sources-of.ts";
import { deployedName } from "./deployed-name.ts";

/**
 * The Plan with the deployed names of every resource that this tool uses, and with the real account id. The Plan alone does
 * not have them: SST adds a random part to most names when it creates a resource.
 */
export async function deployedPlan(plan: Plan, clients: Clients, accountId: string): Promise<Plan> {
  const sources = sourcesOf(plan);
  const names = await Promise.all([
    ...queuesIn(sources).map((name) => nameOfQueue(clients, name)),
    ...namesAmong("stream", streamsIn(sources), () => listStreams(clients)),
    ...namesAmong("function", functionsIn(sources), () => listFunctions(clients)),
    ...namesAmong("state machine", machinesIn(sources), () => listMachines(clients)),
  ]);
  const renamed = names.reduce(
    (text, [planned, deployed]) => text.replaceAll(planned, deployed),
    JSON.stringify(plan).replaceAll(plan.accountId, accountId),
  );
  return JSON.parse(renamed) as Plan;
}

type Names = readonly [planned: string, deployed: string];

async function nameOfQueue(clients: Clients, planned: string): Promise<Names> {
  const pages = paginateListQueues(
    { client: clients.sqs, pageSize: 1_000 },
    { QueueNamePrefix: namePrefix(planned) },
  );
  const names: string[] = [];
  for await (const { QueueUrls = [] } of pages) {
    names.push(...QueueUrls.map((url) => url.split("/").at(-1) ?? ""));
  }
  return [planned, deployedName("queue", planned, names)];
}

/** Lists the existing names once, and only when a name is needed. */
function namesAmong(
  what: string,
  wanted: readonly string[],
  list: () => Promise<readonly string[]>,
): readonly Promise<Names>[] {
  const listed = wanted.length > 0 ? list() : Promise.resolve([]);
  return wanted.map(
    async (planned): Promise<Names> => [planned, deployedName(what, planned, await listed)],
  );
}

async function listStreams({ kinesis }: Clients): Promise<readonly string[]> {
  const names: string[] = [];
  for (;;) {
    const ExclusiveStartStreamName = names.at(-1);
    const { StreamNames = [], HasMoreStreams } = await kinesis.send(
      new ListStreamsCommand(ExclusiveStartStreamName ? { ExclusiveStartStreamName } : {}),
    );
    names.push(...StreamNames);
    if (!HasMoreStreams || StreamNames.length === 0) return names;
  }
}

async function listFunctions({ lambda }: Clients): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {})) {
    names.push(...Functions.flatMap(({ FunctionName }) => FunctionName ?? []));
  }
  return names;
}

async function listMachines({ sfn }: Clients): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {})) {
    names.push(...stateMachines.flatMap(({ name }) => name ?? []));
  }
  return names;
}

const unique = (names: readonly string[]) => [...new Set(names)];

function queuesIn(sources: readonly DeadLetterSource[]): readonly string[] {
  return unique(
    sources.flatMap((source) =>
      source.kind === "queue"
        ? [
            source.queue.name,
            ...source.origins.flatMap((origin) =>
              origin.kind === "queue" ? [origin.queue.name] : [],
            ),
          ]
        : [],
    ),
  );
}

function streamsIn(sources: readonly DeadLetterSource[]): readonly string[] {
  return unique(
    sources.flatMap((source) =>
      source.kind === "queue"
        ? source.origins.flatMap((origin) => (origin.kind === "stream" ? [origin.stream.name] : []))
        : [],
    ),
  );
}

/** Only functions whose name has a random part. */
function functionsIn(sources: readonly DeadLetterSource[]): readonly string[] {
  const consumers = sources.flatMap((source) =>
    source.kind === "queue"
      ? source.origins.flatMap(({ consumer }): FunctionDefinition[] => (consumer ? [consumer] : []))
      : [],
  );
  return unique(consumers.map(({ name }) => name).filter((name) => namePrefix(name) !== name));
}

function machinesIn(sources: readonly DeadLetterSource[]): readonly string[] {
  return unique(
    sources.flatMap((source) => (source.kind === "machine" ? [source.machine.name] : [])),
  );
}
