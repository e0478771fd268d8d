import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { BuildRequest } from "./build-functions.ts";
import type { Deployment } from "./identity.ts";

/** The calls that SST's components make while a program runs. */
export type RpcHandlers = {
  build(request: BuildRequest): Promise<BuildAnswer>;
};

type BuildAnswer = {
  readonly handler: string;
  readonly out: string;
  readonly sourcemaps: readonly string[];
  readonly errors: readonly string[];
};

/** The buckets and the image repository for a deploy's assets. Any valid names will do, because nothing is uploaded. */
function bootstrap({ accountId, region }: Deployment) {
  return {
    asset: "sst-asset-stagecraft",
    state: "sst-state-stagecraft",
    assetEcrRegistryId: accountId,
    assetEcrUrl: `${accountId}.dkr.ecr.${region}.amazonaws.com/sst-asset`,
    appsyncHttp: "",
    appsyncRealtime: "",
  };
}

/** Answers SST's JSON-RPC calls on a loopback port, as the SST CLI does at a deploy. */
export async function startRpcServer(
  deployment: Deployment,
  handlers: RpcHandlers,
): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const call = JSON.parse(await text(request)) as { method: string; params: [unknown] };
    const reply = await answer(deployment, handlers, call.method, call.params[0]).then(
      (result) => ({ result }),
      (error: Error) => ({ error: error.message }),
    );
    // An open keep-alive connection would delay the end of the process by seconds.
    response.writeHead(200, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function answer(
  deployment: Deployment,
  handlers: RpcHandlers,
  method: string,
  input: unknown,
): Promise<unknown> {
  if (method === "Provider.Aws.Bootstrap") return bootstrap(deployment);
  if (method === "Runtime.Build") return await handlers.build(input as BuildRequest);
  throw new Error(`rpc: can't find method ${method}`);
}
