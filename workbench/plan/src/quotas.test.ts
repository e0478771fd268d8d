import { expect, test } from "vitest";
import { quotas } from "./quotas.ts";

const all = Object.entries(quotas).flatMap(([service, own]) =>
  Object.entries(own).map(([name, quota]) => ({ ...quota, name: `${service}.${name}` })),
);

test("every quota has a page of AWS's, a month as of which it holds, and a size", () => {
  expect(all.length).toBeGreaterThan(30);
  const lacking = all.filter(
    ({ page, asOf, value }) =>
      !/^https:\/\/docs\.aws\.amazon\.com\/\S+$/.test(page) ||
      !/^20\d\d-\d\d$/.test(asOf) ||
      !(value > 0),
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
