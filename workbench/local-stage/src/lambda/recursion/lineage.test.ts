import { expect, test } from "vitest";
import { printLineage, readLineage, withInvocation } from "./lineage.ts";

const root = "Root=1-5759e988-bd862e3fe1be46a994272793";
const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
test("each function of a chain has its own number of invocations", () => {
  const first = withInvocation(readLineage([`${root};Sampled=0`]), arn("one"));
  expect(first.invocations).toBe(1);
  const second = withInvocation(first.lineage, arn("other"));
  expect(second.invocations).toBe(1);
  const third = withInvocation(second.lineage, arn("one"));
  expect(third.invocations).toBe(2);
});

test("a chain is read as it was written", () => {
  const { lineage } = withInvocation(readLineage([]), arn("one"));
  const header = `${root};${printLineage(lineage)};Sampled=1`;
  expect(withInvocation(readLineage([header]), arn("one")).invocations).toBe(2);
  expect(withInvocation(readLineage([header]), arn("other")).invocations).toBe(1);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
test("of several chains the highest number of each function counts", () => {
  const chains = [
    "Root=1-a;Lineage=a87bd80c:1|68fd508a:5",
    "Root=1-b",
    "Root=1-c; Lineage=68fd508a:2|a87bd80c:3|c512fbe3:2",
  ];
  expect(printLineage(readLineage(chains))).toBe("Lineage=a87bd80c:3|68fd508a:5|c512fbe3:2");
});

test.each([
  "",
  "Lineage=",
  "Lineage=a87bd80c",
  "Lineage=a87bd80c:-1",
  "Lineage=a87bd80c:1e9",
  "Lineage=a87bd80c:999999",
  "Lineage=|;:",
])("what is no lineage counts nothing: %s", (header) => {
  expect([...readLineage([header])]).toEqual([]);
});
