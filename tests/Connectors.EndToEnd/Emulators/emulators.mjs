// Starts an emulator on a free loopback port, says where it listens, and ends with its standard input.
//   node emulators.mjs s3|gcs
import http from "node:http";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const listen = (server) => new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));

const start = {
  // S3 and SQS on one port.
  async s3() {
    const { buildApp } = await import("fauxqs");
    const app = buildApp({ logger: false, host: "localhost" });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server.address().port;
  },

  // The JSON API of Google Cloud Storage, without the rules engine of Firebase around it.
  async gcs() {
    const { StorageEmulator } = require("firebase-tools/lib/emulator/storage");
    const { createApp } = require("firebase-tools/lib/emulator/storage/server");
    const emulator = new StorageEmulator({ projectId: "demo", host: "127.0.0.1", port: 0, rules: [] });
    return listen(http.createServer(await createApp("demo", emulator)));
  },
};

console.log(`listens on ${await start[process.argv[2]]()}`);
process.stdin.resume().on("end", () => process.exit(0));
