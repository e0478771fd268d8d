import { expect, test } from "vitest";
import { CatalogueRow } from "./catalogue-file.ts";
import { parse } from "./parse.ts";

const row = {
  code: "85123A",
  description: "WHITE HANGING HEART T-LIGHT HOLDER",
  price_min: "2.55",
  price_max: "2.95",
  on_hand: "120",
};

test("a row is converted to minor units and pieces", () => {
  expect(parse(CatalogueRow, { ...row, code: " 85123A " })).toEqual({
    ok: true,
    value: {
      code: "85123A",
      description: row.description,
      priceMinMinor: 255,
      priceMaxMinor: 295,
      onHand: 120,
    },
  });
});

test.each([
  ["code", { code: "85123a" }],
  ["code", { code: "" }],
  ["description", { description: "  " }],
  ["description", { description: "A\0B" }],
  ["price_min", { price_min: "2.555" }],
  ["price_min", { price_min: "-1" }],
  ["price_max", { price_max: "1000000.01" }],
  ["price_max", { price_max: "2.54" }],
  ["on_hand", { on_hand: "1.5" }],
  ["on_hand", { on_hand: "-1" }],
  ["on_hand", { on_hand: "" }],
])("%s is invalid in %o", (path, wrong) => {
  const parsed = parse(CatalogueRow, { ...row, ...wrong });
  expect(parsed).toMatchObject({ ok: false, errors: [{ path }] });
});
