import fs from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeFs } from "./before-fs.mjs";
import { systemError } from "./system-error.mjs";

/** Functions that create a file, by the index of its path among the arguments. */
const making = { appendFile: 0, copyFile: 1, cp: 1, link: 1, mkdir: 0, mkdtemp: 0, symlink: 1 };

/** Functions that change an existing file. */
const changing = ["chmod", "chown", "lchown", "lutimes", "rm", "rmdir", "truncate", "unlink"];

const looking = ["access", "exists", "lstat", "opendir", "readFile", "readdir", "realpath", "stat"];

const writingFlags =
  fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_TRUNC;

/**
 * Makes all files read-only except those in the environment's own /tmp, to which `/tmp` is redirected.
 *
 * @param {string} temporaryDirectory
 */
export function confineFiles(temporaryDirectory) {
  const environment = dirname(temporaryDirectory);

  /** @param {string} path */
  const isTheStages = (path) => isWithin(path, environment) || !isWithin(path, "/tmp");

  /** @param {string} path what the function calls it, made absolute */
  const ownPlace = (path) =>
    isTheStages(path) ? path : temporaryDirectory + path.slice("/tmp".length);

  /**
   * @param {any[]} args
   * @param {number} index
   */
  function look(args, index) {
    const path = pathOf(args[index]);
    if (path === undefined || isTheStages(path)) return;
    const own = ownPlace(path);
    if (isThere(own)) args[index] = own;
  }

  /**
   * @param {string} syscall
   * @param {any[]} args
   * @param {number} index
   * @param {(path: string) => boolean} [wouldChange] what changes nothing is no write, and may fail in its own way
   */
  function change(syscall, args, index, wouldChange = () => true) {
    const path = pathOf(args[index]);
    if (path === undefined) return;
    const own = ownPlace(path);
    if (isWithin(own, temporaryDirectory)) args[index] = own;
    else if (!isWithin(own, "/dev") && !isWithin(own, "/proc") && wouldChange(own)) {
      throw systemError("EROFS", "read-only file system", { syscall, path: String(args[index]) });
    }
  }

  for (const name of looking) beforeFs(name, (args) => look(args, 0));
  for (const name of changing) beforeFs(name, (args) => change(name, args, 0, isThere));
  beforeFs("utimes", (args) => change("utime", args, 0, isThere));
  for (const [name, index] of Object.entries(making)) {
    const wouldChange =
      name === "mkdir" ? (/** @type {string} */ path) => !isThere(path) : undefined;
    const syscall = name === "appendFile" ? "open" : name.toLowerCase();
    beforeFs(name, (args) => {
      if (index === 1 && name !== "symlink") look(args, 0);
      change(syscall, args, index, wouldChange);
    });
  }
  beforeFs("writeFile", (args) => change("open", args, 0));
  beforeFs("rename", (args) => {
    change("rename", args, 0, isThere);
    change("rename", args, 1);
  });
  beforeFs("open", (args) => {
    if (writes(args[1])) change("open", args, 0);
    else look(args, 0);
  });
}

/** @param {unknown} flags */
function writes(flags) {
  if (typeof flags === "number") return (flags & writingFlags) !== 0;
  return typeof flags === "string" && /[wa+]/.test(flags);
}

/**
 * Undefined for an open file.
 *
 * @param {unknown} given
 */
function pathOf(given) {
  if (given instanceof URL) return fileURLToPath(given);
  if (typeof given === "string" || Buffer.isBuffer(given)) return resolve(String(given));
  return undefined;
}

/**
 * @param {string} path
 * @param {string} directory
 */
function isWithin(path, directory) {
  return path === directory || path.startsWith(directory + sep);
}

const { lstatSync } = fs;

/** @param {string} path */
function isThere(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
