import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dashboardsOf } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { readDashboardBody } from "@stagecraft/plan/resources/cloudwatch/read-dashboard-body";
import { synthesize } from "@stagecraft/plan/synthesize";
import { expect, test } from "vitest";
import { root } from "../scenarios/open-scenario.ts";

const plan = await synthesize({ root, stage: "local" });

function widgets() {
  const [dashboard] = dashboardsOf(plan);
  const result = readDashboardBody(dashboard?.body ?? "");
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.body.widgets;
}

/** What stands in the picture: the whole titles of its widgets, and every text. */
async function picture(theme: string) {
  const svg = await readFile(join(root, `docs/dashboard-${theme}.svg`), "utf8");
  const [, ...titles] = [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, text]) => text);
  return { titles, texts: [...svg.matchAll(/>([^<>\n]+)<\/text>/g)].map(([, text]) => text) };
}

// The values come from a run: only the titles can be compared.
test.each([["light"], ["dark"]])(
  "the %s picture in docs has the widgets of the dashboard in their order (else: npm run dashboard:picture)",
  async (theme) => {
    const { titles, texts } = await picture(theme);
    const expected = widgets().flatMap((widget) => ("title" in widget ? widget.title : []));
    expect(expected.length).toBeGreaterThan(10);
    expect(titles).toEqual(expected);
    const headings = widgets().flatMap((widget) =>
      widget.type === "text" && widget.markdown.startsWith("## ") ? widget.markdown.slice(3) : [],
    );
    expect(texts.filter((text) => headings.includes(text ?? ""))).toEqual(headings);
  },
);
