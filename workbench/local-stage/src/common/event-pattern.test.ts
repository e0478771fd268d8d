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

/**
 * Answers that EventBridge's TestEventPattern gave, as recorded by LocalStack (test_events_patterns.snapshot.json, whose names these
 * are), on patterns and events of our own. Lambda's filters have the same operators but `wildcard` and `cidr`.
 */
test.for([
  [
    "content_anything_but_ignorecase",
    { a: [{ "anything-but": { "equals-ignore-case": "On" } }] },
    { a: "off" },
    true,
  ],
  [
    "content_anything_but_ignorecase_NEG",
    { a: [{ "anything-but": { "equals-ignore-case": "On" } }] },
    { a: "ON" },
    false,
  ],
  [
    "content_anything_but_ignorecase_list",
    { a: [{ "anything-but": { "equals-ignore-case": ["on", "up"] } }] },
    { a: "off" },
    true,
  ],
  [
    "content_anything_but_ignorecase_list_NEG",
    { a: [{ "anything-but": { "equals-ignore-case": ["on", "up"] } }] },
    { a: "Up" },
    false,
  ],
  [
    "content_anything_but_ignorecase_list_null",
    { a: [{ "anything-but": { "equals-ignore-case": ["on", "up"] } }] },
    { a: null },
    true,
  ],
  [
    "content_anything_but_ignorecase_list_missing_NEG",
    { a: [{ "anything-but": { "equals-ignore-case": ["on", "up"] } }] },
    {},
    false,
  ],
  ["content_anything_but_number_zero", { a: [{ "anything-but": 0 }] }, { a: 1 }, true],
  ["content_anything_but_number_list_NEG", { a: [{ "anything-but": [1, 2] }] }, { a: 2 }, false],
  ["content_anything_but_string_null", { a: [{ "anything-but": "on" }] }, { a: null }, true],
  [
    "content_anything_but_string_list_missing_NEG",
    { a: [{ "anything-but": ["on", "up"] }] },
    {},
    false,
  ],
  [
    "content_anything_prefix_int_value",
    { a: [{ "anything-but": { prefix: "on" } }] },
    { a: 12 },
    true,
  ],
  [
    "content_anything_prefix_list",
    { a: [{ "anything-but": { prefix: ["on", "up"] } }] },
    { a: "going-up" },
    true,
  ],
  [
    "content_anything_prefix_list_NEG",
    { a: [{ "anything-but": { prefix: ["on", "up"] } }] },
    { a: "upwards" },
    false,
  ],
  [
    "content_anything_prefix_list_int",
    { a: [{ "anything-but": { prefix: ["on", "up"] } }] },
    { a: 12 },
    true,
  ],
  [
    "content_anything_prefix_list_null",
    { a: [{ "anything-but": { prefix: ["on", "up"] } }] },
    { a: null },
    true,
  ],
  [
    "content_anything_prefix_list_missing_NEG",
    { a: [{ "anything-but": { prefix: ["on", "up"] } }] },
    {},
    false,
  ],
  [
    "content_anything_suffix_list",
    { a: [{ "anything-but": { suffix: [".csv", ".txt"] } }] },
    { a: "a.csv.old" },
    true,
  ],
  [
    "content_anything_suffix_list_NEG",
    { a: [{ "anything-but": { suffix: [".csv", ".txt"] } }] },
    { a: "a.txt" },
    false,
  ],
  [
    "content_anything_suffix_list_null",
    { a: [{ "anything-but": { suffix: [".csv", ".txt"] } }] },
    { a: null },
    true,
  ],
  [
    "content_anything_suffix_list_missing_NEG",
    { a: [{ "anything-but": { suffix: [".csv", ".txt"] } }] },
    {},
    false,
  ],
  ["content_prefix_empty", { a: [{ prefix: "" }] }, { a: "on" }, true],
  ["content_suffix_empty", { a: [{ suffix: "" }] }, { a: "on" }, true],
  ["content_ignorecase_empty", { a: [{ "equals-ignore-case": "" }] }, { a: "" }, true],
  ["content_ignorecase_empty_NEG", { a: [{ "equals-ignore-case": "" }] }, { a: "on" }, false],
  [
    "content_prefix_ignorecase",
    { a: [{ prefix: { "equals-ignore-case": "On" } }] },
    { a: "oNce" },
    true,
  ],
  [
    "content_suffix_ignorecase",
    { a: [{ suffix: { "equals-ignore-case": ".Csv" } }] },
    { a: "a.cSV" },
    true,
  ],
  [
    "content_suffix_ignorecase_NEG",
    { a: [{ suffix: { "equals-ignore-case": ".csv" } }] },
    { a: "a.txt" },
    false,
  ],
  ["content_numeric_and", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }, true],
  ["content_numeric_and_NEG", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 6 }, false],
  ["number_comparison_float", { a: [1] }, { a: 1.0 }, true],
  ["numeric-int-float", { a: [{ numeric: ["=", 3] }] }, { a: 3.0 }, true],
  ["numeric-null_NEG", { a: [{ numeric: ["=", 3] }] }, { a: null }, false],
  ["numeric-string_NEG", { a: [{ numeric: ["=", 3] }] }, { a: "3" }, false],
  ["arrays_empty_null_NEG", { a: [null] }, { a: [] }, false],
  ["exists_list_empty_NEG", { a: [{ exists: true }] }, { a: [] }, false],
  ["exists_list_empty", { a: [{ exists: false }] }, { a: [] }, true],
  ["dot_joining_pattern", { "a.b": ["on"] }, { a: { b: "on" } }, true],
  ["dot_joining_pattern_NEG", { "a.b": ["on"] }, { a: { b: "off" } }, false],
  ["dot_joining_event", { a: { b: ["on"] } }, { "a.b": "on" }, true],
  ["dot_joining_event_NEG", { a: { b: ["on"] } }, { "a.b": "off" }, false],
  ["key_case_sensitive_NEG", { a: ["on"] }, { A: "on" }, false],
  ["list_within_dict", { a: { b: ["on"] } }, { a: { b: ["off", "on"] } }, true],
  [
    "or-anything-but",
    { $or: [{ a: [{ "anything-but": ["on"] }] }, { b: [1] }] },
    { a: "off", b: 2 },
    true,
  ],
] as const)("recorded: %s", ([, pattern, given, expected]) => {
  expect(compileEventPattern(JSON.stringify(pattern))(given)).toBe(expected);
});

// The same recordings: what AWS refuses when a rule is made.
test.for([
  ["content_anything_but_string_null_type_EXC", { "anything-but": null }],
  ["content_anything_but_string_list_null_type_EXC", { "anything-but": ["on", null] }],
  ["content_anything_but_ignorecase_EXC", { "anything-but": { "equals-ignore-case": 1 } }],
  [
    "content_anything_but_ignorecase_list_EXC",
    { "anything-but": { "equals-ignore-case": ["on", 1] } },
  ],
  ["content_anything_prefix_empty_EXC", { "anything-but": { prefix: "" } }],
  ["content_anything_suffix_empty_EXC", { "anything-but": { suffix: "" } }],
  ["content_anything_prefix_int_EXC", { "anything-but": { prefix: 1 } }],
  ["content_anything_suffix_int_EXC", { "anything-but": { suffix: 1 } }],
  ["content_anything_prefix_list_type_EXC", { "anything-but": { prefix: [1, 2] } }],
  ["content_anything_suffix_list_null_type_EXC", { "anything-but": { suffix: [".csv", null] } }],
  [
    "content_anything_prefix_ignorecase_EXC",
    { "anything-but": { prefix: { "equals-ignore-case": "on" } } },
  ],
  ["content_ignorecase_EXC", { "equals-ignore-case": 1 }],
  ["content_ignorecase_list_EXC", { "equals-ignore-case": ["on"] }],
  ["content_prefix_list_EXC", { prefix: ["on"] }],
  ["content_prefix_int_EXC", { prefix: 1 }],
  ["content_suffix_list_EXC", { suffix: ["on"] }],
  ["content_suffix_int_EXC", { suffix: 1 }],
  ["content_numeric_EXC", { numeric: [">", 0, ">", 0] }],
  ["content_numeric_syntax_EXC", { numeric: [">", "0"] }],
  ["content_numeric_number_EXC", { numeric: [0] }],
  ["content_numeric_operatorcasing_EXC", { NUMERIC: ["=", 1] }],
  ["operator_case_sensitive_EXC", { EXISTS: true }],
] as const)("recorded refusal: %s", ([, rule]) => {
  expect(() => compileEventPattern(JSON.stringify({ a: [rule] }))).toThrow(/filter pattern at a/);
});

test.for([
  ["a range that no number is in", [">", 5, "<", 5]],
  ["an upper bound before the lower", ["<", 5, ">", 1]],
  ["an operator that is a method of objects", ["constructor", 1]],
] as const)("refused: %s", ([, numeric]) => {
  expect(() => compileEventPattern(JSON.stringify({ a: [{ numeric }] }))).toThrow(
    /numeric must be/,
  );
});
