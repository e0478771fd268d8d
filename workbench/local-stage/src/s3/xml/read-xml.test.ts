import { expect, test } from "vitest";
import { childText, readXml } from "./read-xml.ts";
import { writeXml } from "./write-xml.ts";

test("a written document can be read", () => {
  const key = `<a> & "b" 'c' é 𝄞 \u0001 \n ]]>`;
  const root = readXml(writeXml("Delete", { Object: [{ Key: key }, { Key: "" }] }), "Delete");
  expect(root.children.map((child) => childText(child, "Key"))).toEqual([key, ""]);
});

test("prefixes, attributes, comments and empty elements are read", () => {
  const document =
    '<?xml version="1.0"?><s3:Delete xmlns:s3="x"><!-- <Key> --><Object/> </s3:Delete>\n';
  expect(readXml(document, "Delete").children).toEqual([
    { name: "Object", text: "", children: [] },
  ]);
});

test.each([
  ["nothing", ""],
  ["text", "Delete"],
  ["another root", "<Remove></Remove>"],
  ["an element that is not closed", "<Delete><Object></Delete>"],
  ["an element too many closed", "<Delete></Delete></Delete>"],
  ["an entity of its own", "<Delete>&secret;</Delete>"],
  ["a character that is none", "<Delete>&#x110000;</Delete>"],
  ["a document type", '<!DOCTYPE d [<!ENTITY a "b">]><Delete></Delete>'],
])("%s is refused", (_name, document) => {
  expect(() => readXml(document, "Delete")).toThrow("not well-formed");
});
