import type { DashboardDrawing } from "@stagecraft/diagram/dashboard/dashboard-drawing";
import { dashboardSvg } from "@stagecraft/diagram/dashboard/dashboard-svg";
import { escaped } from "@stagecraft/diagram/layout/svg-parts";
import { themes } from "@stagecraft/diagram/layout/theme";

/** The drawing as an HTML page that needs no other file, light or dark as the browser is. */
export function dashboardPage(drawing: DashboardDrawing): string {
  const { light, dark } = themes;
  const style = [
    ":root { color-scheme: light dark; }",
    `body { background: ${light.page}; margin: 0; }`,
    "svg { display: block; height: auto; margin: 0 auto; max-width: 1400px; width: 100%; }",
    ".dark { display: none; }",
    "@media (prefers-color-scheme: dark) {",
    `  body { background: ${dark.page}; }`,
    "  .dark { display: block; }",
    "  .light { display: none; }",
    "}",
  ].join("\n");
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(drawing.title)}</title><style>${style}</style>`,
    `<div class="light">${dashboardSvg(drawing, light)}</div>`,
    `<div class="dark">${dashboardSvg(drawing, dark)}</div>`,
    "",
  ].join("\n");
}
