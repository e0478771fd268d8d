import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleInputs } from "@stagecraft/plan/bundles/bundle-inputs";
import type { Plan } from "@stagecraft/plan/plan";
import { ownName, resourcesOf } from "@stagecraft/plan/resources";
import { actionsOfOperation } from "./actions-of-operation.ts";
import { operationsIn } from "./operations-in.ts";

/** A call of AWS in the code of a function. */
export type Call = {
  readonly operation: string;
  /** The IAM actions that it requires, without their service: `SendMessage`. */
  readonly actions: readonly string[];
  /** The file, relative to the repository, and the line. */
  readonly at: string;
};

/** The AWS calls in the bundles of each role's functions, by the role's ARN. */
export async function callsByRole(
  root: string,
  plan: Plan,
): Promise<ReadonlyMap<string, readonly Call[]>> {
  const byRole = new Map<string, readonly Call[]>();
  const read = new Map<string, Promise<readonly Call[]>>();
  for (const resource of resourcesOf(plan, "aws:lambda/function:Function")) {
    const bundle = plan.bundles[ownName(resource)];
    if (!bundle) continue;
    const calls: Call[] = [];
    for (const path of (await bundleInputs(root, bundle)).filter(mayCall)) {
      const found = read.get(path) ?? callsOf(root, path);
      read.set(path, found);
      calls.push(...(await found));
    }
    const roleArn = String(resource.inputs.role);
    byRole.set(roleArn, [...(byRole.get(roleArn) ?? []), ...calls]);
  }
  return byRole;
}

/** Leaves out the AWS clients themselves, which contain every operation. */
function mayCall(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path) && !/node_modules\/@(aws-sdk\/client-|smithy\/)/.test(path);
}

async function callsOf(root: string, path: string): Promise<readonly Call[]> {
  const source = await readFile(join(root, path), "utf8");
  return operationsIn(source).map(({ operation, line }) => ({
    operation,
    actions: actionsOfOperation(operation),
    at: `${path}:${line}`,
  }));
}
