/** Messages of a Postgres server during a login. */

/** Asks for the password in clear text, as RDS does for a token: the connection is encrypted. */
export const authenticationCleartextPassword = message("R", Buffer.from([0, 0, 0, 3]));

/** The message before a connection is ended, as clients show it. */
export function fatalError(sqlstate: string, text: string): Buffer {
  const fields = [
    ["S", "FATAL"],
    ["V", "FATAL"],
    ["C", sqlstate],
    ["M", text],
  ] as const;
  return message(
    "E",
    Buffer.from(`${fields.map(([type, value]) => `${type}${value}\0`).join("")}\0`),
  );
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, "latin1");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
