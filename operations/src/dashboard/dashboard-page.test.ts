import { expect, test } from "vitest";
import { dashboardPage } from "./dashboard-page.ts";

test("a page has the drawing for light and for dark browsers, and needs no other file", () => {
  const page = dashboardPage({ title: "<shop>", width: 10, height: 10, shapes: [], widgets: [] });
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toContain("<title>&lt;shop&gt;</title><style>");
  expect(page).toContain("prefers-color-scheme: dark");
  expect(page).not.toMatch(/src=|href=|<shop>/);
});
