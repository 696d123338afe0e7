using Connectors.Records;
using Polly;
using Polly.Timeout;

namespace Connectors.Delivery;

/// <summary>What came of one HTTP request; disposed of when it is judged.</summary>
internal abstract record ExchangeResult : IDisposable
{
    public abstract void Dispose();

    /// <summary>An answer, good or bad.</summary>
    internal sealed record Answered(HttpReply Reply, ByteWriter Body, BufferPool Buffers) : ExchangeResult
    {
        public override void Dispose() => Buffers.Return(Body);
    }

    /// <summary>No answer, and what that means for the records that were sent.</summary>
    internal sealed record Failed(Verdict Verdict) : ExchangeResult
    {
        public override void Dispose()
        {
            // There is nothing to give back.
        }
    }
}

/// <summary>
/// Sends one request and reads its whole answer, within a time limit. Failures are results, not exceptions.
/// </summary>
internal sealed class HttpExchange(HttpMessageInvoker http, TimeSpan timeout, TimeProvider time)
{
    private const int FirstCapacity = 4096; // most answers are short

    private readonly BufferPool buffers = new(FirstCapacity);
    private readonly ResiliencePipeline limit =
        new ResiliencePipelineBuilder { TimeProvider = time }.AddTimeout(timeout).Build();

    internal async Task<ExchangeResult> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            return await limit.ExecuteAsync(
                static async (state, inner) => await state.Self.ReadReplyAsync(state.Request, inner),
                (Self: this, Request: request),
                cancel);
        }
        catch (TimeoutRejectedException)
        {
            return new ExchangeResult.Failed(Verdict.NoAnswer(ReasonCodes.Timeout, mayBeTaken: true));
        }
        catch (OperationCanceledException fault)
            when (fault.InnerException is TimeoutException && !cancel.IsCancellationRequested)
        {
            // The transport's own limit for opening a connection looks like a cancellation, which nobody asked for.
            return new ExchangeResult.Failed(Verdict.NoAnswer(ReasonCodes.NoConnection));
        }
        catch (HttpRequestException fault)
        {
            return new ExchangeResult.Failed(Classify(fault));
        }
        catch (IOException)
        {
            return new ExchangeResult.Failed(Verdict.NoAnswer(ReasonCodes.ConnectionLost, mayBeTaken: true));
        }
    }

    private static Verdict Classify(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Verdict.NoAnswer(ReasonCodes.NameNotResolved),
        HttpRequestError.ConnectionError => Verdict.NoAnswer(ReasonCodes.NoConnection),

        // A refusal is an AuthenticationException; an IOException is a connection that ended in mid-handshake.
        HttpRequestError.SecureConnectionError when fault.InnerException is IOException =>
            Verdict.NoAnswer(ReasonCodes.HandshakeCutOff),
        HttpRequestError.SecureConnectionError => new Verdict.Misconfigured(
            ReasonCodes.TlsRefused.Name,
            "The destination's certificate is not trusted, or it offers less than TLS 1.2. "
            + "Where its authority is your own, set CONNECTOR_CA_FILE.")
        {
            Cause = ReasonCodes.TlsRefused,
        },
        _ => Verdict.NoAnswer(ReasonCodes.ConnectionLost, mayBeTaken: true),
    };

    private async Task<ExchangeResult> ReadReplyAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using HttpResponseMessage response = await http.SendAsync(request, cancel);
        using Stream body = await response.Content.ReadAsStreamAsync(cancel);
        ByteWriter buffer = buffers.Rent(); // lost when reading fails: nothing may write into one that is used again
        await ReadAtMostAsync(body, buffer, cancel);
        return new ExchangeResult.Answered(
            new HttpReply((int)response.StatusCode, buffer.WrittenMemory, RetryAfter(response)), buffer, buffers);
    }

    private static async Task ReadAtMostAsync(Stream stream, ByteWriter buffer, CancellationToken cancel)
    {
        while (buffer.Length < HttpReply.MaxBodyBytes)
        {
            Memory<byte> room = buffer.GetMemory();
            int most = Math.Min(room.Length, HttpReply.MaxBodyBytes - buffer.Length);
            int count = await stream.ReadAsync(room[..most], cancel);
            if (count == 0)
            {
                return;
            }

            buffer.Advance(count);
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - time.GetUtcNow(),
        _ => null,
    };
}
