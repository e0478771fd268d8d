import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { paginateListFunctions } from "@aws-sdk/client-lambda";
import { paginateListStateMachines } from "@aws-sdk/client-sfn";
import { paginateListQueues } from "@aws-sdk/client-sqs";
import { namePrefix } from "@stagecraft/plan/generated-name";
import type { Plan } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { Place } from "../places/place.ts";
import { placesOf } from "../places/places-of.ts";
import type { Clients } from "./clients.ts";
import { deployedName } from "./deployed-name.ts";

/**
 * The Plan with the names that AWS gave to what dead letters have to do with, and with the real account. The Plan alone
 * cannot know them: SST draws a part of most names when a resource is made.
 */
export async function deployedPlan(plan: Plan, clients: Clients, accountId: string): Promise<Plan> {
  const places = placesOf(plan);
  const names = await Promise.all([
    ...queuesIn(places).map((name) => nameOfQueue(clients, name)),
    ...namesAmong("stream", streamsIn(places), () => listStreams(clients)),
    ...namesAmong("function", functionsIn(places), () => listFunctions(clients)),
    ...namesAmong("state machine", machinesIn(places), () => listMachines(clients)),
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

/** Lists what there is once, and only when something is wanted. */
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

function queuesIn(places: readonly Place[]): readonly string[] {
  return unique(
    places.flatMap((place) =>
      place.kind === "queue"
        ? [
            place.queue.name,
            ...place.takes.flatMap((taking) =>
              taking.from === "queue" ? [taking.queue.name] : [],
            ),
          ]
        : [],
    ),
  );
}

function streamsIn(places: readonly Place[]): readonly string[] {
  return unique(
    places.flatMap((place) =>
      place.kind === "queue"
        ? place.takes.flatMap((taking) => (taking.from === "stream" ? [taking.stream.name] : []))
        : [],
    ),
  );
}

/** A name that the program gives needs no looking up. */
function functionsIn(places: readonly Place[]): readonly string[] {
  const consumers = places.flatMap((place) =>
    place.kind === "queue"
      ? place.takes.flatMap(({ consumer }): FunctionDefinition[] => (consumer ? [consumer] : []))
      : [],
  );
  return unique(consumers.map(({ name }) => name).filter((name) => namePrefix(name) !== name));
}

function machinesIn(places: readonly Place[]): readonly string[] {
  return unique(places.flatMap((place) => (place.kind === "machine" ? [place.machine.name] : [])));
}
