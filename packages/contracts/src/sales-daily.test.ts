import { expect, test } from "vitest";
import { parse } from "./parse.ts";
import { DailySalesQuery } from "./sales-daily.ts";

test.each([
  ["one day", { from: "2010-12-01", to: "2010-12-01" }, []],
  ["a leap year", { from: "2012-01-01", to: "2012-12-31" }, []],
  ["more than a year", { from: "2011-01-01", to: "2012-01-02" }, ["to"]],
  ["an end before its start", { from: "2010-12-02", to: "2010-12-01" }, ["to"]],
  ["no real date", { from: "2010-02-30", to: "2010-12-01" }, ["from"]],
  ["the year 0", { from: "0000-12-01", to: "0000-12-01" }, ["from", "to"]],
  ["a bell", { from: "2010-12-01", to: "2010-12-01", country: "EI\u0007RE" }, ["country"]],
  ["a NUL", { from: "2010-12-01", to: "2010-12-01", country: "\u0000" }, ["country"]],
  ["nothing", {}, ["from", "to"]],
  ["an unknown field", { from: "2010-12-01", to: "2010-12-01", day: "1" }, [""]],
])("%s", (_name, query, refused) => {
  const parsed = parse(DailySalesQuery, query);
  expect(parsed.ok ? [] : parsed.errors.map(({ path }) => path)).toEqual(refused);
});
