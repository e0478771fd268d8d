import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runtimeError } from "./errors.mjs";

/**
 * Imports the handler of a function: `bundle.handler` is the export `handler` of `bundle.mjs`.
 *
 * @param {string} taskRoot
 * @param {string} setting
 * @returns {Promise<(event: unknown, context: object) => unknown>}
 */
export async function loadHandler(taskRoot, setting) {
  const [, name, exported] = /^([^.]+)\.(.+)$/.exec(basename(setting)) ?? [];
  if (name === undefined || exported === undefined || setting.includes("..")) {
    throw runtimeError(
      "MalformedHandlerName",
      `'${setting}' is not a handler name: write file.export`,
    );
  }
  const module = await importModule(join(taskRoot, dirname(setting), name));
  let handler = module;
  for (const key of exported.split(".")) handler = handler?.[key];
  if (handler === undefined) {
    throw runtimeError("HandlerNotFound", `${setting} is undefined or not exported`);
  }
  if (typeof handler !== "function") {
    throw runtimeError("HandlerNotFound", `${setting} is not a function`);
  }
  if (handler.length > 2) {
    throw runtimeError(
      "CallbackHandlerDeprecated",
      `${setting} takes a callback, which Node.js 24 and later do not support: make it an async function of (event, context)`,
    );
  }
  return handler;
}

/** @param {string} path without its extension */
async function importModule(path) {
  const file = [".js", ".mjs", ".cjs"].map((extension) => path + extension).find(existsSync);
  if (file === undefined) {
    throw runtimeError("ImportModuleError", `Error: Cannot find module '${basename(path)}'`);
  }
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError("UserCodeSyntaxError", String(error));
    const { code } = /** @type {{ code?: string }} */ (error ?? {});
    if (code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND") {
      throw runtimeError("ImportModuleError", String(error));
    }
    throw error;
  }
}
