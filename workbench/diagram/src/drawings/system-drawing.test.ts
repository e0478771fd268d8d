import { expect, test } from "vitest";
import type { Flow } from "../flow/flow.ts";
import { systemDrawing } from "./system-drawing.ts";

test("the functions of a workflow stand in a frame of their own, and its box counts them", () => {
  const flow: Flow = {
    boxes: [
      { id: "flow", title: "Flow", notes: ["Step Functions"], shape: "workflow" },
      { id: "pay", title: "Pay", notes: ["Lambda"], shape: "function", functions: ["Pay"] },
      { id: "bank", title: "Bank", notes: ["outside AWS"], shape: "service" },
    ],
    edges: [
      { from: "flow", to: "pay", both: true, label: "answers" },
      { from: "pay", to: "bank" },
    ],
  };
  expect(systemDrawing(flow).groups).toMatchObject([
    {
      title: "Called by a workflow",
      boxes: [{ id: "pay" }, { id: "bank" }],
      edges: [{ from: "pay", to: "bank" }],
    },
    {
      title: "Started by a person or a deploy",
      boxes: [{ id: "flow", notes: ["Step Functions", "1 function"] }],
      edges: [],
    },
  ]);
});
