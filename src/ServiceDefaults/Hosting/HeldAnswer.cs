using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>The body of an answer that is kept back until it is complete or too long to keep. What is not one JSON document goes straight through.</summary>
internal sealed class HeldAnswer(IHttpResponseBodyFeature wire, HttpResponse response) : PipeWriter, IHttpResponseBodyFeature, IDisposable
{
    /// <summary>An answer with more bytes than this leaves in pieces.</summary>
    public const int Most = 64 * 1024;

    private byte[] _held = [];
    private int _count;
    private int _flushed;
    private bool? _holds;

    private bool Holds => _holds ??= !response.HasStarted && response.ContentLength is null && IsDocument(response.ContentType);

    public PipeWriter Writer => this;

    public Stream Stream
    {
        get
        {
            Release();
            return wire.Stream;
        }
    }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => Holds ? _count - _flushed : wire.Writer.UnflushedBytes;

    /// <summary>Sends what is held, with its length.</summary>
    public async Task Send()
    {
        if (_count == 0)
            return;
        response.ContentLength = _count;
        _holds = false;
        await wire.Writer.WriteAsync(_held.AsMemory(0, _count));
        Dispose();
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (!Holds)
            return wire.Writer.GetMemory(sizeHint);
        Grow(Math.Max(sizeHint, 1));
        return _held.AsMemory(_count);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => Holds ? GetMemory(sizeHint).Span : wire.Writer.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (Holds)
            _count += bytes;
        else
            wire.Writer.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (Holds && _count <= Most)
        {
            _flushed = _count;
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: cancellationToken.IsCancellationRequested, isCompleted: false));
        }

        Release();
        return wire.Writer.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => wire.Writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        Release();
        wire.Writer.Complete(exception);
    }

    public override async ValueTask CompleteAsync(Exception? exception = null)
    {
        await Send();
        await wire.Writer.CompleteAsync(exception);
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Holds ? Task.CompletedTask : wire.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        Release();
        return wire.SendFileAsync(path, offset, count, cancellationToken);
    }

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await Send();
        await wire.CompleteAsync();
    }

    public void DisableBuffering()
    {
        Release();
        wire.DisableBuffering();
    }

    public void Dispose()
    {
        if (_held.Length > 0)
            ArrayPool<byte>.Shared.Return(_held);
        (_held, _count) = ([], 0);
    }

    private static bool IsDocument(string? contentType)
    {
        var media = contentType.AsSpan();
        if (media.IndexOf(';') is >= 0 and var end)
            media = media[..end];
        media = media.Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private void Grow(int wanted)
    {
        if (_held.Length - _count >= wanted)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(16 * 1024, Math.Max(_held.Length * 2, _count + wanted)));
        _held.AsSpan(0, _count).CopyTo(larger);
        if (_held.Length > 0)
            ArrayPool<byte>.Shared.Return(_held);
        _held = larger;
    }

    /// <summary>Lets what is held go on in order, and everything after it straight through.</summary>
    private void Release()
    {
        _holds = false;
        if (_count == 0)
            return;
        wire.Writer.Write(_held.AsSpan(0, _count));
        Dispose();
    }
}
