import type { Engine } from "./engine.ts";
import type { Execution, Revision } from "./execution.ts";
import type { ExecutionStore } from "./execution-store.ts";
import { revisionOf } from "./load-machines.ts";
import type { RevisionStore } from "./revision-store.ts";

/** Gives the engine every execution that has not ended, each with the definition it began with. */
export function restoreExecutions(engine: Engine, store: ExecutionStore, revisions: RevisionStore) {
  const compiled = new Map<number, Revision>();
  const revision = (id: number) => {
    const known = compiled.get(id);
    if (known) return known;
    const row = revisions.byId(id);
    if (!row) throw new Error(`The state has executions of a definition (${id}) that it lacks`);
    const made = revisionOf(row);
    compiled.set(id, made);
    return made;
  };
  const running = store.running().map(
    ({ id, arn, name, revisionId, input, startedAtMs, lastEventId }): Execution => ({
      ...{ id, arn, name, startedAtMs, lastEventId },
      revision: revision(revisionId),
      inputText: input,
      input: JSON.parse(input),
      threads: new Set(),
    }),
  );
  engine.restore(running, store.threads());
}
