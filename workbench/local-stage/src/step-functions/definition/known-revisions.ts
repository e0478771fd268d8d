import type { Revision } from "../engine/execution.ts";
import { revisionOf } from "./load-machines.ts";
import type { RevisionStore } from "./revision-store.ts";

/** Definitions by the id that executions have, compiled at their first use. */
export function knownRevisions(revisions: RevisionStore): (id: number) => Revision {
  const compiled = new Map<number, Revision>();
  return (id) => {
    const known = compiled.get(id);
    if (known) return known;
    const row = revisions.byId(id);
    if (!row) throw new Error(`The state has executions of a definition (${id}) that it lacks`);
    const made = revisionOf(row);
    compiled.set(id, made);
    return made;
  };
}
