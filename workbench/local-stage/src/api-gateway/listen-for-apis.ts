import type { HttpApiDefinition } from "@stagecraft/plan/resources/api-gateway/http-api-definition";
import { type Listener, listen, PortTakenError } from "../endpoint/listen.ts";
import type { ApiAddress } from "../stage/local-service.ts";
import type { ServedApis } from "./serve-apis.ts";

/**
 * Gives each API an address. The first has the stage's address. Each other one has its own port: the next after the
 * stage's if `wantedPort` is set and that port is free, otherwise any free one.
 */
export async function listenForApis(
  apis: readonly HttpApiDefinition[],
  options: {
    readonly stageUrl: string;
    /** The port that the person chose for the stage; 0 for any. */
    readonly wantedPort: number;
    readonly served: ServedApis;
    /** Called with each listener, which the caller has to close. */
    readonly onListen: (listener: Listener) => void;
  },
): Promise<readonly ApiAddress[]> {
  const { stageUrl, wantedPort, served, onListen } = options;
  const addresses: ApiAddress[] = [];
  for (const [index, { logicalName: name, endpoint, apiId }] of apis.entries()) {
    if (index === 0) {
      addresses.push({ name, endpoint, url: stageUrl });
      continue;
    }
    const wanted = wantedPort === 0 ? 0 : wantedPort + index;
    const listener = await listenNear(wanted, served.handlerOf(apiId));
    onListen(listener);
    addresses.push({ name, endpoint, url: `http://127.0.0.1:${listener.port}` });
  }
  return addresses;
}

async function listenNear(port: number, handle: ServedApis["handle"]): Promise<Listener> {
  if (port > 65_535) return await listen(0, handle);
  try {
    return await listen(port, handle);
  } catch (error) {
    if (port === 0 || !(error instanceof PortTakenError)) throw error;
    return await listen(0, handle);
  }
}
