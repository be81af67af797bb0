namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Counts what is unpacked and stops at the limits, whatever the file says about its own size.</summary>
internal sealed class GuardedStream(Stream unpacked, long packedBytes, ReadLimits limits, Action<long> onRead) : Stream
{
    private long _read;

    public override int Read(Span<byte> buffer)
    {
        int read;
        try
        {
            read = unpacked.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw Utf8XmlReader.Malformed();
        }

        _read += read;
        if (_read > limits.EntryBytes || (_read > ReadLimits.RatioFrom && _read / Math.Max(1, packedBytes) > limits.Ratio))
            throw new UnreadableFileException("zip-bomb");
        onRead(read);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }
}
