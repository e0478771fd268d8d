import { expect, test } from "vitest";
import { compileEventPattern } from "./event-pattern.ts";

// The operators and their meaning: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
const event = {
  UserID: null,
  LastName: "",
  Name: "Alice",
  Day: "Monday",
  Price: 100,
  Region: "us-east-1",
  Tags: ["red", "blue"],
  File: { Name: "picture.PNG" },
  Lines: [{ code: "A" }, { code: "B" }],
};

test.for([
  ["null", { UserID: [null] }, true],
  ["empty", { LastName: [""] }, true],
  ["equals", { Name: ["Alice"] }, true],
  ["equals another", { Name: ["alice"] }, false],
  ["equals, case ignored", { Name: [{ "equals-ignore-case": "aLICE" }] }, true],
  ["and", { Name: ["Alice"], Day: ["Monday"] }, true],
  ["and, one wrong", { Name: ["Alice"], Day: ["Tuesday"] }, false],
  ["or", { Day: ["Sunday", "Monday"] }, true],
  ["or over fields", { $or: [{ Name: ["Bob"] }, { Day: ["Monday"] }] }, true],
  ["or over fields, none", { $or: [{ Name: ["Bob"] }, { Day: ["Friday"] }] }, false],
  ["not", { Day: [{ "anything-but": ["Saturday", "Sunday"] }] }, true],
  ["not, but it is", { Day: [{ "anything-but": ["Monday"] }] }, false],
  ["not, absent", { Missing: [{ "anything-but": ["x"] }] }, false],
  ["not with a prefix", { Region: [{ "anything-but": { prefix: "us-" } }] }, false],
  ["number", { Price: [{ numeric: ["=", 100] }] }, true],
  ["number range", { Price: [{ numeric: [">", 10, "<=", 100] }] }, true],
  ["number out of range", { Price: [{ numeric: [">", 100] }] }, false],
  ["number against text", { Day: [{ numeric: ["=", 1] }] }, false],
  ["exists", { Name: [{ exists: true }] }, true],
  ["exists, of an object, is no leaf", { File: [{ exists: true }] }, false],
  ["does not exist", { Missing: [{ exists: false }] }, true],
  ["does not exist, but does", { Name: [{ exists: false }] }, false],
  ["begins with", { Region: [{ prefix: "us-" }] }, true],
  ["ends with", { File: { Name: [{ suffix: ".PNG" }] } }, true],
  ["one element of a list", { Tags: ["blue"] }, true],
  ["no element of a list", { Tags: ["green"] }, false],
  ["a field of one object in a list", { Lines: { code: ["B"] } }, true],
  ["a field below what is absent", { Missing: { code: ["B"] } }, false],
] as const)("a pattern decides: %s", ([, pattern, expected]) => {
  expect(compileEventPattern(JSON.stringify(pattern))(event)).toBe(expected);
});

test.for([
  ["not JSON", "{", /is not JSON/],
  ["no object", '["a"]', /at its top must be an object/],
  ["a field without rules", '{"a":[]}', /at a must have at least one rule/],
  ["a bare value", '{"a":{"b":1}}', /at a.b must be an object/],
  ["an operator that Lambda does not have", '{"a":[{"wildcard":"*"}]}', /wildcard/],
  ["a numeric rule without a bound", '{"a":[{"numeric":[">"]}]}', /at a.numeric must be pairs/],
  ["an alternative alone", '{"$or":[{"a":[1]}]}', /at least two/],
] as const)("a pattern is refused where it is wrong: %s", ([, pattern, message]) => {
  expect(() => compileEventPattern(pattern)).toThrow(message);
});
