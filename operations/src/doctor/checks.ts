import type { Outcome } from "./check.ts";
import { availabilityZones } from "./checks/availability-zones.ts";
import { bootstrap } from "./checks/bootstrap.ts";
import { caller } from "./checks/caller.ts";
import { concurrency } from "./checks/concurrency.ts";
import { databaseEngines } from "./checks/database-engines.ts";
import { nodeVersion } from "./checks/node-version.ts";
import { program } from "./checks/program.ts";
import { secrets } from "./checks/secrets.ts";
import { sstInstalled } from "./checks/sst-installed.ts";
import { tokenIssuer } from "./checks/token-issuer.ts";
import { vpcs } from "./checks/vpcs.ts";
import type { Account, Deployment, Machine } from "./context.ts";

/** A check with its name and the context that it needs. */
export type NamedCheck<Context> = {
  readonly name: string;
  check(context: Context): Promise<Outcome>;
};

/** Every check in the order of the report, by the context that it needs. */
export const checks: {
  readonly machine: readonly NamedCheck<Machine>[];
  readonly program: readonly NamedCheck<Deployment>[];
  /** Only for a stage that is deployed. */
  readonly deployment: readonly NamedCheck<Deployment>[];
  readonly account: readonly NamedCheck<Account>[];
} = {
  machine: [
    { name: "node", check: nodeVersion },
    { name: "sst", check: sstInstalled },
  ],
  program: [{ name: "program", check: program }],
  deployment: [{ name: "token issuer", check: tokenIssuer }],
  account: [
    { name: "caller", check: caller },
    { name: "concurrency", check: concurrency },
    { name: "VPCs", check: vpcs },
    { name: "database engine", check: databaseEngines },
    { name: "zones", check: availabilityZones },
    { name: "SST's state", check: bootstrap },
    { name: "secrets", check: secrets },
  ],
};
