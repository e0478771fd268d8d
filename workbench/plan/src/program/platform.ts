import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { OptionsRequest } from "./resource-options.ts";
import { isStack } from "./urn.ts";

/** SST's own components and engine, as `sst install` lays them under `.sst/platform`. */
export type Platform = {
  readonly directory: string;
  readonly pulumi: Pulumi;
};

/** What is used of `@pulumi/pulumi`. */
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

/** What is used of Pulumi's protocol message for a resource. */
export type RegisterRequest = OptionsRequest & {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
};

/** @throws when the platform is not installed, naming the command that installs it. */
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
  // Pulumi keeps a stack with each of its promises, for a report of those that never end; reading the source maps for them takes
  // a third of the time that the program takes.
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
 * Calls back with every resource that is registered, before the mocks answer for it; and names the resources at the top
 * as a deploy does, without the stack's type in front.
 */
export function onRegister(platform: Platform, seen: (request: RegisterRequest) => void): void {
  const fromPlatform = createRequire(join(platform.directory, "package.json"));
  const { MockMonitor } = fromPlatform("@pulumi/pulumi/runtime/mocks.js") as {
    MockMonitor: { prototype: Monitor };
  };
  const { newUrn, registerResource } = MockMonitor.prototype;
  MockMonitor.prototype.newUrn = function (parent, type, name) {
    return newUrn.call(this, isStack(parent) ? "" : parent, type, name);
  };
  MockMonitor.prototype.registerResource = function (request, done) {
    seen(request);
    return registerResource.call(this, request, done);
  };
}
