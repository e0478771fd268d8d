import { callersOf } from "@stagecraft/plan/network/callers";
import type { Plan } from "@stagecraft/plan/plan";
import { callEdges } from "./calls.ts";
import { failureEdges } from "./failures.ts";
import type { FlowBox } from "./flow-box.ts";
import { functionBox } from "./function-box.ts";
import { type Box, boxId, type Edge, type Mark } from "./graph.ts";
import { joinEdges } from "./join-edges.ts";
import { type Thing, thingsOf } from "./things.ts";
import { triggersOf } from "./triggers.ts";
import { uniqueMarks } from "./unique-marks.ts";

/** What calls what. Data and dead-letter queues are marks on the boxes that use them. */
export type Flow = { readonly boxes: readonly FlowBox[]; readonly edges: readonly Edge[] };

const stores: { readonly [kind in Thing["kind"]]?: Mark["kind"] } = {
  database: "database",
  table: "table",
  bucket: "bucket",
};

/** The flow of a Plan, in the Plan's order. */
export function flowOf(plan: Plan): Flow {
  const things = thingsOf(plan);
  const callers = callersOf(plan);
  const triggers = triggersOf(plan, things);
  const calls = callEdges(callers, things);
  const failures = failureEdges(plan, things);

  const storeOf = new Map(
    things.flatMap(({ kind, box }) => {
      const mark = stores[kind];
      return mark ? [[box.id, { kind: mark, text: box.title }] as const] : [];
    }),
  );
  const used = new Set([...triggers.edges, ...calls].flatMap(({ from, to }) => [from, to]));
  const isOnlyForFailures = (id: string) => failures.some(({ to }) => to === id) && !used.has(id);
  const isMark = ({ to }: Edge) => storeOf.has(to) || isOnlyForFailures(to);
  const marksOf = (id: string): readonly Mark[] => [
    ...calls.flatMap(({ from, to }) => (from === id ? (storeOf.get(to) ?? []) : [])),
    ...failures
      .filter((failure) => failure.from === id && isOnlyForFailures(failure.to))
      .slice(0, 1)
      .map((): Mark => ({ kind: "failure", text: "DLQ" })),
  ];
  const triggering = new Set(triggers.edges.map(({ from }) => from));
  const outside = [...new Set(callers.flatMap((caller) => caller.outside))].toSorted();

  const boxes: readonly FlowBox[] = [
    ...triggers.callers,
    ...callers.map(({ definition }) => functionBox(definition)),
    ...things
      .map(({ box }) => box)
      .filter(({ id }) => !isOnlyForFailures(id))
      .filter(({ id }) => !storeOf.has(id) || triggering.has(id) || !used.has(id))
      .map((box): FlowBox => {
        if (!used.has(box.id)) return { ...box, start: "nothing" };
        return storeOf.has(box.id) ? { ...box, start: "file" } : box;
      }),
    ...outside.map(
      (name): Box => ({
        id: boxId("outside", name),
        title: name,
        notes: ["outside AWS"],
        shape: "service",
      }),
    ),
  ];
  const edges = [...triggers.edges, ...calls, ...failures].filter((edge) => !isMark(edge));
  return {
    boxes: boxes.map((box) => {
      const marks = uniqueMarks(marksOf(box.id));
      return marks.length === 0 ? box : { ...box, marks };
    }),
    edges: joinEdges(edges),
  };
}
