import { expect, test } from "vitest";
import { withDrawings } from "./architecture-page.ts";

const page = "# A page\n\n<!-- one -->\n<!-- /one -->\n\nwritten by hand\n";
const drawn =
  "# A page\n\n<!-- one -->\n\n```mermaid\na --> b\n```\n\n<!-- /one -->\n\nwritten by hand\n";

test("a drawing takes its place, and nothing else is touched", () => {
  expect(withDrawings(page, { one: "a --> b" })).toBe(drawn);
});

test("drawing again changes nothing", () => {
  expect(withDrawings(drawn, { one: "a --> b" })).toBe(drawn);
});

test("a drawing without a place is told", () => {
  expect(() => withDrawings(page, { two: "a --> b" })).toThrow("The page has no <!-- two -->");
});
