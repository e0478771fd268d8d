import { mkdir, rm } from "node:fs/promises";
import { setSourceMapsSupport } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import type { Bundle, Json, Resource } from "../plan.ts";
import { answerCall } from "./aws-calls.ts";
import { outputsOf, secretMark } from "./aws-outputs.ts";
import { batchRequests } from "./batch-requests.ts";
import { type BuildRequest, buildFunctions } from "./build-functions.ts";
import { bundleProgram } from "./bundle-program.ts";
import type { Deployment } from "./identity.ts";
import { plainJson } from "./plain-json.ts";
import { loadPlatform, onRegister } from "./platform.ts";
import { readableError } from "./readable-error.ts";
import { removeOldPrograms } from "./remove-old-programs.ts";
import { resourceOptionsOf } from "./resource-options.ts";
import { startRpcServer } from "./rpc-server.ts";
import { secretPlaceholders, secretType, type Transform } from "./secret-placeholders.ts";
import { nameInUrn } from "./urn.ts";

/**
 * Runs the SST program of one stage and sends what it declared to the parent process. It has a process of its own because
 * SST and Pulumi keep their state in globals, the environment and the working directory.
 */

/** The message to the parent process. */
export type ProgramResult =
  | {
      readonly ok: true;
      readonly deployment: Deployment;
      readonly app: AppSettings;
      readonly outputs: Readonly<Record<string, Json>>;
      readonly resources: readonly Resource[];
      readonly bundles: Readonly<Record<string, Bundle>>;
      readonly programFiles: readonly string[];
      readonly warnings: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

type AppSettings = {
  readonly name: string;
  readonly removal: string;
  readonly protect: boolean;
  readonly region: string;
};

type Registered = Pick<Resource, "dependsOn" | "options"> & { readonly parent: string };

type Config = {
  app(input: { stage: string }): Promise<Record<string, unknown>> | Record<string, unknown>;
  run(): Promise<unknown>;
};

/** The account id of AWS's examples. */
const accountId = "123456789012";

const [root, stage, work, variables] = process.argv.slice(2) as [
  root: string,
  stage: string,
  work: string,
  variables: string,
];

/** The warnings that the program logs. */
const warnings: string[] = [];
console.warn = (...said: readonly unknown[]) => void warnings.push(format(...said));

let result: ProgramResult | undefined;
let isFinished = false;
process.on("uncaughtException", (error) =>
  finish({ ok: false, message: readableError(error, root) }),
);
process.on("unhandledRejection", (error) =>
  finish({ ok: false, message: readableError(error, root) }),
);
process.on("beforeExit", () =>
  finish(result ?? { ok: false, message: "The program did not end." }),
);
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

result = await runProgram();

async function runProgram(): Promise<ProgramResult> {
  const platform = loadPlatform(root);
  await mkdir(work, { recursive: true });
  await removeOldPrograms(platform.directory, Date.now());
  const app = await readApp();
  const deployment: Deployment = { app: app.name, stage, region: app.region, accountId };
  const bundles: Record<string, Bundle> = {};
  // SST requests each function separately, but almost at once: in one batch, shared files are read and parsed once.
  const build = batchRequests((requests: readonly BuildRequest[]) =>
    buildFunctions(root, join(work, "bundles"), requests),
  );
  const rpc = await startRpcServer(deployment, {
    async build(request) {
      const bundle = await build(request);
      bundles[request.functionID] = bundle;
      return {
        handler: bundle.handler,
        out: join(root, bundle.directory),
        sourcemaps: (bundle.sourcemaps ?? []).map((path) => join(root, path)),
        errors: [],
      };
    },
  });
  offline(rpc.url);

  const places = new Map<string, Registered>();
  onRegister(platform, (request) => {
    places.set(`${request.getType()} ${request.getName()}`, {
      parent: request.getParent(),
      dependsOn: request.getDependenciesList(),
      ...resourceOptionsOf(request),
    });
  });
  const resources: Resource[] = [];
  let secrets: ReturnType<typeof secretPlaceholders> = new Map();
  await platform.pulumi.runtime.setMocks(
    {
      async newResource({ type, name, inputs, custom }) {
        const given = (await plainJson(inputs, root)) as Record<string, Json>;
        const { id, ...outputs } = custom ? outputsOf(deployment, type, name, given) : { id: name };
        const place = places.get(`${type} ${name}`);
        resources.push({
          type,
          name,
          parent: nameInUrn(place?.parent) ?? null,
          dependsOn: [
            ...new Set(place?.dependsOn.flatMap((urn) => nameInUrn(urn) ?? [])),
          ].toSorted(),
          ...(place ? {} : { isRead: true }),
          ...(place?.options ? { options: place.options } : {}),
          inputs: (type === secretType && secrets.get(name)) || given,
          outputs: custom
            ? ((await plainJson({ id, ...outputs }, root)) as Record<string, Json>)
            : {},
        });
        return { id: custom ? id : "", state: { ...inputs, ...outputs } };
      },
      call: ({ token, inputs }) => answerCall(deployment, token, inputs),
    },
    app.name,
    stage,
    false,
  );
  const { config, run, transform, programFiles } = await load(app);
  secrets = secretPlaceholders(platform, transform);
  const returned = await platform.pulumi.runtime.runInPulumiStack(() => run(() => config.run()));
  const { _protect, ...outputs } = (await plainJson(returned, root)) as Record<string, Json>;
  return { ok: true, deployment, app, outputs, resources, bundles, programFiles, warnings };

  async function load(settings: Record<string, unknown>) {
    const outfile = join(platform.directory, `stagecraft.${stage}.${process.pid}.mjs`);
    const programFiles = await bundleProgram(platform, root, outfile, {
      $app: settings,
      $cli: {
        command: "deploy",
        rpc: rpc.url,
        paths: { root, work, platform: platform.directory, home: join(work, "home") },
        state: { version: {} },
        env: {},
      },
      $dev: false,
    });
    try {
      const program = (await import(pathToFileURL(outfile).href)) as {
        config: Config;
        run(program: () => Promise<unknown>): Promise<unknown>;
        transform: Transform;
      };
      return { ...program, programFiles };
    } finally {
      await rm(outfile, { force: true });
    }
  }

  /** Runs only `app()`, and not the rest of the file. */
  async function readApp() {
    Object.assign(globalThis, { $config: (config: Config) => config });
    const { default: config } = (await import(pathToFileURL(join(root, "sst.config.ts")).href)) as {
      default: Config;
    };
    const settings = await config.app({ stage });
    const providers = (settings.providers ?? {}) as Record<string, { region?: string }>;
    return {
      ...settings,
      name: String(settings.name),
      stage,
      removal: String(settings.removal ?? "retain"),
      protect: Boolean(settings.protect),
      providers,
      region: providers.aws?.region ?? "us-east-1",
    };
  }
}

/** Sets the environment: secrets are marks, and the AWS configuration of the user is not read. */
function offline(rpcUrl: string) {
  // biome-ignore-start lint/style/noProcessEnv: SST's components read these variables
  const environment = {
    ...(JSON.parse(variables) as Record<string, string>),
    PATH: process.env.PATH,
    HOME: work,
    SST_SERVER: rpcUrl,
    SST_STAGE: stage,
    PULUMI_NODEJS_TRANSFORM: "false",
    // A program may check more at a deploy.
    STAGECRAFT_PLAN: "1",
  };
  process.env = new Proxy(environment as NodeJS.ProcessEnv, {
    get: (target, name) =>
      typeof name === "string" && name.startsWith("SST_SECRET_")
        ? secretMark(name.slice("SST_SECRET_".length))
        : Reflect.get(target, name),
  });
  // biome-ignore-end lint/style/noProcessEnv: as above
}

/** Ends the process only after the message was sent: a large Plan takes a while. */
function finish(message: ProgramResult) {
  if (isFinished) return;
  isFinished = true;
  process.send?.(message, () => process.exit(0));
}
