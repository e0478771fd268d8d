import { parseArgs } from "node:util";
import { expect, test } from "vitest";
import { dashboardOptions, readDashboardOptions } from "./dashboard-options.ts";

const read = (...args: readonly string[]) =>
  readDashboardOptions(
    parseArgs({ args: [...args], options: dashboardOptions, allowPositionals: true }),
    "/repository",
  );

test.each([
  [
    [],
    {
      stage: "local",
      hours: 3,
      theme: "light",
      format: "svg",
      out: "/repository/.stagecraft/dashboard-local.svg",
    },
  ],
  [["--stage", "dev"], { out: "/repository/.stagecraft/dashboard-dev.svg" }],
  [["Overview", "--hours", "24", "--dark"], { name: "Overview", hours: 24, theme: "dark" }],
  [["--out", "/tmp/shop.html"], { format: "html", out: "/tmp/shop.html" }],
])("%j gives %j", (args, options) => {
  expect(read(...args)).toMatchObject(options);
});

test.each([
  [["a", "b"], 'Say one dashboard, not "a b"'],
  [["--hours", "0"], "--hours takes a whole number from 1 to 360"],
  [["--hours", "361"], "--hours takes a whole number from 1 to 360"],
  [["--out", "shop.png"], '--out takes a file that ends in .svg or .html, not "shop.png"'],
  [["--out", ""], '--out takes a file that ends in .svg or .html, not ""'],
  [["--state", ""], "--state needs the folder of a stage's state"],
])("%j is wrong", (args, message) => {
  expect(() => read(...args)).toThrow(message);
});
