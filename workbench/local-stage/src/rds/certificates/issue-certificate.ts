import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";
import {
  bitString,
  explicit,
  implicit,
  objectIdentifier,
  octetString,
  sequence,
  set,
  time,
  trueValue,
  unsignedInteger,
  utf8String,
} from "./der.ts";

/** What a certificate says, and who signs it. Keys are ECDSA P-256. */
export type CertificateRequest = {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: string;
  readonly issuerPublicKey: KeyObject;
  readonly issuerPrivateKey: KeyObject;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** An authority signs certificates; a server is known by its names and IPv4 addresses. */
  readonly use: { readonly authority: true } | { readonly serverHosts: readonly string[] };
};

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

/** Signs an X.509 v3 certificate (RFC 5280) and returns it as PEM. */
export function issueCertificate(request: CertificateRequest): string {
  const content = sequence(
    explicit(0, unsignedInteger(Buffer.of(2))),
    unsignedInteger(randomBytes(16)),
    ecdsaWithSha256,
    commonName(request.issuer),
    sequence(time(request.notBeforeMs), time(request.notAfterMs)),
    commonName(request.subject),
    request.publicKey.export({ type: "spki", format: "der" }),
    explicit(3, sequence(...extensions(request))),
  );
  const signature = sign("sha256", content, request.issuerPrivateKey);
  const base64 = sequence(content, ecdsaWithSha256, bitString(signature)).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function extensions({ use, publicKey, issuerPublicKey }: CertificateRequest): Buffer[] {
  const keyIdentifiers = [
    extension("2.5.29.14", octetString(keyIdentifier(publicKey))),
    extension("2.5.29.35", sequence(implicit(0, keyIdentifier(issuerPublicKey)))),
  ];
  if ("authority" in use) {
    const keyCertSign = bitString(Buffer.of(0b0000_0100), 2);
    return [
      extension("2.5.29.19", sequence(trueValue), "critical"),
      extension("2.5.29.15", keyCertSign, "critical"),
      ...keyIdentifiers,
    ];
  }
  const digitalSignature = bitString(Buffer.of(0b1000_0000), 7);
  const serverAuthentication = sequence(objectIdentifier("1.3.6.1.5.5.7.3.1"));
  return [
    extension("2.5.29.19", sequence(), "critical"),
    extension("2.5.29.15", digitalSignature, "critical"),
    extension("2.5.29.37", serverAuthentication),
    extension("2.5.29.17", sequence(...use.serverHosts.map(generalName))),
    ...keyIdentifiers,
  ];
}

function extension(identifier: string, value: Buffer, critical?: "critical"): Buffer {
  const flag = critical === undefined ? [] : [trueValue];
  return sequence(objectIdentifier(identifier), ...flag, octetString(value));
}

function commonName(text: string): Buffer {
  return sequence(set(sequence(objectIdentifier("2.5.4.3"), utf8String(text))));
}

function generalName(host: string): Buffer {
  return isIPv4(host)
    ? implicit(7, Buffer.from(host.split(".").map(Number)))
    : implicit(2, Buffer.from(host, "ascii"));
}

function keyIdentifier(publicKey: KeyObject): Buffer {
  return createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
}
