using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TerraformSchemas;

// One server for each schema file. Then one line on standard output, the value of TF_REATTACH_PROVIDERS: where
// Terraform finds them. Ends when standard input ends.
var addresses = new JsonObject();
foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "schemas"), "*.json").Order())
{
    string provider = Path.GetFileNameWithoutExtension(file);
    WebApplication server = await StartAsync(file);
    string address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
        .Addresses.Single();
    string owner = provider == "cloudflare" ? "cloudflare" : "hashicorp";
    addresses[$"registry.terraform.io/{owner}/{provider}"] = new JsonObject
    {
        ["Protocol"] = "grpc",
        ["ProtocolVersion"] = 6,
        ["Pid"] = Environment.ProcessId,
        ["Test"] = true, // Terraform leaves the process running when it ends
        ["Addr"] = new JsonObject { ["Network"] = "tcp", ["String"] = new Uri(address).Authority },
    };
}

Console.WriteLine(addresses.ToJsonString());
await Console.In.ReadToEndAsync();

static async Task<WebApplication> StartAsync(string file)
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
        new WebApplicationOptions { ContentRootPath = Path.GetDirectoryName(file)! });
    builder.Logging.ClearProviders();
    builder.WebHost.ConfigureKestrel(kestrel =>
        kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
    builder.Services.AddGrpc();
    builder.Services.AddSingleton(SchemaFile.Read(file));
    WebApplication server = builder.Build();
    server.MapGrpcService<SchemaProvider>();
    await server.StartAsync();
    return server;
}
