import { listenForApis } from "../api-gateway/listen-for-apis.ts";
import { localApiGateway } from "../api-gateway/local-api-gateway.ts";
import { listen } from "../endpoint/listen.ts";
import { serveRequests } from "../endpoint/serve-requests.ts";
import type { Closers } from "./closers.ts";
import type { RunningService, StageContext } from "./local-service.ts";

/**
 * Listens for AWS calls and for the HTTP APIs, and writes their addresses into the context.
 * @throws PortTakenError
 */
export async function openEndpoint(
  context: StageContext,
  services: readonly RunningService[],
  closers: Closers,
): Promise<void> {
  const { options, faults, addresses, clock } = context;
  const { apis, served } = context.use(localApiGateway);
  const port = options.port ?? 0;
  const listener = await listen(
    port,
    serveRequests(
      {
        ...context,
        services: faults.calls(byName(services.map(({ operations }) => operations))),
        streamingServices: faults.streamingCalls(
          byName(services.map(({ streamingOperations }) => streamingOperations)),
        ),
        nowMs: clock.nowMs,
      },
      served.handle,
    ),
  );
  closers.add(() => listener.close());
  addresses.endpointUrl = `http://127.0.0.1:${listener.port}`;
  addresses.apis = await listenForApis(apis, {
    stageUrl: addresses.endpointUrl,
    wantedPort: port,
    served,
    onListen: (further) => closers.add(() => further.close()),
  });
  if (apis.length > 1)
    for (const { name, url } of addresses.apis) context.log(`API ${name}: ${url}`);
}

/** The services of all maps, by the name in a signature. */
function byName<Service>(
  maps: readonly ({ readonly [signingName: string]: Service } | undefined)[],
): { readonly [signingName: string]: Service } {
  return Object.fromEntries(maps.flatMap((map) => Object.entries(map ?? {})));
}
