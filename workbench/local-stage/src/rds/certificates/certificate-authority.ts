import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "@stagecraft/processes/replace-file";
import { issueCertificate } from "./issue-certificate.ts";

/** The certificate of the stage's TLS servers, and the authority that clients trust. */
export type CertificateAuthority = {
  /** The authority's certificate as a file, for NODE_EXTRA_CA_CERTS or `sslrootcert`. */
  readonly caFile: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
};

const dayMs = 24 * 60 * 60 * 1000;
const validityMs = 3653 * dayMs;
const renewBeforeMs = 30 * dayMs;

/**
 * The authority of the stage whose folder is `directory` (ca.pem, server.pem, server-key.pem, all mode 600), with a server
 * certificate for localhost, 127.0.0.1 and `hosts`. It is made once, and again when it would expire within 30 days, when
 * `hosts` changed, or when a file is missing or damaged. The authority's key is not stored, so that nothing else can be
 * signed with it.  `nowMs` is the machine's time and not the stage's, as TLS libraries use that.
 */
export function certificateAuthority(options: {
  readonly directory: string;
  readonly hosts: readonly string[];
  readonly nowMs: number;
}): CertificateAuthority {
  const hosts = [...new Set(["localhost", "127.0.0.1", ...options.hosts])];
  return (
    read(options.directory, hosts, options.nowMs) ?? make(options.directory, hosts, options.nowMs)
  );
}

function filesIn(directory: string) {
  return {
    ca: join(directory, "ca.pem"),
    cert: join(directory, "server.pem"),
    key: join(directory, "server-key.pem"),
  };
}

function read(
  directory: string,
  hosts: readonly string[],
  nowMs: number,
): CertificateAuthority | undefined {
  const files = filesIn(directory);
  try {
    const [ca, cert, key] = [files.ca, files.cert, files.key].map((file) =>
      readFileSync(file, "utf8"),
    );
    if (ca === undefined || cert === undefined || key === undefined) return undefined;
    const [authority, server] = [new X509Certificate(ca), new X509Certificate(cert)];
    const good =
      server.verify(authority.publicKey) &&
      server.checkPrivateKey(createPrivateKey(key)) &&
      server.validFromDate.getTime() <= nowMs &&
      server.validToDate.getTime() > nowMs + renewBeforeMs &&
      server.subjectAltName === subjectAltName(hosts);
    return good ? { caFile: files.ca, ca, cert, key } : undefined;
  } catch {
    // Missing or damaged: it is created again.
    return undefined;
  }
}

function make(directory: string, hosts: readonly string[], nowMs: number): CertificateAuthority {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signedByAuthority = {
    issuer: "Stagecraft local stage",
    issuerPublicKey: authority.publicKey,
    issuerPrivateKey: authority.privateKey,
    notBeforeMs: nowMs - dayMs,
    notAfterMs: nowMs + validityMs,
  };
  const ca = issueCertificate({
    ...signedByAuthority,
    subject: signedByAuthority.issuer,
    publicKey: authority.publicKey,
    use: { authority: true },
  });
  const cert = issueCertificate({
    ...signedByAuthority,
    subject: "localhost",
    publicKey: server.publicKey,
    use: { serverHosts: hosts },
  });
  const key = server.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = filesIn(directory);
  replaceFile(files.key, key);
  replaceFile(files.cert, cert);
  replaceFile(files.ca, ca);
  return { caFile: files.ca, ca, cert, key };
}

function subjectAltName(hosts: readonly string[]): string {
  return hosts.map((host) => `${/^[\d.]+$/.test(host) ? "IP Address" : "DNS"}:${host}`).join(", ");
}
