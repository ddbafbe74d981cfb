// What another language makes of our data. The C# tests of tests/Interop write, run this with the official JavaScript
// clients, and compare what it prints and what it has written:
//
//     node interop.mjs rows    CONNECTION TABLE   reads every type, writes it back, a batch, pages
//     node interop.mjs message CONNECTION QUEUE   takes a message from the queue and sends it anew
//     node interop.mjs app     CONNECTION LEAD    reads a lead's partition and the lists as JSON

import { TableClient, TableTransaction, odata } from "@azure/data-tables";
import { QueueServiceClient } from "@azure/storage-queue";

/** Values as a program in JavaScript would write them. */
const native = {
  Text: "星川 🚐", Int: 42, Double: 0.1 + 0.2, Whole: { type: "Double", value: "5" }, Long: 2n ** 63n - 1n,
  NaN: { type: "Double", value: "NaN" }, True: true, Time: new Date("2026-03-29T01:30:00.123Z"),
  Guid: { type: "Guid", value: "00112233-4455-6677-8899-aabbccddeeff" }, Bytes: Uint8Array.of(0, 255, 7),
};

const [command, connection, name] = process.argv.slice(2);
console.log(JSON.stringify(await { rows, message, app }[command]()));

function tableOf(table) {
  return TableClient.fromConnectionString(connection, table, { allowInsecureConnection: true });
}

async function rows() {
  const table = tableOf(name);
  const read = await readTypes(table);
  return { read, stale: await writeBack(table), refused: await transactions(table), pages: await pages(table) };
}

/** The values as JavaScript has them: bigint, Date, Uint8Array and the like, as text with their type. */
async function readTypes(table) {
  const { etag, timestamp, ...values } = await table.getEntity("p", "every|type's 星");
  const texts = Object.entries(values).map(([key, value]) => [key, `${typeOf(value)} ${textOf(value)}`]);
  return { etag, ...Object.fromEntries(texts) };
}

function typeOf(value) {
  if (value instanceof Uint8Array) return "Uint8Array";
  return typeof value === "object" ? value.type ?? value.constructor.name : typeof value;
}

function textOf(value) {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return String(value.value ?? value);
}

/** The row unconverted, so that no digit is lost: over itself under its ETag, and as a copy. */
async function writeBack(table) {
  const entity = await table.getEntity("p", "every|type's 星", { disableTypeConversion: true });
  const { etag, timestamp, "odata.metadata": metadata, ...values } = entity;
  // 5.0 is 5 in JavaScript: of a whole number its writer has to say that it is a double.
  values.Whole.type = "Double";
  await table.createEntity({ ...values, rowKey: "copy" });
  await table.createEntity({ partitionKey: "p", rowKey: "native", ...native });
  await table.updateEntity({ ...values, Seen: "by JavaScript" }, "Replace", { etag });
  await table.deleteEntity("p", "gone");
  return refusal(() => table.updateEntity({ ...values, Seen: "too late" }, "Replace", { etag }));
}

/** One transaction with every kind of action, and one that is refused as a whole. */
async function transactions(table) {
  const { etag } = await table.getEntity("t", "updated");
  const good = new TableTransaction();
  good.createEntity({ partitionKey: "t", rowKey: "created", N: 1 });
  good.updateEntity({ partitionKey: "t", rowKey: "updated", N: 2 }, "Replace", { etag });
  good.updateEntity({ partitionKey: "t", rowKey: "merged", N: 3 }, "Merge");
  good.upsertEntity({ partitionKey: "t", rowKey: "upserted", N: 4 }, "Replace");
  good.deleteEntity("t", "deleted");
  await table.submitTransaction(good.actions);
  const bad = new TableTransaction();
  bad.createEntity({ partitionKey: "t", rowKey: "never", N: 5 });
  bad.createEntity({ partitionKey: "t", rowKey: "created", N: 6 });
  return refusal(() => table.submitTransaction(bad.actions));
}

async function pages(table) {
  const filter = odata`PartitionKey eq ${"n"} and RowKey ge ${"05"} and RowKey lt ${"30"} and N gt ${2n ** 53n}L`;
  const found = [];
  for await (const page of table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: 10 }))
    found.push(page.map((row) => row.rowKey).join(" "));
  return found;
}

async function refusal(action) {
  try {
    await action();
    return "none";
  } catch (error) {
    return `${error.statusCode} ${error.details?.odataError?.code ?? error.code}`;
  }
}

async function message() {
  const queue = QueueServiceClient.fromConnectionString(connection).getQueueClient(name);
  const [taken] = (await queue.receiveMessages({ numberOfMessages: 1 })).receivedMessageItems;
  const content = JSON.parse(Buffer.from(taken.messageText, "base64").toString("utf8"));
  await queue.deleteMessage(taken.messageId, taken.popReceipt);
  const text = Buffer.from(JSON.stringify(content), "utf8").toString("base64");
  await queue.sendMessage(text, { messageTimeToLive: -1 });
  return { expires: taken.expiresOn.getUTCFullYear(), content };
}

async function app() {
  return {
    lead: await bodies("leads", odata`PartitionKey eq ${name}`),
    list: await bodies("rank", odata`RowKey ge ${"a@1|"} and RowKey lt ${"a@1}"}`),
  };
}

/** The rows' JSON documents by row key, put together from their properties d0, d1… */
async function bodies(table, filter) {
  const found = {};
  for await (const row of tableOf(table).listEntities({ queryOptions: { filter } })) {
    let text = "";
    for (let n = 0; `d${n}` in row; n++) text += row[`d${n}`];
    found[row.rowKey] = JSON.parse(text);
  }
  return found;
}
