import fs from "node:fs";

/**
 * Lets `before` see, change or refuse the arguments of one function of `node:fs`, in its three styles. What it throws
 * is what the caller gets. Imports of single names see it after `syncBuiltinESMExports`.
 *
 * @param {string} name `readFile`, for `readFileSync` and the promise too
 * @param {(args: any[]) => void} before
 */
export function beforeFs(name, before) {
  wrap(fs, name, (original) => (...args) => {
    const done = args.at(-1);
    try {
      before(args);
    } catch (error) {
      if (typeof done !== "function") throw error;
      return process.nextTick(done, error);
    }
    return original(...args);
  });
  wrap(fs, `${name}Sync`, (original) => (...args) => {
    before(args);
    return original(...args);
  });
  wrap(fs.promises, name, (original) => async (...args) => {
    before(args);
    return original(...args);
  });
}

/**
 * @param {any} holder
 * @param {string} name
 * @param {(original: (...args: any[]) => any) => (...args: any[]) => any} wrapper
 */
function wrap(holder, name, wrapper) {
  const original = holder[name];
  if (original === undefined) return;
  // With the function's properties, such as promisify's.
  holder[name] = Object.defineProperties(
    wrapper(original),
    Object.getOwnPropertyDescriptors(original),
  );
}
