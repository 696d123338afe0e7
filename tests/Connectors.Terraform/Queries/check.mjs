// Reads {"name": "query"} on standard input, and writes {"name": ["what is wrong with it"]}, of those with faults only.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runInThisContext } from "node:vm";

// The package is made for browsers: its parts find each other in the global object.
const folder = dirname(createRequire(import.meta.url).resolve("@kusto/language-service-next"));
for (const part of ["bridge.js", "Kusto.Language.Bridge.js"]) {
  runInThisContext(readFileSync(join(folder, part), "utf8"), part);
}

const { GlobalState, KustoCode, Diagnostic, Symbols } = globalThis.Kusto.Language;
const { Array: Lists, Collections } = globalThis.System;

// The columns that the queries may use: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apptraces and
// apprequests.
const tables = new (Collections.Generic.List$1(Symbols.Symbol).ctor)();
for (const [name, columns] of Object.entries({
  AppTraces: "(TimeGenerated: datetime, AppRoleName: string, Message: string, SeverityLevel: int)",
  AppRequests: "(TimeGenerated: datetime, AppRoleName: string, Success: bool, DurationMs: real)",
})) {
  tables.add(new Symbols.TableSymbol.$ctor7(name, columns, null));
}

const workspace = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor3("workspace", null, tables, false));
const faults = {};
for (const [name, query] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const found = KustoCode.ParseAndAnalyze(query, workspace).GetDiagnostics();
  const texts = Array.from(
    { length: Lists.getCount(found, Diagnostic) }, (_, index) => Lists.getItem(found, index, Diagnostic).Message);
  if (texts.length > 0) {
    faults[name] = texts;
  }
}

console.log(JSON.stringify(faults));
