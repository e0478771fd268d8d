import { declaredPersonalPaths } from "@stagecraft/contracts/personal/declared-personal-paths";
import { personalNames } from "@stagecraft/contracts/personal/personal-names";
import { expect, test } from "vitest";
import { type ColumnErasure, personalTables } from "./personal-data.ts";

const marked = new Set(personalNames(declaredPersonalPaths()));

/** Every column that stays after an erasure, by the name of its field in the contracts: `customerId` for `customer_id`. */
const columns = personalTables.flatMap(({ name: table, erasure }) =>
  erasure === "removed"
    ? []
    : Object.entries(erasure).map(([column, change]) => ({
        column: `${table}.${column}`,
        field: fieldOf(column, change),
        change,
      })),
);

function fieldOf(column: string, change: ColumnErasure): string {
  if (typeof change === "object") return change.within.at(-1) ?? "";
  return column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

test("an erasure changes every column with the name of a personal field, and no other", () => {
  const changed = columns.filter(({ change }) => change !== "kept");
  const personal = columns.filter(({ field }) => marked.has(field));
  expect(changed.length).toBeGreaterThan(3);
  expect(personal.map(({ column }) => column)).toEqual(changed.map(({ column }) => column));
});
