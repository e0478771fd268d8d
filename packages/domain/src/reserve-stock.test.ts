import { expect, test } from "vitest";
import { reserveStock } from "./reserve-stock.ts";

const stock = [
  { code: "71053", onHand: 10, reserved: 4 },
  { code: "85123A", onHand: 6, reserved: 0 },
];

test("lines of one code are reserved together", () => {
  const lines = [
    { code: "71053", quantity: 2 },
    { code: "85123A", quantity: 6 },
    { code: "71053", quantity: 4 },
  ];
  expect(reserveStock(lines, stock)).toEqual({
    ok: true,
    pieces: [
      { code: "71053", quantity: 6 },
      { code: "85123A", quantity: 6 },
    ],
  });
});

test("pieces that are reserved for other orders are not available", () => {
  expect(reserveStock([{ code: "71053", quantity: 7 }], stock)).toEqual({
    ok: false,
    reason: "out-of-stock",
  });
});

test("nothing is reserved when one line is not available", () => {
  const lines = [
    { code: "71053", quantity: 1 },
    { code: "85123A", quantity: 7 },
  ];
  expect(reserveStock(lines, stock)).toMatchObject({ ok: false });
});

test("a code without stock, such as postage, needs no reservation", () => {
  const lines = [
    { code: "POST", quantity: 3 },
    { code: "71053", quantity: 1 },
  ];
  expect(reserveStock(lines, stock)).toEqual({
    ok: true,
    pieces: [{ code: "71053", quantity: 1 }],
  });
});
