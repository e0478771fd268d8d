import { ComponentType, HashAlgorithm } from "@cyclonedx/cyclonedx-library/Enums";
import {
  Bom,
  Component,
  LicenseExpression,
  LicenseRepository,
  Metadata,
  NamedLicense,
  SpdxLicense,
} from "@cyclonedx/cyclonedx-library/Models";
import { JSON as Json, JsonSerializer } from "@cyclonedx/cyclonedx-library/Serialize";
import { isSupportedSpdxId } from "@cyclonedx/cyclonedx-library/SPDX";
import { Spec1dot6 } from "@cyclonedx/cyclonedx-library/Spec";
import type { LockedPackage } from "../governance/tree/lockfile.ts";

/**
 * The bill of materials of one function's bundle, in CycloneDX 1.6 as JSON: https://cyclonedx.org/docs/1.6/json/. It has no time and no
 * serial number, so that the same bundle gives the same text.
 * @param name the function's name
 * @param sha256 the hash of the uploaded files, which is the version
 * @param packages those with code in the bundle
 */
export function bundleSbom(
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  packages: readonly LockedPackage[],
): string {
  const bom = new Bom({
    metadata: new Metadata({
      component: new Component(ComponentType.Application, name, { version: sha256, bomRef: name }),
    }),
  });
  for (const each of packages) bom.components.add(componentOf(each));
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function componentOf({ name, version, license, integrity }: LockedPackage): Component {
  const purl = purlOf(name, version);
  const component = new Component(ComponentType.Library, name, {
    version,
    purl,
    bomRef: purl,
    licenses: new LicenseRepository(license === undefined ? [] : [licenseOf(license)]),
  });
  const [algorithm, hash] = (integrity ?? "").split("-");
  if (algorithm === "sha512" && hash) {
    component.hashes.set(HashAlgorithm["SHA-512"], Buffer.from(hash, "base64").toString("hex"));
  }
  return component;
}

/** https://github.com/package-url/purl-spec: the `@` of a scope is encoded. */
function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace("@", "%40")}@${version}`;
}

/** The library declares it as a check of the type, which any text has. */
const isSpdxId: (text: string) => boolean = isSupportedSpdxId;

function licenseOf(text: string) {
  if (isSpdxId(text)) return new SpdxLicense(text);
  const ids = text.replaceAll(/[()]/g, "").split(/ OR | AND /);
  return ids.every(isSpdxId) ? new LicenseExpression(text) : new NamedLicense(text);
}
