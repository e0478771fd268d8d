import { expect, test } from "vitest";
import { withPictures } from "./architecture-page.ts";

const page = "# A page\n\n<!-- one -->\n<!-- /one -->\n\nwritten by hand\n";
const picture = { light: "one-light.svg", dark: "one-dark.svg", title: "One" };
const drawn = `# A page

<!-- one -->

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="one-dark.svg">
  <img alt="One" src="one-light.svg">
</picture>

<!-- /one -->

written by hand
`;

test("pictures take their place, and nothing else is touched", () => {
  expect(withPictures(page, { one: [picture] })).toBe(drawn);
});

test("drawing again changes nothing", () => {
  expect(withPictures(drawn, { one: [picture] })).toBe(drawn);
});

test("a drawing without a place is told", () => {
  expect(() => withPictures(page, { two: [picture] })).toThrow("The page has no <!-- two -->");
});
