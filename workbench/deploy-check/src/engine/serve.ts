import type { Json } from "@stagecraft/plan/plan";
import { outputsOf } from "@stagecraft/plan/program/aws-outputs";
import type { Deployment } from "@stagecraft/plan/program/identity";
import { plainJson } from "@stagecraft/plan/program/plain-json";
import { resourceOptionsOf } from "@stagecraft/plan/program/resource-options";
import type { EnginePackages, RegisterRequest, Struct } from "./engine-packages.ts";
import { generatedValue } from "./generated-values.ts";
import { lookUp } from "./look-up.ts";
import type { EngineRun, Registration } from "./registration.ts";
import { settledInputs } from "./settled-inputs.ts";

type Answer = (error: object | null, response?: object) => void;
type Call<Request> = { readonly request: Request };

/** The running engine, with what the program has registered and logged. */
export type Served = {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  readonly registrations: readonly Registration[];
  readonly diagnostics: EngineRun["diagnostics"];
  close(): void;
};

/** The severities by the protocol's numbers. Those below a warning are ignored. */
const severities = [undefined, undefined, "warning", "error"] as const;

/** A simulated Pulumi engine with its resource monitor. Its outputs are those of the Plan. */
export async function serveEngine(settings: {
  readonly packages: EnginePackages;
  readonly deployment: Deployment;
  /** The repository; paths are relative to it. */
  readonly root: string;
  readonly before: readonly Registration[];
}): Promise<Served> {
  const { packages, deployment, root } = settings;
  const { message, emptyMessage, toStruct } = packages;
  const before = new Map(settings.before.map((each) => [each.urn, each]));
  const registrations = new Map<string, Registration>();
  const diagnostics: EngineRun["diagnostics"][number][] = [];
  let rootUrn = "";

  /** A URN contains the types of the components around a resource: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
  function urnOf(type: string, name: string, parent: string): string {
    const around = parent === "" || parent === rootUrn ? "" : `${parent.split("::")[2]}$`;
    return `urn:pulumi:${deployment.stage}::${deployment.app}::${around}${type}::${name}`;
  }

  async function register(request: RegisterRequest): Promise<object> {
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const urn = urnOf(type, name, parent);
    if (type === "pulumi:pulumi:Stack") rootUrn = urn;
    const sent = request.getObject();
    const given = await plainOf(sent);
    const { options = {} } = resourceOptionsOf(request);
    const inputs = settledInputs(given, options.ignoreChanges, before.get(urn));
    const custom = request.getCustom();
    const outputs = custom
      ? { ...outputsOf(deployment, type, name, inputs), ...generatedValue(type, urn) }
      : {};
    registrations.set(urn, {
      urn,
      type,
      name,
      parent,
      custom,
      inputs,
      options,
      dependsOn: [...new Set(request.getDependenciesList())].toSorted(),
      outputs: (await plainJson(outputs, root)) as Registration["outputs"],
    });
    // The inputs are returned unchanged, with their secrets and archives, except those that are set otherwise.
    const echoed = { ...(sent?.toJavaScript() ?? {}), ...changed(given, inputs), ...outputs };
    return message("resource", "RegisterResourceResponse", {
      setUrn: urn,
      setId: custom ? String((outputs as { id?: unknown }).id ?? "") : "",
      setObject: toStruct(definedOf(echoed)),
    });
  }

  async function plainOf(struct: Struct | undefined): Promise<Registration["inputs"]> {
    if (!struct) return {};
    return (await plainJson(packages.deserialize(struct), root)) as Registration["inputs"];
  }

  const monitor = {
    supportsFeature: answer(({ getId }: { getId(): string }) =>
      message("resource", "SupportsFeatureResponse", {
        // Without "outputValues" a registration waits until its inputs are known, as for the Plan.
        setHassupport: ["secrets", "deletedWith", "aliasSpecs"].includes(getId()),
      }),
    ),
    invoke: answer(async (request: { getTok(): string; getArgs(): Struct | undefined }) => {
      const args = request.getArgs();
      const inputs = args ? packages.deserialize(args) : {};
      return message("provider", "InvokeResponse", {
        setReturn: toStruct(definedOf(await lookUp(deployment, request.getTok(), inputs))),
      });
    }),
    registerResource: answer(register),
    registerResourceOutputs: answer(
      async (request: { getUrn(): string; getOutputs(): Struct | undefined }) => {
        const registration = registrations.get(request.getUrn());
        const outputs = await plainOf(request.getOutputs());
        if (registration) registrations.set(registration.urn, { ...registration, outputs });
        return emptyMessage();
      },
    ),
    registerPackage: answer(() =>
      message("resource", "RegisterPackageResponse", { setRef: "package" }),
    ),
    ...Object.fromEntries(
      [
        ...["registerStackTransform", "registerStackInvokeTransform", "registerResourceHook"],
        "signalAndWaitForShutdown",
      ].map((name) => [name, answer(emptyMessage)]),
    ),
    call: refuse("a method of a remote component"),
    readResource: refuse("a resource that the program only reads"),
  };
  const engine = {
    log: answer((request: { getSeverity(): number; getMessage(): string }) => {
      const severity = severities[request.getSeverity()];
      if (severity) diagnostics.push({ severity, message: request.getMessage() });
      return emptyMessage();
    }),
    getRootResource: answer(() =>
      message("engine", "GetRootResourceResponse", { setUrn: rootUrn }),
    ),
    setRootResource: answer((request: { getUrn(): string }) => {
      rootUrn = request.getUrn();
      return message("engine", "SetRootResourceResponse", {});
    }),
    startDebugging: answer(emptyMessage),
  };

  const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };
  const server = new packages.grpc.Server(limits);
  server.addService(packages.services.monitor, monitor);
  server.addService(packages.services.engine, engine);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(
      "127.0.0.1:0",
      packages.grpc.ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    get registrations() {
      return [...registrations.values()];
    },
    diagnostics,
    close: () => server.forceShutdown(),
  };
}

/** gRPC's status codes: https://grpc.io/docs/guides/status-codes/ */
const status = { unknown: 2, unimplemented: 12 };

function answer<Request>(handle: (request: Request) => object | Promise<object>) {
  return (call: Call<Request>, done: Answer) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => done(null, response),
        (error: Error) => done({ code: status.unknown, message: error.message }),
      );
  };
}

function refuse(what: string) {
  return (_call: unknown, done: Answer) =>
    done({
      code: status.unimplemented,
      message: `The simulated engine does not support ${what}.`,
    });
}

/** The inputs that differ from the given ones. */
function changed(given: Registration["inputs"], settled: Registration["inputs"]) {
  return Object.fromEntries(Object.entries(settled).filter(([key, value]) => given[key] !== value));
}

/** Without undefined values, which a message cannot contain. */
function definedOf(values: object): Record<string, Json> {
  return JSON.parse(JSON.stringify(values)) as Record<string, Json>;
}
