// Starts an emulator on a free loopback port, says where it listens, and ends with its standard input.
//   node emulators.mjs aws|azure|google
import http from "node:http";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

const start = {
  // S3 and SQS, on one port.
  async aws() {
    const { buildApp } = await import("fauxqs");
    const app = buildApp({ logger: false, host: "localhost" });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return [app.server.address().port];
  },

  // Blobs, then queues.
  azure() {
    const program = require.resolve("azurite/dist/src/azurite.js");
    const loopback = ["blob", "queue", "table"].flatMap((of) => [`--${of}Host`, "127.0.0.1", `--${of}Port`, "0"]);
    const azurite = spawn(process.execPath, [program, ...loopback, "--disableTelemetry", "--inMemoryPersistence"]);
    process.on("exit", () => azurite.kill());
    azurite.stderr.pipe(process.stderr);
    return new Promise((ready, fail) => {
      azurite.on("exit", () => fail(new Error("azurite ended")));
      let text = "";
      azurite.stdout.on("data", (piece) => {
        text += piece;
        const ports = [...text.matchAll(/(\w+) service is successfully listening at http:\/\/127\.0\.0\.1:(\d+)/g)];
        if (ports.length === 3) ready(ports.slice(0, 2).map((match) => match[2]));
      });
    });
  },

  // The JSON API of Google Cloud Storage, without the rules engine of Firebase around it.
  async google() {
    const { StorageEmulator } = require("firebase-tools/lib/emulator/storage");
    const { createApp } = require("firebase-tools/lib/emulator/storage/server");
    const { EmulatorRegistry } = require("firebase-tools/lib/emulator/registry");
    const place = { projectId: "demo", host: "127.0.0.1", port: 0, rules: [] };
    const emulator = new StorageEmulator(place);
    EmulatorRegistry.set("storage", emulator); // it asks there for its own address
    const server = http.createServer(await createApp("demo", emulator));
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    place.port = server.address().port;
    return [server.address().port];
  },
};

console.log(`listens on ${(await start[process.argv[2]]()).join(" ")}`);
process.stdin.resume().on("end", () => process.exit(0));
