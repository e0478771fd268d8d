import fs from "node:fs";
import { join } from "node:path";
import { beforeFs } from "./before-fs.mjs";
import { systemError } from "./system-error.mjs";

const { lstatSync, readdirSync } = fs;

/**
 * Limits the bytes of a folder's files: a write beyond the limit fails with ENOSPC.
 *
 * @param {string} directory
 * @param {number} limitBytes
 */
export function limitStorage(directory, limitBytes) {
  // An upper bound: it is measured again before a write is refused.
  let usedBytes = 0;

  /**
   * @param {number} bytes
   * @param {string} [path]
   */
  function reserve(bytes, path) {
    if (usedBytes + bytes > limitBytes) usedBytes = sizeBytes(directory);
    if (usedBytes + bytes > limitBytes) {
      throw systemError("ENOSPC", "no space left on device", {
        syscall: "write",
        ...(path === undefined ? {} : { path }),
      });
    }
    usedBytes += bytes;
  }

  /** @param {unknown} fd standard output and error are no files */
  const isFile = (fd) => typeof fd !== "number" || fd > 2;

  for (const name of ["writeFile", "appendFile"]) {
    beforeFs(name, ([file, data]) => {
      if (isFile(file)) reserve(lengthOf(data), String(file));
    });
  }
  beforeFs("write", ([fd, data, , length]) => {
    if (isFile(fd)) reserve(typeof length === "number" ? length : lengthOf(data));
  });
  beforeFs("writev", ([fd, parts]) => {
    if (isFile(fd)) reserve(parts.reduce(sum, 0));
  });
  beforeFs("copyFile", ([from, to]) => {
    reserve(lstatSync(from, { throwIfNoEntry: false })?.size ?? 0, String(to));
  });
  afterFirstHandle((/** @type {any} */ prototype) => {
    for (const name of ["write", "writeFile", "appendFile"]) {
      beforeMethod(prototype, name, ([data, , length]) => {
        reserve(typeof length === "number" ? length : lengthOf(data));
      });
    }
    beforeMethod(prototype, "writev", ([parts]) => reserve(parts.reduce(sum, 0)));
  });
}

/**
 * The class of Node's file handles is only accessible from a handle.
 *
 * @param {(prototype: object) => void} change
 */
function afterFirstHandle(change) {
  const { open } = fs.promises;
  let changed = false;
  fs.promises.open = async (...args) => {
    const handle = await open(...args);
    if (!changed) change(Object.getPrototypeOf(handle));
    changed = true;
    return handle;
  };
}

/**
 * @param {any} prototype
 * @param {string} name
 * @param {(args: any[]) => void} before
 */
function beforeMethod(prototype, name, before) {
  const original = prototype[name];
  /** @param {any[]} args */
  prototype[name] = async function (...args) {
    before(args);
    return original.apply(this, args);
  };
}

/**
 * @param {number} total
 * @param {NodeJS.ArrayBufferView} part
 */
const sum = (total, part) => total + part.byteLength;

/** @param {unknown} data */
function lengthOf(data) {
  if (typeof data === "string") return Buffer.byteLength(data);
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}

/**
 * @param {string} directory
 * @returns {number}
 */
function sizeBytes(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, { parentPath, name }) => {
      const file = lstatSync(join(parentPath, name), { throwIfNoEntry: false });
      return total + (file?.size ?? 0);
    }, 0);
}
