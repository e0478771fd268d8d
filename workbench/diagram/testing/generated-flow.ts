import type { Flow } from "../src/flow/flow.ts";
import type { FlowBox } from "../src/flow/flow-box.ts";
import type { Edge, Mark } from "../src/flow/graph.ts";
import { chanceOf } from "./chance-of.ts";

const words = ["Order", "Payment", "Cancellation", "Stock", "Customer", "Report", "Import"];
const marks: readonly Mark[] = [
  { kind: "database", text: "MainDatabase" },
  { kind: "table", text: "EventsTable" },
  { kind: "bucket", text: "Files" },
  { kind: "failure", text: "DLQ" },
];

/** A flow of an API, a workflow with tasks, and functions that call each other through queues, drawn from a seed. */
export function generatedFlow(seed: number, functions: number): Flow {
  const chance = chanceOf(seed);
  const next = (limit: number) => Math.floor(chance() * limit);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const boxes: FlowBox[] = [
    { id: "client", title: "Client", notes: ["HTTPS"], shape: "client", start: "request" },
    { id: "api", title: "Api", notes: ["HTTP API"], shape: "api" },
    { id: "flow", title: "Flow", notes: ["Step Functions"], shape: "workflow" },
  ];
  const edges: Edge[] = [{ from: "client", to: "api" }];
  for (let index = 0; index < functions; index += 1) {
    const name = `${pick(words)}${pick(words)}${index}`;
    boxes.push({
      id: `function_${name}`,
      title: name,
      notes: ["Lambda"],
      shape: "function",
      functions: [name],
      family: `services/${pick(words).toLowerCase()}`,
      marks: marks.filter(() => next(3) === 0),
    });
    const from = pick(["api", "flow", "queue", "schedule", "nobody"]);
    if (from === "queue" || from === "schedule") {
      const id = `${from}_${name}`;
      const isQueue = from === "queue";
      boxes.push({
        id,
        title: `${name}${isQueue ? "Queue" : "Clock"}`,
        notes: [from],
        ...(isQueue ? { shape: "messages" } : { shape: "trigger", start: "schedule" }),
      });
      edges.push({ from: id, to: `function_${name}` });
    } else if (from !== "nobody") edges.push({ from, to: `function_${name}` });
  }
  const callable = boxes.filter(({ shape }) => shape === "messages" || shape === "workflow");
  for (const { id } of boxes.filter(({ shape }) => shape === "function")) {
    const { id: to } = pick(callable);
    const isThere = edges.some((edge) => edge.from === to && edge.to === id);
    if (next(2) === 0 && !isThere) edges.push({ from: id, to, label: "starts" });
  }
  return { boxes, edges };
}
