import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { OptionsRequest } from "./resource-options.ts";
import { isStack } from "./urn.ts";

/** SST's components and Pulumi, as `sst install` installs them below `.sst/platform`. */
export type Platform = {
  readonly directory: string;
  readonly pulumi: Pulumi;
};

/** The used parts of `@pulumi/pulumi`. */
export type Pulumi = {
  output(value: unknown): { apply(use: (value: unknown) => void): unknown };
  readonly runtime: {
    setMocks(mocks: Mocks, project: string, stack: string, preview: boolean): Promise<void>;
    runInPulumiStack(program: () => Promise<unknown>): Promise<unknown>;
  };
};

export type Mocks = {
  newResource(resource: MockResource): Promise<{ id: string; state: Record<string, unknown> }>;
  call(call: { token: string; inputs: Record<string, unknown> }): Record<string, unknown>;
};

export type MockResource = {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly custom: boolean;
};

/** The used parts of Pulumi's protocol message for a resource. */
export type RegisterRequest = OptionsRequest & {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
};

/** @throws Error naming the command that installs the platform, when it is not installed */
export function loadPlatform(root: string): Platform {
  const installed = join(root, ".sst", "platform");
  if (!existsSync(join(installed, "node_modules", "@pulumi", "pulumi"))) {
    throw new Error(
      `SST's platform is missing at ${installed}. Run "npm run setup" to install it.`,
    );
  }
  const directory = realpathSync(installed);
  const fromPlatform = createRequire(join(directory, "package.json"));
  const pulumi = fromPlatform("@pulumi/pulumi") as Pulumi;
  // Pulumi records a stack trace with each of its promises, to report those that never end. Reading the source maps for it would take a
  // third of the program's time.
  const debuggable = fromPlatform("@pulumi/pulumi/runtime/debuggable.js") as Debuggable;
  debuggable.debuggablePromise = (promise) => promise;
  return { directory, pulumi };
}

type Debuggable = { debuggablePromise<T>(promise: Promise<T>): Promise<T> };

type Monitor = {
  newUrn(parent: string, type: string, name: string): string;
  registerResource(request: RegisterRequest, done: unknown): unknown;
};

/**
 * Calls `onResource` with every registered resource, before the mocks answer. Resources at the top level get the names of a deploy,
 * without the type of the stack as a prefix.
 */
export function onRegister(
  platform: Platform,
  onResource: (request: RegisterRequest) => void,
): void {
  const fromPlatform = createRequire(join(platform.directory, "package.json"));
  const { MockMonitor } = fromPlatform("@pulumi/pulumi/runtime/mocks.js") as {
    MockMonitor: { prototype: Monitor };
  };
  const { newUrn, registerResource } = MockMonitor.prototype;
  MockMonitor.prototype.newUrn = function (parent, type, name) {
    return newUrn.call(this, isStack(parent) ? "" : parent, type, name);
  };
  MockMonitor.prototype.registerResource = function (request, done) {
    onResource(request);
    return registerResource.call(this, request, done);
  };
}
