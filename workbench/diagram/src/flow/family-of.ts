/**
 * The folder that a handler's code belongs to, without the folders of its own inside it: `services/mail` of
 * `services/mail/src/handlers/send.handler`. Nothing for code that lies at the top.
 */
export function familyOf(source: string): string | undefined {
  const folders = source.split("/").slice(0, -1);
  const own = folders.indexOf("src");
  const family = (own < 0 ? folders : folders.slice(0, own)).filter((name) => name !== ".");
  return family.length === 0 ? undefined : family.join("/");
}
