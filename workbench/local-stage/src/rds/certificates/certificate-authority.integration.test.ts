import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type CertificateAuthority, certificateAuthority } from "./certificate-authority.ts";

const dayMs = 24 * 60 * 60 * 1000;
const host = "orders.cluster-abc.eu-west-1.rds.amazonaws.com";
const nowMs = Date.now();
let directory: string;

beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), "stagecraft-ca-")), "tls");
});
afterEach(() => rmSync(join(directory, ".."), { recursive: true }));

async function handshake(server: CertificateAuthority, ca: string, servername: string) {
  const listener = createServer({ key: server.key, cert: server.cert }, (socket) => socket.end());
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const socket = connect({ port: (listener.address() as AddressInfo).port, ca, servername });
  try {
    await once(socket, "secureConnect");
    return "trusted";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
    listener.close();
  }
}

test.each([host, "localhost", "127.0.0.1"])(
  "a client with the CA trusts the server as %s",
  async (name) => {
    const made = certificateAuthority({ directory, hosts: [host], nowMs });
    expect(await handshake(made, made.ca, name === "127.0.0.1" ? "" : name)).toBe("trusted");
  },
);

test("a client is refused under a name that the certificate does not have", async () => {
  const made = certificateAuthority({ directory, hosts: [], nowMs });
  expect(await handshake(made, made.ca, host)).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
});

test("a client with another stage's CA does not trust the server", async () => {
  const made = certificateAuthority({ directory, hosts: [], nowMs });
  const other = certificateAuthority({ directory: `${directory}-2`, hosts: [], nowMs });
  expect(await handshake(made, other.ca, "localhost")).toMatch(/UNABLE_TO_VERIFY|SIGNATURE/);
});

test("it is created once, with files that only their owner can read", () => {
  const made = certificateAuthority({ directory, hosts: [host], nowMs });
  expect(certificateAuthority({ directory, hosts: [host], nowMs })).toEqual(made);
  for (const file of ["ca.pem", "server.pem", "server-key.pem"]) {
    expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
  }
});

test("it is valid for ten years, and is created again a month before the end", () => {
  const made = certificateAuthority({ directory, hosts: [], nowMs });
  const { validToDate } = new X509Certificate(made.ca);
  expect(validToDate.getTime()).toBeGreaterThan(nowMs + 3650 * dayMs);
  const early = validToDate.getTime() - 31 * dayMs;
  expect(certificateAuthority({ directory, hosts: [], nowMs: early }).cert).toBe(made.cert);
  const late = validToDate.getTime() - 29 * dayMs;
  expect(certificateAuthority({ directory, hosts: [], nowMs: late }).cert).not.toBe(made.cert);
});

test("a certificate that ends after 2049 has correct dates", () => {
  const made = certificateAuthority({ directory, hosts: [], nowMs: Date.UTC(2045, 0, 1) });
  expect(new X509Certificate(made.ca).validToDate.getUTCFullYear()).toBe(2055);
});

test("it is created again when the hosts change or a file is damaged", () => {
  const made = certificateAuthority({ directory, hosts: [host], nowMs });
  const renamed = certificateAuthority({ directory, hosts: [], nowMs });
  expect(renamed.cert).not.toBe(made.cert);
  writeFileSync(join(directory, "server-key.pem"), made.key);
  const repaired = certificateAuthority({ directory, hosts: [], nowMs });
  expect(repaired.key).not.toBe(made.key);
  expect(
    new X509Certificate(repaired.cert).verify(new X509Certificate(repaired.ca).publicKey),
  ).toBe(true);
});
