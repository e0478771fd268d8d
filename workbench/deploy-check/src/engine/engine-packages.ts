import { createRequire } from "node:module";
import { join } from "node:path";

/** The used parts of a message of Pulumi's protocol. */
export type Struct = { toJavaScript(): Record<string, unknown> };

/** The used parts of a `RegisterResourceRequest`. */
export type RegisterRequest = {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getObject(): Struct | undefined;
  getDependenciesList(): string[];
  hasProtect(): boolean;
  getProtect(): boolean | undefined;
  hasRetainondelete(): boolean;
  getRetainondelete(): boolean | undefined;
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getReplaceonchangesList(): string[];
  getImportid(): string;
};

type Message = { readonly [setter: string]: (value?: unknown) => void };

/** The packages of SST's platform for the engine's protocol, which the program itself uses. */
export type EnginePackages = ReturnType<typeof loadEnginePackages>;

/** @param platform SST's own folder, `.sst/platform` */
export function loadEnginePackages(platform: string) {
  const load = createRequire(join(platform, "package.json")) as (name: string) => unknown;
  const grpc = load("@grpc/grpc-js") as {
    Server: new (options: object) => GrpcServer;
    ServerCredentials: { createInsecure(): unknown };
  };
  const struct = load("google-protobuf/google/protobuf/struct_pb.js") as {
    Struct: { fromJavaScript(value: object): Struct };
  };
  const empty = load("google-protobuf/google/protobuf/empty_pb.js") as {
    Empty: new () => object;
  };
  return {
    grpc,
    toStruct: (value: object) => struct.Struct.fromJavaScript(value),
    emptyMessage: () => new empty.Empty(),
    message(file: "resource" | "provider" | "engine", name: string, values: object): object {
      const types = load(`@pulumi/pulumi/proto/${file}_pb.js`) as Record<string, new () => Message>;
      const Type = types[name] as new () => Message;
      const message = new Type();
      for (const [setter, value] of Object.entries(values)) message[setter]?.(value);
      return message;
    },
    services: {
      monitor: (
        load("@pulumi/pulumi/proto/resource_grpc_pb.js") as { ResourceMonitorService: unknown }
      ).ResourceMonitorService,
      engine: (load("@pulumi/pulumi/proto/engine_grpc_pb.js") as { EngineService: unknown })
        .EngineService,
    },
    /** Pulumi's deserialization of properties, with secrets, assets and archives. */
    deserialize: (
      load("@pulumi/pulumi/runtime/rpc.js") as {
        deserializeProperties(value: Struct): Record<string, unknown>;
      }
    ).deserializeProperties,
  };
}

type GrpcServer = {
  addService(service: unknown, handlers: object): void;
  bindAsync(
    address: string,
    credentials: unknown,
    done: (error: Error | null, port: number) => void,
  ): void;
  forceShutdown(): void;
};
