import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { StateMachineDefinition } from "@stagecraft/plan/resources/step-functions/state-machine-definition";
import type { Access } from "../access/access.ts";
import type { Place } from "../places/place.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { listFailedExecutions, readExecution } from "./failed-executions.ts";
import { queueUrl } from "./queue-url.ts";
import { walkQueue } from "./queue-walk.ts";
import { readLetter } from "./read-letter.ts";

/** A place that is being looked through. */
export type OpenPlace = {
  /** The next letters; none at the end. */
  next(): Promise<readonly DeadLetter[]>;
  /** Keeps a letter from others while something is done with it, at least for so long. False when others have it. */
  keep(letter: DeadLetter, seconds?: number): Promise<boolean>;
  /**
   * Takes it away; false when it was not kept for long enough, and comes again. A failed execution stays: Step Functions
   * forgets it in its own time.
   */
  remove(letter: DeadLetter): Promise<boolean>;
  /** About how many letters others look at, so that they are not seen here. */
  heldByOthers(): Promise<number>;
  /** Gives back what is held. */
  release(): Promise<void>;
};

export async function openPlace(place: Place, access: Access): Promise<OpenPlace> {
  return place.kind === "queue"
    ? await openQueue(place, access)
    : openMachine(place.machine, access);
}

async function openQueue(
  place: Extract<Place, { kind: "queue" }>,
  { sqs, emptyWaitSeconds: waitSeconds }: Pick<Access, "sqs" | "emptyWaitSeconds">,
): Promise<OpenPlace> {
  const QueueUrl = await queueUrl(sqs, place.queue.arn);
  const walk = walkQueue({ sqs, queueUrl: QueueUrl, waitSeconds });
  return {
    next: async () => (await walk.next()).map((message) => readLetter(place, message)),
    keep: ({ id }, seconds) => walk.keep(id, seconds),
    remove: ({ id }) => walk.remove(id),
    release: walk.release,
    async heldByOthers() {
      const name = "ApproximateNumberOfMessagesNotVisible";
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] });
      const { Attributes } = await sqs.send(command);
      return Math.max(0, Number(Attributes?.[name] ?? 0) - walk.held());
    },
  };
}

const executionsAtOnce = 10;

function openMachine(machine: StateMachineDefinition, { sfn }: Pick<Access, "sfn">): OpenPlace {
  const listed = listFailedExecutions(sfn, machine);
  /** One that is redriven and fails again is listed again. */
  const seen = new Set<string>();
  return {
    async next() {
      const arns: string[] = [];
      while (arns.length < executionsAtOnce) {
        const { value, done } = await listed.next();
        if (done) break;
        const { executionArn } = value;
        if (executionArn === undefined || seen.has(executionArn)) continue;
        seen.add(executionArn);
        arns.push(executionArn);
      }
      return await Promise.all(arns.map((arn) => readExecution(sfn, machine, arn)));
    },
    keep: async () => true,
    remove: async () => true,
    heldByOthers: async () => 0,
    release: async () => {},
  };
}
