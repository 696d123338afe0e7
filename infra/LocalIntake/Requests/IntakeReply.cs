using System.Text;

namespace LocalIntake;

/// <summary>An intake's answer, or that there is none.</summary>
internal abstract record IntakeReply(int Status)
{
    internal string? RetryAfter { get; init; }

    internal string? Allow { get; init; }

    /// <summary>How the connection was cut, where there is no answer; else null.</summary>
    internal string? Cut { get; init; }

    internal async Task WriteAsync(HttpResponse response)
    {
        if (Cut is not null)
        {
            response.HttpContext.Abort();
            return;
        }

        response.StatusCode = Status;
        response.Headers.Allow = Allow;
        response.Headers.RetryAfter = RetryAfter;
        AddHeaders(response.Headers);
        byte[] body = Body(out string type);
        response.ContentLength = body.Length;
        if (body.Length > 0)
        {
            response.ContentType = type;
            await WriteBodyAsync(response, body);
        }
    }

    protected virtual void AddHeaders(IHeaderDictionary headers)
    {
    }

    protected abstract byte[] Body(out string type);

    private static Task WriteBodyAsync(HttpResponse response, byte[] body) =>
        HttpMethods.IsHead(response.HttpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body).AsTask();
}

/// <summary>No answer: the connection is cut.</summary>
internal sealed record CutReply : IntakeReply
{
    /// <param name="word">How, for the counts of requests.</param>
    internal CutReply(string word)
        : base(0) => Cut = word;

    protected override byte[] Body(out string type)
    {
        type = "";
        return [];
    }
}

/// <summary>An answer that is a text.</summary>
internal sealed record TextReply(int Status, string Type, string Text) : IntakeReply(Status)
{
    /// <summary>More headers, each with its value.</summary>
    internal IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    protected override void AddHeaders(IHeaderDictionary headers)
    {
        foreach ((string name, string value) in Headers)
        {
            headers.Append(name, value);
        }
    }

    protected override byte[] Body(out string type)
    {
        type = Type;
        return Encoding.UTF8.GetBytes(Text);
    }
}
