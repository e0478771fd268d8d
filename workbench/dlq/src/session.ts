import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import type { Access } from "./access/access.ts";
import { openAws } from "./access/open-aws.ts";
import { openLocal } from "./access/open-local.ts";
import { type Audit, openAudit } from "./audit/audit.ts";
import { auditId } from "./audit/audit-id.ts";
import type { CauseContext } from "./causes/with-causes.ts";
import type { Contract } from "./contracts/contract.ts";
import { loadContracts } from "./contracts/load-contracts.ts";
import type { DeadLetter } from "./letters/dead-letter.ts";
import type { Filter } from "./letters/filter.ts";
import type { StreamWay } from "./letters/look-through.ts";
import { type OpenPlace, openPlace } from "./letters/open-place.ts";
import { type FoundRecords, readStreamRecords } from "./letters/stream-records.ts";
import type { Place } from "./places/place.ts";
import { placesOf } from "./places/places-of.ts";

/** The stage that runs on this machine; every other one is deployed. */
export const localStage = "local";

export type SessionOptions = {
  /** The folder of the program. */
  readonly root: string;
  readonly plan: Plan;
  /** Where the local stage keeps its state, and this program what it did. */
  readonly stateDirectory: string;
  /** Told of what a person should know and what does not stop the work. */
  note(line: string): void;
};

/** A stage whose dead letters are being looked after. */
export type Session = {
  readonly access: Access;
  readonly places: readonly Place[];
  readonly contracts: readonly Contract[];
  readonly audit: Audit;
  /** Where bodies of what was discarded are kept. */
  readonly archiveDirectory: string;
  readonly causes: CauseContext;
  /** Does something in every place that a filter leaves, in all at once, and gives back what was held there. */
  inPlaces<Result>(
    filter: Pick<Filter, "place">,
    work: (place: Place, opened: OpenPlace) => Promise<Result>,
  ): Promise<readonly Result[]>;
  /** The records of a batch, read once. */
  readRecords(way: StreamWay): Promise<FoundRecords>;
  note(line: string): void;
  close(): void;
};

/** @throws DlqError when the stage cannot be reached or its contracts not be read. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { root, plan, stateDirectory } = options;
  const contracts = await loadContracts(root);
  const access = await (plan.stage === localStage
    ? openLocal(plan, stateDirectory)
    : openAws(plan));
  const archiveDirectory = join(stateDirectory, "dead-letters");
  const audit = openAudit(archiveDirectory, { by: access.caller, nowMs: access.nowMs });
  const note = onlyOnce(options.note);
  const read = new Map<string, Promise<FoundRecords>>();
  const places = placesOf(access.plan);
  return {
    access,
    places,
    contracts,
    audit,
    archiveDirectory,
    note,
    causes: { logs: access.logs, functions: functionsOf(access.plan), note },
    async inPlaces(filter, work) {
      const wanted = places.filter(
        ({ name }) => filter.place === undefined || filter.place === name,
      );
      const works = wanted.map(async (place) => {
        const opened = withoutSettled(place, await openPlace(place, access), audit);
        try {
          return await work(place, opened);
        } finally {
          await opened.release();
        }
      });
      // What fails in one place must not keep others from giving back what they hold.
      await Promise.allSettled(works);
      return await Promise.all(works);
    },
    readRecords({ batch }) {
      const key = `${batch.streamArn} ${batch.shardId} ${batch.startSequenceNumber} ${batch.endSequenceNumber}`;
      const found = read.get(key) ?? readStreamRecords(access.kinesis, batch);
      read.set(key, found);
      return found;
    },
    close() {
      audit.close();
      access.close();
    },
  };
}

/** A failed execution stays for 90 days: what was begun anew or discarded here is passed over. */
function withoutSettled({ kind }: Place, opened: OpenPlace, audit: Audit): OpenPlace {
  if (kind === "queue") return opened;
  const isSettled = (letter: DeadLetter) =>
    (["replay", "discard"] as const).some(
      (command) => audit.last(command, letter.place, auditId(letter)) === "done",
    );
  return {
    ...opened,
    async next() {
      for (;;) {
        const letters = await opened.next();
        const open = letters.filter((letter) => !isSettled(letter));
        if (open.length > 0 || letters.length === 0) return open;
      }
    },
  };
}

function onlyOnce(note: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line)) return;
    told.add(line);
    note(line);
  };
}
