import { expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

const font = { size: 13, weight: "bold", width: 88 } as const;

test.each([
  ["name", "Orders", ["Orders"]],
  ["name", "ForwardSubscriptions", ["Forward", "Subscriptions"]],
  ["name", "GET /letters/{id}", ["GET /letters/", "{id}"]],
  ["name", "Unbreakablelonglowercase", ["Unbreakablelonglowercase"]],
  ["sentence", "reads ExportNotifications", ["reads", "ExportNotifications"]],
] as const)("a %s %s", (kind, text, lines) => {
  expect(wrapText(text, kind, font)).toEqual(lines);
});
