import type { Finding } from "../../finding.ts";
import type { TreeFacts } from "./tree-facts.ts";

const rule = "governance/install-script";

/** Packages that run code at `npm install` and are not allowed to by name, and names that allow nothing. */
export function installScript({ packages, allowedScripts }: TreeFacts): readonly Finding[] {
  const running = new Set(
    packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name),
  );
  const found = (resource: string, message: string, fix: string): Finding => ({
    rule,
    severity: "error",
    resource,
    message,
    fix,
  });
  return [
    ...[...running]
      .filter((name) => !Object.hasOwn(allowedScripts, name))
      .map((name) =>
        found(
          name,
          "It runs a script at its installation, on every machine and in CI with its credentials.",
          `Read the script. In package.json: "allowScripts": { "${name}": true }, or false if the package works without it`,
        ),
      ),
    ...Object.keys(allowedScripts)
      .filter((name) => !running.has(name))
      .map((name) =>
        found(
          name,
          "Its install script is allowed, and it has none: a later version may bring one.",
          `Remove ${name} from "allowScripts" in package.json`,
        ),
      ),
  ];
}
