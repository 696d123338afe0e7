using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalIntake;

/// <summary>The command line: reads the options, runs the server until somebody ends it.</summary>
internal static class IntakeCommand
{
    private const int Ended = 0;
    private const int CannotListen = 1;
    private const int WrongUsage = 2;
    private const int DefaultPort = 8088; // the port of Splunk's HTTP Event Collector

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port on 127.0.0.1; 0 for any free one.",
        DefaultValueFactory = _ => DefaultPort,
        Validators =
        {
            result =>
            {
                // Not the parsed value: of what is no number there is none, and asking for it throws.
                if (result.Tokens is [var text] && !ushort.TryParse(text.Value, out _))
                {
                    result.AddError($"--port must be 0 to {ushort.MaxValue}; it is {text.Value}");
                }
            },
        },
    };

    private static readonly Option<string> Certificate = new("--tls-certificate")
    {
        Description = "Certificate for https, a PEM file. Needs --tls-key.",
        HelpName = "file.pem",
    };

    private static readonly Option<string> Key = new("--tls-key")
    {
        Description = "The certificate's private key, a PEM file.",
        HelpName = "file.pem",
    };

    private static readonly Option<bool> KeepEvents = new("--keep-events")
    {
        Description = "Keep every event in a temporary file, for GET /control/arrivals/events.",
    };

    internal static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Stands in for log intakes on loopback, and shows what arrived.")
        {
            Port, Certificate, Key, KeepEvents,
        };
        root.SetAction((parsed, _) => ListenAsync(parsed));
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Complain(WrongUsage, string.Join('\n', parsed.Errors.Select(error => error.Message)));
        }

        // The server itself ends at SIGTERM and Ctrl-C.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> ListenAsync(ParseResult parsed)
    {
        IntakeOptions options;
        try
        {
            options = new IntakeOptions
            {
                Port = parsed.GetValue(Port),
                Certificate = ReadCertificate(parsed.GetValue(Certificate), parsed.GetValue(Key)),
                KeepsEvents = parsed.GetValue(KeepEvents),
            };
        }
        catch (Exception fault) when (fault is IOException or CryptographicException or ArgumentException)
        {
            return Complain(WrongUsage, $"--tls-certificate, --tls-key: {fault.Message}");
        }

        try
        {
            await IntakeServer.RunAsync(options, Console.Out);
            return Ended;
        }
        catch (IOException fault)
        {
            return Complain(CannotListen, fault.Message);
        }
    }

    private static X509Certificate2? ReadCertificate(string? certificate, string? key)
    {
        if (certificate is null && key is null)
        {
            return null;
        }

        return certificate is null || key is null
            ? throw new ArgumentException("one needs the other")
            : X509Certificate2.CreateFromPemFile(certificate, key);
    }

    private static int Complain(int exitCode, string problem)
    {
        Console.Error.WriteLine(problem);
        return exitCode;
    }
}
