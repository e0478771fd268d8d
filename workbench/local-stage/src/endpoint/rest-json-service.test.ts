import { expect, test } from "vitest";
import { AwsError } from "../common/aws-error.ts";
import { type RestOperation, restJsonService } from "./rest-json-service.ts";

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */

const operation = (route: string): RestOperation => ({
  route,
  permissions: () => [],
  run: () => ({ status: 200 }),
});
const service = restJsonService(
  "Shelves",
  "shelves",
  {
    ListBooks: operation("GET /books"),
    GetBook: operation("GET /books/{Title}"),
    DeletePage: operation("DELETE /books/{Title}/pages/{Page}"),
  },
  "message",
);
const read = (method: string, path: string, { query = "", body = "" } = {}) =>
  service.read({ method, path, query, headers: {}, body: Buffer.from(body) });

test.each([
  ["GET", "/books", "ListBooks", {}],
  ["GET", "/books/a", "GetBook", { Title: "a" }],
  ["DELETE", "/books/%24a/pages/1%20%2F2", "DeletePage", { Title: "$a", Page: "1 /2" }],
])("%s %s is %s, with the variables decoded", (method, path, name, variables) => {
  expect(read(method, path)).toMatchObject({ operation: name, input: { path: variables } });
});

test.each([
  ["POST", "/books"],
  ["GET", "/books/"],
  ["GET", "/books/a/pages"],
  ["GET", "/v2/books"],
])("%s %s is no operation, and named by method and path", (method, path) => {
  expect(read(method, path)).toEqual({ operation: `${method} ${path}`, input: undefined });
});

test("query and body are read", () => {
  const { input } = read("GET", "/books", { query: "sort=up&of=a%20b", body: '{"a":1}' });
  expect(input).toMatchObject({ body: { a: 1 } });
  expect([...(input as { query: URLSearchParams }).query]).toEqual([
    ["sort", "up"],
    ["of", "a b"],
  ]);
});

test.each([
  ["a path that is not percent-encoded", "/books/%zz", ""],
  ["a body that is not JSON", "/books", "{"],
])("%s is refused", (_what, path, body) => {
  expect(() => read("GET", path, { body })).toThrow(
    expect.objectContaining({ code: "SerializationException" }),
  );
});

test("an answer has its status and its body, or none", () => {
  expect(service.write({ status: 204 })).toEqual({ status: 204, headers: {}, body: "" });
  expect(service.write({ status: 200, json: { a: 1 } })).toEqual({
    status: 200,
    headers: { "content-type": "application/json" },
    body: '{"a":1}',
  });
});

test("an error has its name in a header, and its message in the body", () => {
  expect(service.refuse(new AwsError("NotFound", "no book", { status: 404 }))).toEqual({
    status: 404,
    headers: { "content-type": "application/json", "x-amzn-errortype": "NotFound" },
    body: '{"message":"no book"}',
  });
});
