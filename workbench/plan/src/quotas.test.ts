import { expect, test } from "vitest";
import { quotas } from "./quotas.ts";

const all = Object.entries(quotas).flatMap(([service, own]) =>
  Object.entries(own).map(([name, quota]) => ({ ...quota, name: `${service}.${name}` })),
);

test("every quota has a page of AWS's, a day on which it was read, and a size", () => {
  expect(all.length).toBeGreaterThan(30);
  const lacking = all.filter(
    ({ page, readOn, value }) =>
      !/^https:\/\/docs\.aws\.amazon\.com\/\S+$/.test(page) ||
      Number.isNaN(Date.parse(readOn)) ||
      !(value > 0),
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
