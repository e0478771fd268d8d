import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AliasDefinition } from "@stagecraft/plan/resources/lambda/alias-definition";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import { onTestFinished } from "vitest";
import { type LambdaVersions, openLambdaVersions } from "../../lambda/versions/lambda-versions.ts";
import { openState } from "../../stage/state.ts";

/** The versions and aliases of functions, in a state that is removed with the test. */
export function openTestVersions(
  functions: readonly FunctionDefinition[],
  aliases: readonly AliasDefinition[] = [],
): LambdaVersions {
  const directory = mkdtempSync(join(tmpdir(), "versions-test-"));
  const state = openState(directory);
  onTestFinished(() => {
    state.close();
    rmSync(directory, { recursive: true });
  });
  return openLambdaVersions({
    state,
    functions,
    aliases,
    repositoryRoot: directory,
    seed: 1,
    nowMs: () => 0,
  });
}
