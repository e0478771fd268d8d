import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AliasDefinition } from "@stagecraft/plan/resources/lambda/alias-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { functionNamed } from "@stagecraft/plan/testing/plan-of";
import { expect, onTestFinished, test } from "vitest";
import { openState } from "../../stage/state.ts";
import { openLambdaVersions } from "./lambda-versions.ts";

const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:api";

/** A state folder, and the deploys of a function to it. */
function openDeploys() {
  const root = mkdtempSync(join(tmpdir(), "versions-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  let time = 0;
  return {
    root,
    /** Starts a stage on the state, as a deploy does. */
    deploy(
      change: Partial<FunctionDefinition> = {},
      aliases: readonly Partial<AliasDefinition>[] = [{}],
    ) {
      const state = openState(join(root, "state"));
      onTestFinished(() => {
        if (state.sqlite.isOpen) state.close();
      });
      const definition = functionNamed("api", { publish: true, ...change });
      rmSync(join(root, definition.bundle.directory), { recursive: true, force: true });
      mkdirWith(join(root, definition.bundle.directory), "bundle.mjs", definition.bundle.sha256);
      const versions = openLambdaVersions({
        state,
        functions: [definition],
        aliases: aliases.map(live),
        repositoryRoot: root,
        seed: 1,
        nowMs: () => (time += 1_000),
      });
      return { versions, close: () => state.close() };
    },
  };
}

function mkdirWith(directory: string, file: string, content: string) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, file), content);
}

const live = (change: Partial<AliasDefinition>): AliasDefinition => ({
  logicalName: "ApiLive",
  name: "live",
  arn: `${functionArn}:${change.name ?? "live"}`,
  functionArn,
  functionName: "api",
  description: "",
  functionVersion: "1",
  followsFunction: true,
  additionalVersionWeights: {},
  keepsVersion: true,
  keepsRouting: true,
  ...change,
});

const codeOf = (sha256: string): Pick<FunctionDefinition, "bundle"> => ({
  bundle: { ...functionNamed("api").bundle, directory: `built/${sha256}`, sha256 },
});

test("a deploy with other code or configuration publishes the next version, the same ones none", () => {
  const { deploy } = openDeploys();
  const numbers = [
    codeOf("aa"),
    codeOf("aa"),
    codeOf("bb"),
    { ...codeOf("bb"), memoryMb: 256 },
  ].map((change) => {
    const { versions, close } = deploy(change);
    const published = versions.published(functionArn).map(({ version }) => version);
    close();
    return published;
  });
  expect(numbers).toEqual([["1"], ["1"], ["1", "2"], ["1", "2", "3"]]);
});

// https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html
test.each<[what: string, before: Partial<FunctionDefinition>, after: Partial<FunctionDefinition>]>([
  ["reserved concurrency", { reservedConcurrency: 1 }, { reservedConcurrency: 2 }],
  ["the recursion configuration", {}, { recursiveLoop: "Allow" }],
])("%s belongs to the function, and publishes nothing", (_what, before, after) => {
  const { deploy } = openDeploys();
  deploy(before).close();
  const { versions } = deploy(after);
  expect(versions.published(functionArn)).toHaveLength(1);
});

test("a version keeps its code when the folder of its bundle is gone", () => {
  const { deploy, root } = openDeploys();
  deploy(codeOf("aa")).close();
  rmSync(join(root, "built/aa"), { recursive: true });
  const { versions } = deploy(codeOf("bb"));
  const { directory } = versions.find(functionArn, "1").definition.bundle;
  expect(readFileSync(join(directory, "bundle.mjs"), "utf8")).toBe("aa");
});

test("an alias that a deploy must not move stays, and a new one begins at the newest version", () => {
  const { deploy } = openDeploys();
  deploy(codeOf("aa")).close();
  const { versions } = deploy(codeOf("bb"), [{}, { name: "other" }]);
  expect(versions.aliases(functionArn)).toMatchObject([
    { name: "live", functionVersion: "1" },
    { name: "other", functionVersion: "2" },
  ]);
});

test("an alias that a deploy may move gets the newest version and the program's weights", () => {
  const { deploy } = openDeploys();
  const moved = { keepsVersion: false, keepsRouting: false };
  const first = deploy(codeOf("aa"), [moved]);
  first.close();
  const { versions } = deploy(codeOf("bb"), [{ ...moved, additionalVersionWeights: { "1": 0.5 } }]);
  expect(versions.alias(functionArn, "live")).toMatchObject({
    functionVersion: "2",
    weights: { "1": 0.5 },
  });
});

test("the weights of an alias outlive a restart, and an alias that the program has lost does not", () => {
  const { deploy } = openDeploys();
  deploy(codeOf("aa"), [{}, { name: "other" }]).close();
  const second = deploy(codeOf("bb"));
  const { revisionId } = second.versions.updateAlias(functionArn, "live", {
    weights: { "2": 0.1 },
  });
  second.close();
  const { versions } = deploy(codeOf("bb"));
  expect(versions.aliases(functionArn)).toMatchObject([
    { name: "live", functionVersion: "1", weights: { "2": 0.1 }, revisionId },
  ]);
});

test("the same seed draws the same versions of a weighted alias", () => {
  const draw = () => {
    const { deploy } = openDeploys();
    deploy(codeOf("aa")).close();
    const { versions } = deploy(codeOf("bb"));
    versions.updateAlias(functionArn, "live", { weights: { "2": 0.5 } });
    return Array.from({ length: 20 }, () => versions.resolve(functionArn, "live").version);
  };
  const drawn = draw();
  expect(new Set(drawn)).toEqual(new Set(["1", "2"]));
  expect(draw()).toEqual(drawn);
});

// https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
test.each([
  ["another revision", { revisionId: "0" }, "PreconditionFailedException", /does not match/],
  ["a version that is not there", { functionVersion: "9" }, "ResourceNotFoundException", /api:9$/],
  ["a weight for such a version", { weights: { "9": 0.1 } }, "ResourceNotFoundException", /api:9$/],
  ["its own version twice", { weights: { "1": 0.1 } }, "InvalidParameterValueException", /already/],
  ["a weight above 1", { weights: { "2": 10 } }, "ValidationException", /less than or equal to 1/],
  [
    "two more versions",
    { weights: { "2": 0, "3": 0 } },
    "InvalidParameterValueException",
    /than 1/,
  ],
  [
    "$LATEST with a weight",
    { functionVersion: "$LATEST", weights: { "2": 0.1 } },
    "InvalidParameterValueException",
    /\$LATEST is not supported/,
  ],
])("an alias with %s is refused, and stays as it was", (_what, change, code, message) => {
  const { deploy } = openDeploys();
  deploy(codeOf("aa")).close();
  const { versions } = deploy(codeOf("bb"));
  const before = versions.alias(functionArn, "live");
  expect(() => versions.updateAlias(functionArn, "live", change)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
  expect(versions.alias(functionArn, "live")).toEqual(before);
});
