// Writes what an executable is made of, the packages that its last build resolved, into a folder: sbom.cdx.json
// (CycloneDX 1.6) and THIRD-PARTY-NOTICES.txt, the licences under which others gave it.
//   node infra/contents.mjs <destination> <platform> <seconds since 1970> <folder>
// CycloneDX: https://cyclonedx.org/docs/1.6/json/
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [destination, platform, seconds, output] = process.argv.slice(2);
const folder = readdirSync("functions").find((name) => name.toLowerCase() === destination);
const assets = JSON.parse(readFileSync(`functions/${folder}/obj/project.assets.json`, "utf8"));
const target = Object.keys(assets.targets).find((name) => name.endsWith(`/${platform}`));
if (!target) {
  console.error(`functions/${folder} was last restored for another platform: run PLATFORM=${platform} infra/publish ${destination}`);
  process.exit(1);
}

const cache = Object.keys(assets.packageFolders)[0];
const byName = (one, other) => (one.name < other.name ? -1 : 1);

// A package as it lies in NuGet's folder: its licence, whose it is, and the texts that come with it.
function read(name, version) {
  const place = join(cache, name.toLowerCase(), version);
  const files = readdirSync(place);
  const spec = readFileSync(join(place, files.find((file) => file.endsWith(".nuspec"))), "utf8");
  return {
    name,
    version,
    license: /<license type="expression">([^<]*)/.exec(spec)?.[1],
    copyright: /<copyright>([^<]*)/.exec(spec)?.[1] ?? /<authors>([^<]*)/.exec(spec)?.[1] ?? "",
    texts: files
      .filter((file) => /^(licen[cs]e|third-party-notices|notice)/i.test(file))
      .map((file) => readFileSync(join(place, file), "utf8").replace(/^\ufeff/, "").replace(/\r\n/g, "\n").replace(/^\n+|\s+$/g, "")),
  };
}

const libraries = Object.keys(assets.targets[target])
  .filter((id) => assets.libraries[id].type === "package")
  .map((id) => ({
    ...read(...id.split("/")),
    hash: Buffer.from(assets.libraries[id].sha512, "base64").toString("hex"),
  }))
  .sort(byName);
const runtime = Object.values(assets.project.frameworks)[0].downloadDependencies
  .filter((one) => /ILCompiler|NativeAOT|AspNetCore/i.test(one.name))
  .filter((one) => !libraries.some((library) => library.name === one.name))
  .map((one) => read(one.name, one.version.replace(/[[\]]|,.*/g, "")))
  .sort(byName);

const licenses = (one) => [
  one.license ? { expression: one.license } : { license: { name: "as in THIRD-PARTY-NOTICES.txt" } },
];
const version = /<Version>(.*)<\/Version>/.exec(readFileSync("Directory.Build.props", "utf8"))[1];
writeFileSync(join(output, "sbom.cdx.json"), JSON.stringify(
  {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: new Date(1000 * seconds).toISOString(),
      component: { type: "application", name: `${destination}-connector`, version },
    },
    components: [
      ...libraries.map((one) => ({
        type: "library",
        name: one.name,
        version: one.version,
        hashes: [{ alg: "SHA-512", content: one.hash }],
        licenses: licenses(one),
        purl: `pkg:nuget/${one.name}@${one.version}`,
      })),
      ...runtime.map((one) => ({ type: "framework", name: one.name, version: one.version, licenses: licenses(one) })),
    ],
  },
  null,
  2,
) + "\n");

const all = [...libraries, ...runtime];
const rule = "-".repeat(80);
writeFileSync(join(output, "THIRD-PARTY-NOTICES.txt"), [
  `${destination}-connector ${version} contains these packages. What comes with them follows, each text once.`,
  "",
  ...all.map((one) => `${one.name} ${one.version}: ${one.license ?? "see below"}. ${one.copyright}`.trim()),
  ...[...new Set(all.flatMap((one) => one.texts))].flatMap((text) => ["", rule, "", text]),
  "",
].join("\n"));
