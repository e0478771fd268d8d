import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

/** Lambda's Node.js runtimes ship the AWS SDK v3, so that a bundle may leave it out. */
const shippedWithRuntime = /^@(?:aws-sdk|smithy)\//;

/**
 * Refuses packages from outside the task root. The task root is inside a repository, whose node_modules Node would find: a
 * missing package would work here and fail on AWS.
 *
 * @param {string} taskRoot
 */
export function confineImports(taskRoot) {
  const inside = pathToFileURL(`${taskRoot}/`).href;
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      if (
        resolved.url.startsWith("file:") &&
        !resolved.url.startsWith(inside) &&
        /^[^./]/.test(specifier) &&
        !specifier.startsWith("file:") &&
        !shippedWithRuntime.test(specifier)
      ) {
        throw Object.assign(
          new Error(`Cannot find package '${specifier}' imported from ${context.parentURL}`),
          { code: "ERR_MODULE_NOT_FOUND" },
        );
      }
      return resolved;
    },
  });
}
