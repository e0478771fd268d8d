import { sstSecretsOf } from "@stagecraft/plan/resources/sst/sst-secrets";
import { readBootstrap } from "../aws/bootstrap.ts";
import { everyStage, storedSecrets } from "../aws/stored-secrets.ts";
import { missing, type Outcome, ok } from "../check.ts";
import type { Account } from "../context.ts";

/** Each `sst.Secret` of the program has a value: in SST's state, in the environment, or in the program. */
export async function secrets(account: Account): Promise<Outcome> {
  const { plan, environment } = account;
  const all = sstSecretsOf(plan);
  const wanted = all
    .filter(
      ({ name, placeholder }) =>
        placeholder === undefined && environment[`SST_SECRET_${name}`] === undefined,
    )
    .map(({ name }) => name);
  if (wanted.length === 0) {
    return ok(all.length === 0 ? "the program has none" : namesOf(all.length, "has a value"));
  }
  const bootstrap = await readBootstrap(account);
  const stored = bootstrap
    ? await Promise.all([plan.stage, everyStage].map((of) => storedSecrets(bootstrap, of, account)))
    : [];
  const unread = stored.find((found) => !found.ok);
  if (unread) {
    return missing(
      `SST cannot read the stored secrets: ${unread.reason}`,
      "# restore the parameter's old value; SST's other data of the stage is encrypted with it too: https://sst.dev/docs/state/",
    );
  }
  const set = new Set(stored.flatMap((found) => (found.ok ? found.names : [])));
  const lacking = wanted.filter((name) => !set.has(name));
  if (lacking.length === 0) return ok(namesOf(all.length, "has a value"));
  return missing(
    `no value for ${lacking.join(", ")}`,
    lacking.map((name) => `npx sst secret set ${name} VALUE --stage ${plan.stage}`).join("\n"),
  );
}

function namesOf(count: number, has: string): string {
  return count === 1 ? `the one ${has}` : `each of ${count} ${has}`;
}
