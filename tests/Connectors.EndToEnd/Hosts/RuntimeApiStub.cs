using System.Net;
using System.Text;
using System.Threading.Channels;

namespace Connectors.EndToEnd.Hosts;

/// <summary>
/// Stands in for the AWS Lambda Runtime API, and keeps its states: one event at a time; whoever asks for the next one
/// before the last is answered, or answers another, is refused.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html</remarks>
internal sealed class RuntimeApiStub : IAsyncDisposable
{
    private const string Runtime = "/2018-06-01/runtime/";

    private readonly HttpListener listener = new();
    private readonly Channel<Event> events = Channel.CreateUnbounded<Event>();
    private readonly Task serving;
    private Event? running;

    internal RuntimeApiStub()
    {
        Authority = $"127.0.0.1:{LoopbackPort.Free()}";
        listener.Prefixes.Add($"http://{Authority}/");
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>For <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    internal string Authority { get; }

    /// <summary>What broke the rules of the API; must stay empty.</summary>
    internal List<string> Violations { get; } = [];

    /// <summary>What the function told when it could not start.</summary>
    internal TaskCompletionSource<LambdaReply> InitError { get; } = new();

    /// <summary>Hands an event to the function, and waits for its answer.</summary>
    internal async Task<LambdaReply> InvokeAsync(string json, TimeSpan time)
    {
        var one = new Event(Guid.NewGuid().ToString(), json, DateTimeOffset.UtcNow + time, new());
        await events.Writer.WriteAsync(one, TestContext.Current.CancellationToken);
        return await one.Reply.Task.WaitAsync(time + TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        events.Writer.TryComplete();
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.GetContextAsync()));
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath[Runtime.Length..];
        using var reader = new StreamReader(context.Request.InputStream);
        string body = await reader.ReadToEndAsync();
        int status = (context.Request.HttpMethod, path.Split('/')) switch
        {
            ("GET", ["invocation", "next"]) => await NextAsync(context),
            ("POST", ["invocation", var id, "response"]) => Reply(id, new LambdaReply(body, null)),
            ("POST", ["invocation", var id, "error"]) => Reply(id, new LambdaReply(body, ErrorType(context))),
            ("POST", ["init", "error"]) => FailInit(new LambdaReply(body, ErrorType(context))),
            _ => Refuse($"{context.Request.HttpMethod} {path}", 404),
        };
        if (status != 0)
        {
            context.Response.StatusCode = status;
            context.Response.Close();
        }
    }

    // 0 when the answer is written already, or never will be.
    private async Task<int> NextAsync(HttpListenerContext context)
    {
        if (running is not null)
        {
            return Refuse("next before the last event was answered", 403);
        }

        try
        {
            Event next = await events.Reader.ReadAsync();
            running = next;
            context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = next.Id;
            context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = $"{next.Deadline.ToUnixTimeMilliseconds()}";
            context.Response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-5759e988-bd862e3fe1be46a994272793";
            context.Response.ContentType = "application/json";
            context.Response.Close(Encoding.UTF8.GetBytes(next.Json), willBlock: false);
        }
        catch (Exception end) when (end is ChannelClosedException or HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }

        return 0;
    }

    private int Reply(string id, LambdaReply reply)
    {
        const int mostBytes = 6 * 1024 * 1024;
        if (running is not { } current || current.Id != id)
        {
            return Refuse("an answer to an event that does not run", 400);
        }

        running = null;
        bool isTooLarge = reply.Body.Length > mostBytes;
        current.Reply.SetResult(isTooLarge ? new LambdaReply("", "Function.ResponseSizeTooLarge") : reply);
        return isTooLarge ? 413 : 202;
    }

    private int FailInit(LambdaReply reply) => InitError.TrySetResult(reply) ? 202 : Refuse("a second init error", 403);

    private int Refuse(string what, int status)
    {
        Violations.Add(what);
        return status;
    }

    private static string ErrorType(HttpListenerContext context) =>
        context.Request.Headers["Lambda-Runtime-Function-Error-Type"] ?? "";

    private sealed record Event(
        string Id, string Json, DateTimeOffset Deadline, TaskCompletionSource<LambdaReply> Reply);
}

/// <summary>What a function answered.</summary>
/// <param name="Body">JSON.</param>
/// <param name="ErrorType">Null when it succeeded.</param>
internal sealed record LambdaReply(string Body, string? ErrorType);
