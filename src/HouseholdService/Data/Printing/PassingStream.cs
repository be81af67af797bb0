namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>
/// What a writer has written since it was last passed on. Zip and XML writers write when they please, an answer may only be written asynchronously: between two
/// pages of rows everything gathered here goes out, so that memory holds one page and no file.
/// </summary>
internal sealed class PassingStream : Stream
{
    private readonly MemoryStream _gathered = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Passes on what was gathered.</summary>
    public async Task PassTo(Stream target, CancellationToken ct)
    {
        if (_gathered.Length == 0)
            return;
        await target.WriteAsync(_gathered.GetBuffer().AsMemory(0, (int)_gathered.Length), ct);
        _gathered.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => _gathered.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _gathered.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
