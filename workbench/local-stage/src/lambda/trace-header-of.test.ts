import { expect, test } from "vitest";
import { createRandomIds } from "./random-ids.ts";
import { traceHeaderOf } from "./trace-header-of.ts";

const nowMs = 0x5759e988 * 1000;
const root = "Root=1-5759e988-bd862e3fe1be46a994272793";
const parent = "Parent=53995c3f42cd8ad8";
const lineage = new Map([["a87bd80c", 2]]);
const own = "Lineage=a87bd80c:2";

function headerOf(incoming: string | undefined, tracing: "Active" | "PassThrough") {
  return traceHeaderOf(incoming, { tracing }, { ids: createRandomIds(1), nowMs, lineage });
}

// https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
test.each([
  ["Active", 1],
  ["PassThrough", 0],
] as const)(
  "with tracing %s a request without a header gets a new trace with Sampled=%i",
  (tracing, flag) => {
    expect(headerOf(undefined, tracing)).toMatch(
      new RegExp(`^Root=1-5759e988-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=${flag};${own}$`),
    );
  },
);

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-sampling
test.each([
  ["Active", `${root};${parent};Sampled=0`],
  ["Active", `${root};${parent};Sampled=1`],
  ["PassThrough", `${root};${parent};Sampled=1`],
] as const)("with tracing %s the caller's decision %s stands", (tracing, incoming) => {
  expect(headerOf(incoming, tracing)).toBe(`${incoming};${own}`);
});

// https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
test("a caller's trace without a decision is continued, and the function decides", () => {
  expect(headerOf(`${root};${parent}`, "Active")).toBe(`${root};${parent};Sampled=1;${own}`);
  expect(headerOf(`${root};${parent}`, "PassThrough")).toBe(`${root};${parent};Sampled=0;${own}`);
});

test("a root alone gets a parent", () => {
  expect(headerOf(root, "Active")).toMatch(
    new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=1;${own}$`),
  );
});

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
test("the lineage with this invocation replaces that of the calls so far", () => {
  const incoming = `${root};Lineage=a87bd80c:1;${parent};Sampled=1`;
  expect(headerOf(incoming, "Active")).toBe(`${root};${parent};Sampled=1;${own}`);
});
