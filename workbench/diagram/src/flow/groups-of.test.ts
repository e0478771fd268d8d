import { expect, test } from "vitest";
import type { FlowBox } from "./flow-box.ts";
import { groupsOf } from "./groups-of.ts";

const box = (id: string, given: Partial<FlowBox> = {}): FlowBox => ({
  id,
  title: id,
  notes: [],
  shape: "function",
  ...given,
});

test("a box stands in the frame of what reaches it first, and a line to another frame is a mark", () => {
  const groups = groupsOf({
    boxes: [
      box("Client", { shape: "client", start: "request" }),
      box("Clock", { shape: "trigger", start: "schedule" }),
      box("Api"),
      box("Relay"),
      box("Jobs", { shape: "messages" }),
    ],
    edges: [
      { from: "Client", to: "Api" },
      { from: "Api", to: "Jobs" },
      { from: "Clock", to: "Relay" },
      { from: "Relay", to: "Jobs" },
    ],
  });
  expect(groups.map(({ title, boxes }) => [title, ...boxes.map(({ id }) => id)])).toEqual([
    ["Started by a request", "Client", "Api", "Jobs"],
    ["Started by a schedule", "Clock", "Relay"],
  ]);
  expect(groups[1]).toMatchObject({
    boxes: [{ id: "Clock" }, { id: "Relay", marks: [{ kind: "elsewhere", text: "→ Jobs" }] }],
    edges: [{ from: "Clock", to: "Relay" }],
  });
});

test("what nothing calls is started by a person, a queue that nothing fills by a message from outside", () => {
  const groups = groupsOf({
    boxes: [box("Tool"), box("Jobs", { shape: "messages" }), box("Worker"), box("A"), box("B")],
    edges: [
      { from: "Jobs", to: "Worker" },
      { from: "A", to: "B" },
      { from: "B", to: "A" },
    ],
  });
  expect(groups.map(({ title, boxes }) => [title, ...boxes.map(({ id }) => id)])).toEqual([
    ["Started by a message from outside the program", "Jobs", "Worker", "A", "B"],
    ["Started by a person or a deploy", "Tool"],
  ]);
});
