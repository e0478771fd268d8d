import type { Plan, Resource } from "../src/plan.ts";
import type { FunctionDefinition } from "../src/resources/lambda/function-definition.ts";

/** A resource of a Plan for a test. */
export type TestResource = readonly [
  type: string,
  name: string,
  inputs: Resource["inputs"],
  outputs?: Resource["outputs"],
];

/** A Plan with only the given resources. */
export function planOf(...resources: readonly TestResource[]): Plan {
  return {
    app: "test",
    stage: "test",
    region: "eu-west-1",
    accountId: "123456789012",
    removal: "remove",
    protect: false,
    outputs: {},
    resources: resources.map(([type, name, inputs, outputs = {}]) => ({
      type,
      name,
      inputs,
      outputs,
      parent: null,
      dependsOn: [],
    })),
    bundles: {},
    managedPolicies: [],
    programFiles: [],
  };
}

/** A function with default settings, except for the given ones. */
export function functionNamed(
  name: string,
  given: Partial<FunctionDefinition> = {},
): FunctionDefinition {
  return {
    logicalName: name,
    name,
    arn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
    runtime: "nodejs24.x",
    architecture: "arm64",
    timeoutMs: 3_000,
    memoryMb: 128,
    ephemeralStorageMb: 512,
    environment: {},
    logging: { format: "Text", logGroup: `/aws/lambda/${name}` },
    tracing: "PassThrough",
    bundle: {
      source: "src/handler.handler",
      settings: {},
      handler: "bundle.handler",
      directory: "built",
      metafile: "built.json",
      sha256: "",
      copies: [],
      links: {},
    },
    ...given,
  };
}
