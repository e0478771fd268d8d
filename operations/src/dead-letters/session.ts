import { join } from "node:path";
import type { Plan } from "@stagecraft/plan/plan";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { isLocalStage } from "../access/open-stage.ts";
import type { Access } from "./access/access.ts";
import { openAws } from "./access/open-aws.ts";
import { openLocal } from "./access/open-local.ts";
import { type Audit, openAudit } from "./audit/audit.ts";
import { auditId } from "./audit/audit-id.ts";
import type { CauseContext } from "./causes/with-causes.ts";
import type { Contract } from "./contracts/contract.ts";
import { loadContracts } from "./contracts/load-contracts.ts";
import type { DeadLetterMessage } from "./messages/dead-letter-message.ts";
import type { Filter } from "./messages/filter.ts";
import type { StreamTarget } from "./messages/scan-messages.ts";
import { openSourceReader, type SourceReader } from "./messages/source-reader.ts";
import { type FoundRecords, readStreamRecords } from "./messages/stream-records.ts";
import type { DeadLetterSource } from "./sources/dead-letter-source.ts";
import { sourcesOf } from "./sources/sources-of.ts";

export type SessionOptions = {
  /** The folder of the program. */
  readonly root: string;
  readonly plan: Plan;
  /** Folder of the local stage's state and of the audit. */
  readonly stateDirectory: string;
  /** Reports a problem that does not stop the work. */
  warn(line: string): void;
};

/** An open connection to a stage, with what every command needs. */
export type Session = {
  readonly access: Access;
  readonly sources: readonly DeadLetterSource[];
  readonly contracts: readonly Contract[];
  readonly audit: Audit;
  /** Folder of the audit and of `discarded.jsonl`. */
  readonly archiveDirectory: string;
  readonly causes: CauseContext;
  /** Runs `work` for every source that matches the filter, all at once, and then makes the remaining messages visible again. */
  forEachSource<Result>(
    filter: Pick<Filter, "source">,
    work: (source: DeadLetterSource, reader: SourceReader) => Promise<Result>,
  ): Promise<readonly Result[]>;
  /** Reads the records of a batch; the result is cached. */
  readRecords(target: StreamTarget): Promise<FoundRecords>;
  close(): void;
};

/** @throws AccessError when the stage cannot be reached, DlqError when it is not deployed or its contracts cannot be read. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { root, plan, stateDirectory } = options;
  const contracts = await loadContracts(root);
  const access = await (isLocalStage(plan.stage) ? openLocal(plan, stateDirectory) : openAws(plan));
  const archiveDirectory = join(stateDirectory, "dead-letters");
  const audit = openAudit(archiveDirectory, { by: access.caller, nowMs: access.nowMs });
  const warn = withoutRepeats(options.warn);
  const read = new Map<string, Promise<FoundRecords>>();
  const sources = sourcesOf(access.plan);
  return {
    access,
    sources,
    contracts,
    audit,
    archiveDirectory,
    causes: { logs: access.logs, functions: functionsOf(access.plan), warn },
    async forEachSource(filter, work) {
      const selected = sources.filter(
        ({ name }) => filter.source === undefined || filter.source === name,
      );
      const works = selected.map(async (source) => {
        const reader = withoutSettled(source, await openSourceReader(source, access), audit);
        try {
          return await work(source, reader);
        } finally {
          await reader.release();
        }
      });
      // A failure in one source must not prevent the others from releasing their messages.
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

/** Skips failed executions that were restarted or discarded: Step Functions keeps them for 90 days. */
function withoutSettled(
  { kind }: DeadLetterSource,
  reader: SourceReader,
  audit: Audit,
): SourceReader {
  if (kind === "queue") return reader;
  const isSettled = (message: DeadLetterMessage) =>
    (["redrive", "discard"] as const).some(
      (command) => audit.lastStep(command, message.source, auditId(message)) === "done",
    );
  return {
    ...reader,
    async next() {
      for (;;) {
        const messages = await reader.next();
        const open = messages.filter((message) => !isSettled(message));
        if (open.length > 0 || messages.length === 0) return open;
      }
    },
  };
}

function withoutRepeats(warn: (line: string) => void): (line: string) => void {
  const printed = new Set<string>();
  return (line) => {
    if (printed.has(line)) return;
    printed.add(line);
    warn(line);
  };
}
