import { expect, test } from "vitest";
import { quotas } from "./quotas.ts";

const all = Object.entries(quotas).flatMap(([service, own]) =>
  Object.entries(own).map(([name, quota]) => ({ ...quota, name: `${service}.${name}` })),
);

test("every quota has an AWS page, a month and a positive value", () => {
  expect(all.length).toBeGreaterThan(30);
  const lacking = all.filter(
    ({ page, asOf, value }) =>
      !/^https:\/\/docs\.aws\.amazon\.com\/\S+$/.test(page) ||
      !/^20\d\d-\d\d$/.test(asOf) ||
      !(value > 0),
  );
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
