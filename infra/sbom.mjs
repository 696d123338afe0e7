// Writes what an executable is made of, as CycloneDX 1.6: the packages that its last build resolved.
//   node infra/sbom.mjs <destination> <platform> <seconds since 1970>
// CycloneDX: https://cyclonedx.org/docs/1.6/json/
import { readFileSync, readdirSync } from "node:fs";

const [destination, platform, seconds] = process.argv.slice(2);
const folder = readdirSync("functions").find((name) => name.toLowerCase() === destination);
const assets = JSON.parse(readFileSync(`functions/${folder}/obj/project.assets.json`, "utf8"));
const target = Object.keys(assets.targets).find((name) => name.endsWith(`/${platform}`));
if (!target) {
  console.error(`functions/${folder} was last restored for another platform: run PLATFORM=${platform} infra/publish ${destination}`);
  process.exit(1);
}

const packages = Object.keys(assets.targets[target])
  .filter((id) => assets.libraries[id].type === "package")
  .sort()
  .map((id) => {
    const [name, version] = id.split("/");
    const hash = Buffer.from(assets.libraries[id].sha512, "base64").toString("hex");
    return {
      type: "library",
      name,
      version,
      purl: `pkg:nuget/${name}@${version}`,
      hashes: [{ alg: "SHA-512", content: hash }],
    };
  });

const version = /<Version>(.*)<\/Version>/.exec(readFileSync("Directory.Build.props", "utf8"))[1];
const runtime = Object.values(assets.project.frameworks)[0].downloadDependencies
  .filter((one) => /ILCompiler|NativeAOT/i.test(one.name))
  .map((one) => ({ type: "framework", name: one.name, version: one.version.replace(/[[\]]|,.*/g, "") }))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

console.log(JSON.stringify(
  {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      timestamp: new Date(1000 * seconds).toISOString(),
      component: { type: "application", name: `${destination}-connector`, version },
    },
    components: [...packages, ...runtime],
  },
  null,
  2,
));
