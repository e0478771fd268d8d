import { createDecipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Bundle, Json, Plan } from "@stagecraft/plan/plan";
import { unzipSync } from "fflate";
import type { Registration } from "../engine/registration.ts";
import { differences, shownDifference } from "./differences.ts";
import type { Finding } from "./finding.ts";
import { type Rename, renamed } from "./renames.ts";

/** The file with the encrypted values of a function's links, which SST adds to the bundle. */
const linksFile = "resource.enc";

export type CodeContext = {
  /** The repository, where the Plan's bundles are. */
  readonly root: string;
  /** Where the deploy was run. */
  readonly tree: string;
  readonly renames: readonly Rename[];
};

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Compares the zip of each function with the Plan's bundle, byte for byte, and the encrypted links in it with the Plan's.
 */
export async function compareCode(
  plan: Plan,
  registrations: readonly Registration[],
  { root, tree, renames }: CodeContext,
): Promise<readonly Finding[]> {
  const uploaded = new Map(
    registrations.flatMap((each) => {
      const path = zipOf(each);
      return path === undefined ? [] : [[each.name.replace(/Code$/, ""), path] as const];
    }),
  );
  const key = keyOf(registrations);
  const functions = new Set([...Object.keys(plan.bundles), ...uploaded.keys()]);
  const lists = await Promise.all(
    [...functions].map(async (name): Promise<readonly string[]> => {
      const bundle = plan.bundles[name];
      const zip = uploaded.get(name);
      if (!bundle) return ["its code is uploaded, but the Plan has no bundle of it"];
      if (zip === undefined) return ["the Plan has its bundle, but no code is uploaded"];
      const files = filesIn(join(tree, zip));
      return [
        ...mapsIn(files),
        ...compareFiles(await filesOf(root, bundle), files),
        ...compareLinks(bundle, files.get(linksFile), key, renames),
      ];
    }),
  );
  return [...functions].flatMap((subject, index) =>
    (lists[index] ?? []).map((message) => ({ rule: "code", subject, message })),
  );
}

/** The zip that a registered resource uploads for a function. */
function zipOf({ type, inputs }: Registration): string | undefined {
  if (type !== "aws:s3/bucketObjectv2:BucketObjectv2") return undefined;
  // An object of the program may have inline content.
  const { path } = (inputs.source ?? {}) as { path?: string };
  return path?.endsWith("code.zip") ? path : undefined;
}

/** The files in a zip, without its folders. */
function filesIn(zip: string): Files {
  const entries = Object.entries(unzipSync(readFileSync(zip)));
  return new Map(entries.filter(([name]) => !name.endsWith("/")));
}

/** The key of the encrypted links. */
function keyOf(registrations: readonly Registration[]): Buffer | undefined {
  const found = registrations.find(({ type }) => type === "random:index/randomBytes:RandomBytes");
  return found && Buffer.from(String(found.outputs.base64), "base64");
}

async function filesOf(root: string, { directory, copies }: Bundle): Promise<Files> {
  const from = await filesBelow(join(root, directory), "");
  const copied = await Promise.all(
    copies.map(async (copy) => filesBelow(join(root, copy.from), copy.to)),
  );
  return new Map([from, ...copied].flat());
}

async function filesBelow(path: string, to: string): Promise<[string, Uint8Array][]> {
  if ((await stat(path)).isFile()) return [[to, await readFile(path)]];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, Uint8Array]> => {
        const file = join(entry.parentPath, entry.name);
        return [join(to, relative(path, file)), await readFile(file)];
      }),
  );
}

/** Source maps in a zip, which make each cold start slower and contain all sources. */
function mapsIn(files: Files): readonly string[] {
  return [...files]
    .filter(([name]) => name.endsWith(".map"))
    .map(([name, { length }]) => `${name} (${length} bytes) is uploaded with the code`);
}

function compareFiles(planned: Files, uploaded: Files): readonly string[] {
  return [...new Set([...planned.keys(), ...uploaded.keys()])].flatMap((file) => {
    const [one, other] = [planned.get(file), uploaded.get(file)];
    if (file === linksFile) return [];
    if (!other) return [`${file} is in the Plan's bundle, but not in the zip`];
    if (!one)
      return [`${file} (${other.length} bytes) is in the zip, but not in the Plan's bundle`];
    if (Buffer.compare(one, other) === 0) return [];
    return [
      `${file} differs: ${other.length} bytes in the zip, ${one.length} in the Plan's bundle`,
    ];
  });
}

function compareLinks(
  { links }: Bundle,
  encrypted: Uint8Array | undefined,
  key: Buffer | undefined,
  renames: readonly Rename[],
): readonly string[] {
  if (!encrypted || !key) {
    return Object.keys(links).length === 0 ? [] : [`${linksFile} with its links is missing`];
  }
  const deployed = renamed(decrypted(encrypted, key), renames);
  return differences(links, deployed, "link").map(shownDifference);
}

/** AES-256-GCM with a nonce of zeros and the tag at the end, as SST writes it. */
function decrypted(encrypted: Uint8Array, key: Buffer): Json {
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.alloc(12));
  decipher.setAuthTag(encrypted.subarray(-16));
  const text = Buffer.concat([decipher.update(encrypted.subarray(0, -16)), decipher.final()]);
  return JSON.parse(text.toString()) as Json;
}
