// Whether a document is OpenAPI, and whether bodies are what it says. The C# tests of tests/Docs write a file and run
//
//     node openapi.mjs FILE        {"document":{…},"bodies":[{"title","pointer","value"}]}
//
// and read {"document":[errors],"bodies":[errors]}, where a body's error begins with its title. An answer's object may
// hold no field that its schema does not name.

import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

const { document, bodies } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const { valid, errors } = await new Validator().validate(structuredClone(document));
console.log(JSON.stringify({ document: valid ? [] : [].concat(errors), bodies: bodies.flatMap(checker()) }));

function checker() {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(closed(structuredClone(document)), "doc.json");
  return ({ title, pointer, value }) => {
    const check = ajv.getSchema(`doc.json#${pointer}`);
    if (!check) return [`${title}: the document has no schema at ${pointer}`];
    return check(value) ? [] : check.errors.map(
      error => `${title}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
  };
}

function closed(node) {
  for (const child of Object.values(node)) if (child !== null && typeof child === "object") closed(child);
  const isSchema = node.type === "object" || Array.isArray(node.type) && node.type.includes("object");
  if (isSchema && node.properties && node["x-open"] !== true) node.additionalProperties ??= false;
  return node;
}
