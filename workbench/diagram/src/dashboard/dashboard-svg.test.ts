import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { expect, test } from "vitest";
import { shopDashboard, shopData } from "../../testing/shop-dashboard.ts";
import { themes } from "../layout/theme.ts";
import { dashboardDrawing } from "./dashboard-drawing.ts";
import { dashboardSvg } from "./dashboard-svg.ts";

function draw(title: string, theme: keyof typeof themes, text = shopDashboard): string {
  const result = readDashboardBody(text);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return dashboardSvg(dashboardDrawing(title, result.body, shopData), themes[theme]);
}

test("the same dashboard gives the same bytes, and each theme its own colours", () => {
  expect(draw("shop", "light")).toBe(draw("shop", "light"));
  for (const theme of ["light", "dark"] as const) {
    expect(draw("shop", theme)).toContain(`fill="${themes[theme].page}"`);
    expect(draw("shop", theme)).toContain(`stroke="${themes[theme].series[0]}"`);
    expect(draw("shop", theme)).toContain(`fill="${themes[theme].states.ALARM}"`);
  }
});

test("what XML would read as its own is escaped, and no number is missing", () => {
  const widget = { type: "text", properties: { markdown: 'a <b> & "c"' } };
  const svg = draw("<shop>", "light", JSON.stringify({ widgets: [widget] }));
  expect(svg).toContain("<title>&lt;shop&gt;</title>");
  expect(svg).toContain("a &lt;b&gt; &amp; &quot;c&quot;");
  expect(draw("shop", "light")).not.toMatch(/NaN|Infinity|undefined/);
});

test("each widget has its whole title, also where the drawing cuts it off", () => {
  const title = "A title that is too long for a narrow widget & says a lot";
  const properties = { title, region: "eu-west-1", metrics: [["Shop", "Orders"]] };
  const widgets = [
    { type: "text", properties: { markdown: "# Orders" } },
    { type: "metric", width: 3, height: 3, properties },
  ];
  const svg = draw("shop", "light", JSON.stringify({ widgets }));
  expect([...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, text]) => text)).toEqual([
    "shop",
    title.replace("&", "&amp;"),
  ]);
});
