import type { KnownName } from "@stagecraft/plan/network/known-names";
import type { Network, NetworkPath } from "@stagecraft/plan/network/network";
import type { Json } from "@stagecraft/plan/plan";
import type { FunctionDefinition } from "@stagecraft/plan/resources/lambda/function-definition";
import type { DatabaseDefinition } from "@stagecraft/plan/resources/rds/database-definition";
import type { Identities } from "../../iam/credentials.ts";
import type { DatabasePort } from "../../rds/proxy/database-proxy.ts";
import type { RunningDatabase } from "../../rds/run-databases.ts";
import type { Secrets } from "../../secrets/secrets.ts";
import type { OpenDaemon } from "../../xray/local-xray.ts";
import type { EnvironmentAccess } from "./environment-options.ts";
import { type LocalAddresses, localAddress } from "./local-address.ts";
import { resourceFile } from "./resource-file.ts";

/** What the credentials and addresses of an environment are made from. */
export type EnvironmentAccessContext = {
  readonly region: string;
  readonly endpointUrl: () => string;
  readonly apis: () => LocalAddresses["apis"];
  readonly databases: readonly RunningDatabase[];
  readonly certificateAuthorityFile: string;
  readonly identities: Identities;
  readonly secrets: Secrets;
  readonly network: Network;
  /** The host names of the Plan that a function can resolve. */
  readonly namesFor: (from: FunctionDefinition) => readonly KnownName[];
  readonly openDaemon: OpenDaemon;
};

/**
 * Creates what an execution environment needs: keys of its role, a port for each database that its links or variables
 * name, and links and variables with local addresses.
 */
export function environmentAccess(context: EnvironmentAccessContext) {
  return async (
    definition: FunctionDefinition,
    environmentId: string,
  ): Promise<EnvironmentAccess> => {
    const caller = {
      kind: "role",
      roleArn: definition.roleArn,
      functionName: definition.name,
      environmentId,
    } as const;
    const credentials = context.identities.issue(caller);
    const links = context.secrets.fill(definition.bundle.links);
    const variables = context.secrets.fill(definition.environment);
    const linked = context.databases.filter(({ database }) =>
      mentions([links, variables], database),
    );
    const ports = await Promise.all(
      linked.map(async ({ database, proxy }) => ({
        database,
        port: await proxy.listen({ environmentId, caller, credentials }),
      })),
    );
    const daemon = await context.openDaemon(definition);
    const addresses: LocalAddresses = {
      ...context,
      endpointUrl: context.endpointUrl(),
      apis: context.apis(),
      databases: ports.map(({ database, port }) => ({ database, port: port.port })),
    };
    return {
      env: {
        ...(localAddress(variables, addresses) as Record<string, string>),
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
        AWS_ENDPOINT_URL: addresses.endpointUrl,
        AWS_XRAY_DAEMON_ADDRESS: daemon.address,
        AWS_XRAY_CONTEXT_MISSING: "LOG_ERROR",
      },
      files: resourceFiles(variables, localAddress(links, addresses)),
      network: {
        awsPorts: [
          Number(new URL(addresses.endpointUrl).port),
          ...addresses.databases.map(({ port }) => port),
        ],
        outside: outsideOf(context.network.toOutside(definition)),
        names: context.namesFor(definition).map((known) => {
          const local = addresses.databases.find(({ database }) => database.host === known.name);
          if (!local) return known;
          return { ...known, local: { port: local.database.port, at: local.port } };
        }),
      },
      async close() {
        context.identities.revoke(credentials.accessKeyId);
        await Promise.all([
          daemon.close(),
          ...ports.map(({ port }: { port: DatabasePort }) => port.close()),
        ]);
      },
    };
  };
}

function outsideOf(path: NetworkPath) {
  if (!path.open) return "closed";
  return path.throughNat ? "nat" : "open";
}

function mentions(given: readonly object[], { host }: DatabaseDefinition): boolean {
  return JSON.stringify(given).includes(host);
}

/** SST's file of links, whose key and name are in the environment variables. */
function resourceFiles(variables: { readonly [name: string]: string }, links: Json) {
  const { SST_KEY: key, SST_KEY_FILE: file } = variables;
  if (!key || !file) return {};
  return { [file]: resourceFile(links as { [name: string]: Json }, key) };
}
