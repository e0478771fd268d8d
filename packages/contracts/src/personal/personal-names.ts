import type { DeclaredPersonalPaths } from "./declared-personal-paths.ts";

/** The names of the personal fields: the last part of each path, such as `customerId`. */
export function personalNames({ schemas, operations }: DeclaredPersonalPaths): readonly string[] {
  const paths = [
    ...Object.values(schemas).flatMap((versions) => Object.values(versions).flat()),
    ...Object.values(operations).flat(),
  ];
  return [...new Set(paths.map((path) => path.replaceAll("[]", "").split(".").at(-1) ?? ""))];
}
