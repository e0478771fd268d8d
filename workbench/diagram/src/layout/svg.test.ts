import { expect, test } from "vitest";
import { generatedFlow } from "../../testing/generated-flow.ts";
import { overviewDrawing } from "../drawings/overview-drawing.ts";
import { layout } from "./layout.ts";
import { svg } from "./svg.ts";
import { themes } from "./theme.ts";

test("what XML would read as its own is escaped", async () => {
  const title = `GET <a> & "b"`;
  const boxes = [{ id: "a", title, notes: [], shape: "function" as const }];
  const groups = [{ title: "", boxes, edges: [] }];
  const text = svg(await layout({ title, groups, legend: [], captions: [] }), themes.light);
  expect(text).toContain("<title>GET &lt;a&gt; &amp; &quot;b&quot;</title>");
  expect(text).not.toContain("<a>");
});

test("the same drawing gives the same bytes, and each theme its own colours", async () => {
  const draw = async (name: keyof typeof themes) =>
    svg(await layout(overviewDrawing(generatedFlow(1, 30))), themes[name]);
  expect(await draw("light")).toBe(await draw("light"));
  expect(await draw("light")).toContain(`fill="${themes.light.page}"`);
  expect(await draw("dark")).toContain(`fill="${themes.dark.page}"`);
});

test("each function of a box is named in its title", async () => {
  const functions = ["Charge", "Refund"];
  const boxes = [{ id: "a", title: "Flow", notes: [], shape: "workflow" as const, functions }];
  const groups = [{ title: "", boxes, edges: [] }];
  const text = svg(await layout({ title: "", groups, legend: [], captions: [] }), themes.light);
  expect(text).toContain("<title>Flow, Charge, Refund</title>");
});
