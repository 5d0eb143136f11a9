// Makes .fota and .sfota from package-facts 5 alone, with OpenSSL by way of Node.js: a second
// reading of the format, which shares no line with the module's.
//
//   node create-ota.mjs CLEAR IMAGE VERSION MODEL BASE [KEY VECTOR]
//
// VERSION, KEY and VECTOR are hexadecimal, for a version field may begin with any bytes.

import { createCipheriv, createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const [clearFile, imageFile, version, model, base, key, vector] = process.argv.slice(2);
const clear = readFileSync(clearFile);

const header = Buffer.alloc(140);
header.writeUInt32LE(0x00228800, 0);
header.writeUInt32LE(140, 4);
header.writeUInt32LE(Number(base), 8);
header.writeUInt32LE(clear.length, 12);
header.write(model, 16, 32, "latin1");
Buffer.from(version, "hex").copy(header, 48);
createHash("sha256").update(clear).digest().copy(header, 80);

let data = clear;
if (key) {
  const iv = Buffer.from(vector, "hex");
  const gcm = createCipheriv("aes-128-gcm", Buffer.from(key, "hex"), iv, { authTagLength: 16 });
  gcm.setAAD(header);
  data = Buffer.concat([gcm.update(clear), gcm.final()]);
  iv.copy(header, 112);
  gcm.getAuthTag().copy(header, 124);
}
writeFileSync(imageFile, Buffer.concat([header, data, Buffer.from("1ae10585", "hex")]));
