import { expect, test } from "vitest";
import { DatabaseLink } from "./database-link.ts";
import { parseConfig } from "./parse-config.ts";

test("the message names what is missing and quotes no value", () => {
  const link = { host: "secret-host", port: 5432, username: "orders_app" };
  const read = () => parseConfig("Resource.Database", DatabaseLink, link);
  expect(read).toThrow(/^Resource\.Database is not valid \(database: /);
  expect(read).not.toThrow(/secret-host/);
  expect(() => parseConfig("Resource.Database", DatabaseLink, undefined)).toThrow(/\(it: /);
});

test("a port may be a text", () => {
  const link = { host: "h", port: "5432", database: "orders", username: "orders_app" };
  expect(parseConfig("Resource.Database", DatabaseLink, link)).toEqual({ ...link, port: 5432 });
});
